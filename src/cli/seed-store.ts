import { sql } from "kysely";
import { seedPlan, seedRows } from "../../seeds/index.js";
import type { SeedOptions } from "../../seeds/types.js";
import { fault } from "../errors.js";
import type { Store } from "../store/store.js";
import { withStoreLock } from "../store/store-lock.js";
import { writeRows } from "../store/write-rows.js";
import { resetFeeds } from "../subgraphs/feed/subgraph.js";
import { indexStore } from "./index-store.js";
import { needsSeed, noteSeed } from "./seed-note.js";

/** How to seed. */
export interface SeedRun extends SeedOptions {
  /** Empties the tables first. Without it, a store that holds data is refused. */
  readonly reset: boolean;
  /** Called as rows go in. */
  readonly onProgress: (progress: SeedProgress) => void;
}

/** How far a seeding is. */
export interface SeedProgress {
  readonly table: string;
  readonly rows: number;
  /** An estimate: the synthetic rows depend on the random numbers. */
  readonly expected: number;
}

/**
 * Fills the store with the real reference data and synthetic sample data.
 * @returns the number of rows
 * @throws STORE_NOT_EMPTY when there is data and no `reset`
 */
export async function seedStore(store: Store, { reset, onProgress, ...options }: SeedRun): Promise<number> {
  return withStoreLock(store, async () => {
    // Asked again under the lock: another process may have seeded while this one waited.
    if (!reset && !(await needsSeed(store))) throw fault("STORE_NOT_EMPTY", { address: store.address });
    await noteSeed(store, "started", options);
    const plan = seedPlan(options);
    for (const { table } of [...plan].reverse()) await sql`delete from ${sql.table(table)}`.execute(store.db);
    const expected = plan.reduce((sum, entry) => sum + entry.rows, 0);
    let rows = 0;
    for (const batch of inTransactions(seedRows(options))) {
      await store.db.transaction().execute(async (transaction) => {
        for (const { table, rows: some } of batch) {
          await writeRows(transaction, table, some);
          rows += some.length;
        }
      });
      onProgress({ table: batch.at(-1)?.table ?? "", rows, expected });
    }
    // Within the seeding: a store without its index would answer searches with nothing.
    await indexStore(store, ({ documents }) =>
      onProgress({ table: "search", rows: rows + documents, expected }),
    );
    // The triggers noted nothing of all this (they look at the note): readers of changes begin anew.
    await resetFeeds(store.db);
    for (const table of OF_WHAT_WAS) await sql`delete from ${sql.table(table)}`.execute(store.db);
    await noteSeed(store, "finished", options);
    return rows;
  });
}

/** What was noted of the data that a seeding replaces. Its agreements have the same ids: it would be taken for theirs. */
const OF_WHAT_WAS = ["retention_purge", "quota_use"];

/** Batches for one transaction: many small ones cost a flush each, one large one cannot be undone cheaply. */
const BATCHES_PER_TRANSACTION = 20;

function* inTransactions<T>(batches: Iterable<T>): Generator<T[]> {
  let group: T[] = [];
  for (const batch of batches) {
    group.push(batch);
    if (group.length === BATCHES_PER_TRANSACTION) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
