import { sql } from "kysely";
import { fault } from "../errors.js";
import { migrationsFor } from "./migrations/index.js";
import { STEPS } from "./migrations/resumable.js";
import type { Store } from "./store.js";
import { withStoreLock } from "./store-lock.js";

/** What {@link migrateStore} did. */
export interface MigrationReport {
  /** Names of the migrations that ran, oldest first. */
  readonly applied: readonly string[];
}

/**
 * Brings the store to this release, one process at a time.
 * @throws STORE_NEWER when a newer release has migrated it: nothing is changed then
 */
export async function migrateStore(store: Store): Promise<MigrationReport> {
  return withStoreLock(store, async () => {
    await refuseNewer(store);
    const applied = await store.orm.migrator.up();
    if (store.engine === "mysql") await sql`drop table if exists ${sql.table(STEPS)}`.execute(store.db);
    return { applied: applied.map(({ name }) => name) };
  });
}

async function refuseNewer(store: Store): Promise<void> {
  const known = new Set(migrationsFor(store.engine).map(({ name }) => name));
  const unknown = (await store.orm.migrator.getExecuted()).find(({ name }) => !known.has(name));
  if (unknown !== undefined) throw fault("STORE_NEWER", { migration: unknown.name });
}
