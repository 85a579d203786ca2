import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { fault } from "../errors.js";
import type { Store } from "./store.js";

const WAIT_SECONDS = 120;
const ASK_AGAIN_MS = 50;

/**
 * Runs `work` while no other process changes the store as a whole (migrates it, seeds it).
 * @throws STORE_UNUSABLE when another process holds the store for two minutes
 */
export function withStoreLock<T>(store: Store, work: () => Promise<T>): Promise<T> {
  return store.engine === "sqlite" ? withLockFile(store, work) : withNamedLock(store, work);
}

/** A write transaction on a file beside the store: it ends with the process, however that ends. */
async function withLockFile<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const file = store.address.replace(/^sqlite:/, "");
  if (file === ":memory:") return work();
  const lock = new DatabaseSync(`${file}.lock`);
  try {
    await begin(lock, store);
    return await work();
  } finally {
    lock.close();
  }
}

/** Asks again and again rather than wait inside SQLite, which would hold up everything else in this process. */
async function begin(lock: DatabaseSync, store: Store): Promise<void> {
  for (const deadline = Date.now() + WAIT_SECONDS * 1000; ; ) {
    try {
      lock.exec("begin exclusive");
      return;
    } catch {
      if (Date.now() > deadline) throw held(store);
      await new Promise((next) => setTimeout(next, ASK_AGAIN_MS));
    }
  }
}

/** A connection on which nothing moves is given up after some minutes (`mysql-dialect.ts`), and with it the lock. */
const KEPT_ALIVE_MS = 60_000;

/** MySQL's named lock belongs to a connection, so that one is kept for as long as the work takes. */
async function withNamedLock<T>(store: Store, work: () => Promise<T>): Promise<T> {
  return store.db.connection().execute(async (connection) => {
    // Names are the server's, not the database's.
    const name = `rescue-graph ${store.address.split("/").at(-1)}`.slice(0, 64);
    const got = await sql<{
      got: number | null;
    }>`select get_lock(${name}, ${sql.lit(WAIT_SECONDS)}) as got`.execute(connection);
    if (got.rows[0]?.got !== 1) throw held(store);
    const alive = setInterval(() => void sql`select 1`.execute(connection).catch(() => {}), KEPT_ALIVE_MS);
    try {
      return await work();
    } finally {
      clearInterval(alive);
      // A connection that is gone has released it; what the work came to is not to be lost over that.
      await sql`select release_lock(${name})`.execute(connection).catch(() => {});
    }
  });
}

function held(store: Store) {
  return fault("STORE_UNUSABLE", {
    address: store.address,
    reason: "another process is migrating or seeding it.",
  });
}
