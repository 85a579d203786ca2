import { sql } from "kysely";
import type { Sql } from "../../store/per-parent.js";
import type { Db, Store } from "../../store/store.js";
import { writeTransaction } from "../../store/write-transaction.js";

const AGAIN = new Set(["ER_LOCK_DEADLOCK", "ER_LOCK_WAIT_TIMEOUT"]);
const ATTEMPTS = 5;

/**
 * Runs `work` in a transaction that begins with `lock`, an update that changes nothing: beside SQLite's one write lock,
 * the lock of the row on MySQL's protocol. There each statement sees what was committed before it, and a select that
 * feeds an insert locks nothing. What the engine ends to break a deadlock is done again.
 */
export async function locked<T>(store: Store, lock: Sql, work: (db: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeTransaction(
        store,
        async (db) => {
          await lock.execute(db);
          return await work(db);
        },
        "read committed",
      );
    } catch (error) {
      if (attempt === ATTEMPTS || !AGAIN.has(String(Object(error).code))) throw error;
    }
  }
}

/** `insert`, which does nothing where the row is there already. */
export const insertIgnore = ({ engine }: Pick<Store, "engine">): Sql =>
  engine === "sqlite" ? sql`insert or ignore` : sql`insert ignore`;
