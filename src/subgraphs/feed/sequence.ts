import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Db, Store } from "../../store/store.js";
import { writeRows } from "../../store/write-rows.js";
import { insertIgnore, locked } from "./locked.js";

/** Writes that are given positions in one transaction. */
const BATCH = 5000;

/** Where the log stands. */
export interface LogHead {
  /** The last position. */
  readonly position: number;
  /** The last position that is no longer in the log. */
  readonly keptFrom: number;
  /** Signs cursors. Whoever can read the store can read what they protect, so it needs no better place. */
  readonly secret: string;
}

/** Where the log stands; the first to ask makes the row. */
export async function logHead(store: Store): Promise<LogHead> {
  const find = () =>
    sql<LogHead>`select position, kept_from as ${sql.ref("keptFrom")}, secret from feed_head where id = 1`.execute(
      store.db,
    );
  const [found] = (await find()).rows;
  if (found !== undefined) return found;
  const secret = randomBytes(32).toString("hex");
  await sql`${insertIgnore(store)} into feed_head (id, position, kept_from, secret)
    values (1, 0, 0, ${secret})`.execute(store.db);
  return (await find()).rows[0] as LogHead;
}

/**
 * Gives positions to the writes that were committed since the last time. Positions are given under one lock, and
 * become readable with its release: no reader sees a position and later a smaller one. A write that commits late is
 * simply given a later position.
 */
export async function sequence(store: Store): Promise<LogHead> {
  for (;;) {
    const head = await logHead(store);
    const waiting = await sql`select 1 from change_outbox limit 1`.execute(store.db);
    if (waiting.rows.length === 0) return head;
    const lock = sql`update feed_head set position = position where id = 1`;
    const moved = await locked(store, lock, (db) => move(store, db));
    if (moved < BATCH) return logHead(store);
  }
}

type Waiting = { readonly id: number; readonly record_type: string; readonly record_id: string };

async function move(store: Store, db: Db): Promise<number> {
  const waiting = await sql<Waiting>`
    select id, record_type, record_id from change_outbox order by id limit ${sql.lit(BATCH)}`.execute(db);
  const { rows } = waiting;
  if (rows.length === 0) return 0;
  const head = await sql<{ position: number }>`select position from feed_head where id = 1`.execute(db);
  const from = Number(head.rows[0]?.position);
  const at = new Date().toISOString().replace("T", " ").slice(0, 23);
  const log = rows.map(({ record_type, record_id }, place) => ({
    position: from + 1 + place,
    recordType: record_type,
    recordId: record_id,
    at,
  }));
  await writeRows(db, "change_log", log);
  // By their ids, not by a range: smaller ids may still be on their way.
  const ids = rows.map(({ id }) => id);
  const among =
    store.engine === "sqlite"
      ? sql`(select value from json_each(${JSON.stringify(ids)}))`
      : sql`(${sql.join(ids)})`;
  await sql`delete from change_outbox where id in ${among}`.execute(db);
  await sql`update feed_head set position = ${from + rows.length} where id = 1`.execute(db);
  return rows.length;
}
