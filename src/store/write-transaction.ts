import { setTimeout as pause } from "node:timers/promises";
import { CompiledQuery, sql } from "kysely";
import type { Db, Store } from "./store.js";

/** How long another writer of an SQLite file is waited for, in milliseconds; and how often it is looked for. */
const WAIT_MS = 5000;
const LOOK_AGAIN_MS = 5;

// Compiled once: the audit writes with nearly every answer.
const START = CompiledQuery.raw("start transaction");
const BEGIN = CompiledQuery.raw("begin immediate");
const COMMIT = CompiledQuery.raw("commit");
const NO_WAITING = CompiledQuery.raw("pragma busy_timeout = 0");
const WAITING = CompiledQuery.raw("pragma busy_timeout = 10000");

/**
 * Runs work in a transaction that may write from its beginning. On SQLite that takes the write lock at once: one that
 * begins by reading cannot write any more when somebody else has written meanwhile. Another writer is waited for
 * between turns: not inside SQLite, which would hold up everything else in this process, nor with the connection, which
 * everybody who reads shares.
 * @param isolation on MySQL's protocol, where another than the server's own is needed
 * @throws whatever the work or the store throws; nothing is changed then
 */
export async function writeTransaction<T>(
  store: Store,
  work: (db: Db) => Promise<T>,
  isolation?: "read committed",
): Promise<T> {
  for (const deadline = Date.now() + WAIT_MS; ; ) {
    const done = await store.db.connection().execute(async (connection) => {
      if (store.engine === "sqlite") {
        const busy = await beginImmediate(connection);
        if (busy !== undefined) return { busy };
      } else {
        if (isolation !== undefined)
          await sql`set transaction isolation level read committed`.execute(connection);
        await connection.executeQuery(START);
      }
      return { result: await committed(connection, work) };
    });
    if (!("busy" in done)) return done.result;
    if (Date.now() > deadline) throw done.busy;
    await pause(LOOK_AGAIN_MS);
  }
}

async function committed<T>(connection: Db, work: (db: Db) => Promise<T>): Promise<T> {
  try {
    const result = await work(connection);
    await connection.executeQuery(COMMIT);
    return result;
  } catch (error) {
    // A connection that is gone has rolled back already.
    await sql`rollback`.execute(connection).catch(() => {});
    throw error;
  }
}

/** @returns the error when somebody else is writing */
async function beginImmediate(connection: Db): Promise<object | undefined> {
  await connection.executeQuery(NO_WAITING);
  try {
    await connection.executeQuery(BEGIN);
    return undefined;
  } catch (error) {
    if (!isBusy(error)) throw error;
    return error as object;
  } finally {
    await connection.executeQuery(WAITING);
  }
}

/** SQLITE_BUSY, in any of its kinds. */
function isBusy(error: unknown): boolean {
  return (Number((error as { errcode?: unknown }).errcode) & 0xff) === 5;
}
