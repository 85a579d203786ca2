import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "kysely";
import { fault } from "../../errors.js";
import { unpackIds } from "../../store/audit-chain.js";
import type { Store } from "../../store/store.js";

/** Lists of keys looked through for one question, at most; about two seconds. */
export const MOST_LOOKED_THROUGH = 100_000;
/** Lists read at once. */
const CHUNK = 200;

/** What is looked for. */
export interface Sought {
  readonly type: string;
  /** The record's key. */
  readonly id: string;
  /** As the store keeps instants. */
  readonly since: string;
  /** Entries before this one only. */
  readonly before: number | undefined;
  /** Entries, at most. */
  readonly limit: number;
}

/**
 * The entries whose answers held a record, the latest first. Keys are stored compressed, a list for each entry and
 * type, so that an answer costs one row of the audit and not one for each of its rows; who asks for a record pays for
 * that by looking through the lists of its type.
 * @throws AUDIT_RANGE when there are too many
 */
export async function findAccesses(
  store: Store,
  { type, id, since, before, limit }: Sought,
): Promise<number[]> {
  const { db } = store;
  const found: number[] = [];
  // Times never go back along the chain, so that where they begin is a place in it.
  const start = await sql<{
    seq: number;
  }>`select seq from audit_entry where at >= ${since} order by at, seq limit 1`.execute(db);
  const from = start.rows[0]?.seq;
  if (from === undefined) return found;
  let below = before ?? Number.MAX_SAFE_INTEGER;
  for (let looked = 0; found.length < limit; looked += CHUNK) {
    if (looked >= MOST_LOOKED_THROUGH) {
      const reason = `More than ${MOST_LOOKED_THROUGH} pulls of ${type} would have to be looked through. Ask for a shorter time with \`since\`, or walk on with \`first\` and without \`totalCount\`.`;
      throw fault("AUDIT_RANGE", { reason });
    }
    const { rows } = await sql<{ seq: number; ids: Uint8Array | null }>`select seq, ids from audit_read
      where type = ${type} and seq < ${below} and seq >= ${from} order by seq desc limit ${sql.lit(CHUNK)}`.execute(
      db,
    );
    for (const { seq, ids } of rows) {
      if (found.length < limit && unpackIds(ids).includes(id)) found.push(Number(seq));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) break;
    below = Number(last.seq);
    // Others get their turn in between.
    await nextTurn();
  }
  return found;
}
