import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Db, Store } from "../../store/store.js";
import { insertIgnore } from "./locked.js";
import { sequence } from "./sequence.js";

/** What a reader holds of a dataset, as `FeedViewEntity` keeps it. */
export interface FeedView {
  readonly id: number;
  readonly view: string;
  readonly dataset: string;
  readonly epoch: string;
  readonly version: string;
  readonly rawPosition: number;
  readonly head: number;
  readonly keptFrom: number;
}

/** A view, or undefined where nobody has read it yet. */
export async function findView(db: Db, view: string, dataset: string): Promise<FeedView | undefined> {
  const found = await sql<FeedView>`
    select id, ${sql.ref("view")}, dataset, epoch, version, head, raw_position as ${sql.ref("rawPosition")},
      kept_from as ${sql.ref("keptFrom")}
    from feed_view where ${sql.ref("view")} = ${view} and dataset = ${dataset}`.execute(db);
  return found.rows[0];
}

/** A view; a new one is empty, and begins where the log stands now. */
export async function openView(store: Store, view: string, dataset: string): Promise<FeedView> {
  const found = await findView(store.db, view, dataset);
  if (found !== undefined) return found;
  // Before its rows are read: what is written meanwhile is read twice, not missed.
  const { position } = await sequence(store);
  const epoch = randomBytes(6).toString("hex");
  await sql`${insertIgnore(store)} into feed_view
      (${sql.ref("view")}, dataset, epoch, version, raw_position, head, kept_from)
    values (${view}, ${dataset}, ${epoch}, '', ${position}, 0, 0)`.execute(store.db);
  return (await findView(store.db, view, dataset)) as FeedView;
}

/** Takes a view away with all that it holds: whoever reads it next begins anew. */
export async function dropView(db: Db, id: number): Promise<void> {
  await sql`delete from feed_entry where feed_id = ${id}`.execute(db);
  await sql`delete from feed_view where id = ${id}`.execute(db);
}

/**
 * Forgets all changes and views of a store whose tables were filled anew. Cursors of before are refused with
 * SNAPSHOT_REQUIRED.
 */
export async function resetFeeds(db: Db): Promise<void> {
  for (const table of ["feed_entry", "feed_view", "change_log", "change_outbox"]) {
    await sql`delete from ${sql.table(table)}`.execute(db);
  }
}
