import { sql } from "kysely";
import type { Store } from "../../store/store.js";
import { locked } from "./locked.js";
import { sequence } from "./sequence.js";
import { dropView } from "./view.js";

/** What was taken away. */
export interface Pruned {
  readonly changes: number;
  readonly tombstones: number;
  /** Views that nobody had read for so long. */
  readonly views: number;
}

/**
 * Takes away what nobody needs: changes that every view has read, changes and tombstones that are older than what is
 * kept, and views that were not read in that time. Readers who come back after that are told SNAPSHOT_REQUIRED.
 * @param days how long tombstones and unread changes are kept
 */
export async function pruneFeeds(store: Store, days: number): Promise<Pruned> {
  await sequence(store);
  const oldest = Date.now() - days * 86_400_000;
  const changes = await pruneLog(store, new Date(oldest).toISOString().replace("T", " ").slice(0, 23));
  const behind = await sql<{ id: number }>`
    select id from feed_view where raw_position < (select kept_from from feed_head where id = 1)`.execute(
    store.db,
  );
  for (const { id } of behind.rows) {
    await locked(store, sql`update feed_view set head = head where id = ${id}`, (db) => dropView(db, id));
  }
  let tombstones = 0;
  const views = await sql<{ id: number }>`select id from feed_view`.execute(store.db);
  for (const { id } of views.rows) tombstones += await pruneView(store, id, Math.floor(oldest / 1000));
  return { changes, tombstones, views: behind.rows.length };
}

async function pruneLog(store: Store, oldest: string): Promise<number> {
  const lock = sql`update feed_head set position = position where id = 1`;
  return locked(store, lock, async (db) => {
    const old = await sql<{ p: number | null }>`
      select max(position) as p from change_log where at < ${oldest}`.execute(db);
    const read = await sql<{ p: number }>`
      select coalesce(min(v.raw_position), max(h.position)) as p from feed_head as h left join feed_view as v on 1 = 1`.execute(
      db,
    );
    const until = Math.max(Number(old.rows[0]?.p ?? 0), Number(read.rows[0]?.p ?? 0));
    const gone = await sql`delete from change_log where position <= ${until}`.execute(db);
    await sql`update feed_head set kept_from = ${until} where id = 1 and kept_from < ${until}`.execute(db);
    return Number(gone.numAffectedRows ?? 0);
  });
}

async function pruneView(store: Store, id: number, oldest: number): Promise<number> {
  return locked(store, sql`update feed_view set head = head where id = ${id}`, async (db) => {
    const old = sql`feed_id = ${id} and gone > 0 and gone < ${oldest}`;
    const found = await sql<{
      p: number | null;
    }>`select max(position) as p from feed_entry where ${old}`.execute(db);
    const until = found.rows[0]?.p;
    if (until == null) return 0;
    await sql`update feed_view set kept_from = ${until} where id = ${id} and kept_from < ${until}`.execute(
      db,
    );
    const gone = await sql`delete from feed_entry where ${old}`.execute(db);
    return Number(gone.numAffectedRows ?? 0);
  });
}
