import { sql } from "kysely";
import { noteRows } from "../../dataset/note-access.js";
import type { Row } from "../../dataset/published.js";
import { codeOf } from "../../errors.js";
import { compileRead, runRead } from "../../store/compiled-read.js";
import type { Place } from "./cursor.js";
import { existsFor, type Reader, type ReaderType } from "./reader.js";
import { amongIds } from "./reconcile.js";
import type { FeedView } from "./view.js";

/** A change as a reader is given it, its keys in the order of the line that it becomes. */
export type Change =
  | {
      readonly op: "UPSERT";
      readonly type: string;
      readonly id: string;
      readonly owner?: { readonly id: string; readonly type: string };
      readonly record: Readonly<Record<string, unknown>>;
    }
  | { readonly op: "DELETE"; readonly type: string; readonly id: string };

/** A piece of a feed. */
export interface Piece {
  readonly changes: readonly { readonly position: number; readonly change: Change }[];
  /** The position of the last entry that was looked at; undefined where there was none. */
  readonly reached: number | undefined;
  readonly hasMore: boolean;
}

type Entry = { readonly position: number; readonly t: string; readonly k: string; readonly gone: number };

/**
 * Reads a piece of a feed: its entries in one statement, then the records in one for each type, with the scope asked
 * again. A record that is gone meanwhile, or has left, is left out: its tombstone follows. Where a day's quota is used up the
 * piece ends: what it gives until there is given.
 * @param until the last position that is wanted
 * @throws QUOTA_EXCEEDED when not even the first record may be given
 */
export async function readPiece(
  reader: Reader,
  feed: FeedView,
  place: Place,
  { limit, until }: { limit: number; until: number },
): Promise<Piece> {
  const logged = await sql<Entry>`
    select position, record_type as t, record_id as k, gone from feed_entry
    where feed_id = ${feed.id} and position > ${place.position} and position <= ${until}
      and (gone = 0 or position > ${place.since})
    order by position limit ${sql.lit(limit + 1)}`.execute(reader.ctx.store.db);
  const entries = logged.rows.slice(0, limit);
  const found = await rowsOf(reader, entries);
  const given = new Map<ReaderType, Row[]>();
  const changes: { position: number; change: Change }[] = [];
  let taken = 0;
  let isFull = false;
  for (const { position, t, k, gone } of entries) {
    const type = reader.types.find(({ name }) => name === t);
    const row = type && found.get(type)?.get(k);
    let change: Change | undefined;
    if (Number(gone) !== 0) change = { op: "DELETE", type: t, id: k };
    else if (type !== undefined && row !== undefined) {
      try {
        change = upsert(type, row);
      } catch (error) {
        if (codeOf(error) !== "QUOTA_EXCEEDED" || changes.length === 0) throw error;
        isFull = true;
        break;
      }
      const rows = given.get(type);
      if (rows === undefined) given.set(type, [row]);
      else rows.push(row);
    }
    if (change !== undefined) changes.push({ position: Number(position), change });
    taken++;
  }
  if (reader.forDigest !== true) {
    for (const [{ dataset, plan }, rows] of given) noteRows(reader.ctx, dataset, plan, rows);
  }
  const last = entries[taken - 1]?.position;
  return {
    changes,
    reached: last === undefined ? undefined : Number(last),
    hasMore: isFull || logged.rows.length > limit,
  };
}

async function rowsOf(reader: Reader, entries: readonly Entry[]): Promise<Map<ReaderType, Map<string, Row>>> {
  const rows = new Map<ReaderType, Map<string, Row>>();
  for (const type of reader.types) {
    const keys = entries.flatMap(({ t, k, gone }) => (t === type.name && Number(gone) === 0 ? [k] : []));
    if (keys.length > 0) rows.set(type, await readRows(reader, type, keys));
  }
  return rows;
}

const OWNER = "_owner";
const noParent = () => sql`null`;

/** The rows with these keys that exist for the reader, in one statement. */
async function readRows(
  { ctx: { store } }: Reader,
  type: ReaderType,
  keys: readonly string[],
): Promise<Map<string, Row>> {
  const { dataset, plan, owner } = type;
  const columns = plan.columns.map((column) => sql`${column.sql(noParent)} as ${sql.ref(column.as)}`);
  const names = plan.columns.map(({ as }) => as);
  if (owner !== undefined) {
    columns.push(sql`${dataset.column(owner.by)} as ${sql.ref(OWNER)}`);
    names.push(OWNER);
  }
  const key = dataset.column(dataset.key);
  const read = compileRead(
    store,
    sql`select ${sql.join(columns)} from ${sql.table(dataset.table)} as c
      where ${amongIds(store.engine, keys)(key)} and ${existsFor(type)}`,
    names,
  );
  const found: readonly Row[] = await runRead(store, read, undefined);
  return new Map(found.map((row) => [String(row[dataset.key]), row]));
}

/** @throws QUOTA_EXCEEDED */
function upsert({ dataset, name, owner, toRecord }: ReaderType, row: Row): Change {
  const id = String(row[dataset.key]);
  const record = toRecord(row);
  if (owner === undefined) return { op: "UPSERT", type: name, id, record };
  return { op: "UPSERT", type: name, id, owner: { id: String(row[OWNER]), type: owner.type }, record };
}
