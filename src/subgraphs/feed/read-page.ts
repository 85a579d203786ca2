import { sql } from "kysely";
import { noteRows } from "../../dataset/note-access.js";
import type { Row } from "../../dataset/published.js";
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
 * again. A record that is gone meanwhile, or has left, is left out: its tombstone follows.
 * @param until the last position that is wanted
 */
export async function readPiece(
  reader: Reader,
  feed: FeedView,
  place: Place,
  { limit, until }: { limit: number; until: number },
): Promise<Piece> {
  const found = await sql<Entry>`
    select position, record_type as t, record_id as k, gone from feed_entry
    where feed_id = ${feed.id} and position > ${place.position} and position <= ${until}
      and (gone = 0 or position > ${place.since})
    order by position limit ${sql.lit(limit + 1)}`.execute(reader.ctx.store.db);
  const entries = found.rows.slice(0, limit);
  const records = await recordsOf(reader, entries);
  const changes = entries.flatMap(({ position, t, k, gone }) => {
    const change: Change | undefined =
      Number(gone) === 0 ? records.get(t)?.get(k) : { op: "DELETE", type: t, id: k };
    return change === undefined ? [] : [{ position: Number(position), change }];
  });
  const last = entries.at(-1)?.position;
  return {
    changes,
    reached: last === undefined ? undefined : Number(last),
    hasMore: found.rows.length > limit,
  };
}

async function recordsOf(
  reader: Reader,
  entries: readonly Entry[],
): Promise<Map<string, Map<string, Change>>> {
  const records = new Map<string, Map<string, Change>>();
  for (const type of reader.types) {
    const keys = entries.flatMap(({ t, k, gone }) => (t === type.name && Number(gone) === 0 ? [k] : []));
    if (keys.length > 0) records.set(type.name, await readRecords(reader, type, keys));
  }
  return records;
}

const OWNER = "_owner";
const noParent = () => sql`null`;

/** The records with these keys that exist for the reader, in one statement. */
async function readRecords(
  { ctx, forDigest }: Reader,
  type: ReaderType,
  keys: readonly string[],
): Promise<Map<string, Change>> {
  const { store } = ctx;
  const { dataset, plan, toRecord, name, owner } = type;
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
  if (forDigest !== true) noteRows(ctx, dataset, plan, found);
  const records = new Map<string, Change>();
  for (const row of found) {
    const id = String(row[dataset.key]);
    const record = toRecord(row);
    records.set(
      id,
      owner === undefined
        ? { op: "UPSERT", type: name, id, record }
        : { op: "UPSERT", type: name, id, owner: { id: String(row[OWNER]), type: owner.type }, record },
    );
  }
  return records;
}
