import { sql } from "kysely";
import { checkpointSeal } from "./audit-chain.js";
import { type AuditHead, type AuditRecord, appendAudit } from "./audit-table.js";
import type { Store } from "./store.js";
import { writeTransaction } from "./write-transaction.js";

/** Entries removed in one transaction: others write in between. */
const CHUNK = 2000;

/** What was removed. */
export interface PurgeReport {
  /** The last entry that was removed; undefined when none is that old. */
  readonly through: number | undefined;
  readonly removed: number;
}

/**
 * Removes the entries before an instant. What is left stays verifiable: a sealed checkpoint holds the hash of the last
 * entry that goes, and the removal is an entry itself. Verify the chain first: what goes cannot be looked at again.
 *
 * It can be interrupted; running it again finishes it.
 * @param key of the chain
 * @param before `YYYY-MM-DD HH:MM:SS.mmm` in UTC
 */
export async function purgeAudit(store: Store, key: string, before: string): Promise<PurgeReport> {
  const through = await writeTransaction(store, async (db) => {
    const found = await sql<AuditHead>`select seq, hash, at from audit_entry
      where seq = (select max(seq) from audit_entry where at < ${before})`.execute(db);
    const [last] = found.rows;
    if (last === undefined) return undefined;
    const checkpoint = { seq: Number(last.seq), hash: last.hash, at: last.at };
    const known = await sql`select 1 from audit_checkpoint where seq >= ${checkpoint.seq}`.execute(db);
    // Begun already: it is on record.
    if (known.rows.length > 0) return checkpoint.seq;
    const { seq, hash, at } = checkpoint;
    await sql`insert into audit_checkpoint (seq, hash, at, seal)
      values (${seq}, ${hash}, ${at}, ${checkpointSeal(key, checkpoint)})`.execute(db);
    const record: AuditRecord = {
      requestId: "purge",
      kind: "PURGE",
      role: "operator",
      subject: null,
      partner: null,
      address: null,
      operation: `purge through ${seq}`,
      document: null,
      purpose: null,
      outcome: "OK",
      codes: [],
      reads: [],
    };
    await appendAudit(store, key, [record], db);
    return seq;
  });
  if (through === undefined) return { through, removed: 0 };
  return { through, removed: await removeThrough(store, through) };
}

/**
 * Finishes a purge that was interrupted: removes what the last checkpoint says is gone. Nothing where its seal does not fit, so that
 * a checkpoint which somebody else made removes nothing.
 */
export async function finishPurge(store: Store, key: string): Promise<void> {
  const { rows } = await sql<AuditHead & { seal: string }>`
    select seq, hash, at, seal from audit_checkpoint order by seq desc limit 1`.execute(store.db);
  const [row] = rows;
  if (row === undefined) return;
  const checkpoint = { seq: Number(row.seq), hash: row.hash, at: row.at };
  if (row.seal === checkpointSeal(key, checkpoint)) await removeThrough(store, checkpoint.seq);
}

async function removeThrough(store: Store, through: number): Promise<number> {
  for (let removed = 0; ; ) {
    const found = await sql<{ first: number | null }>`select min(seq) as first from (
      select min(seq) as seq from audit_entry union all select min(seq) as seq from audit_read) as x`.execute(
      store.db,
    );
    const first = found.rows[0]?.first;
    if (first == null || Number(first) > through) return removed;
    const last = Math.min(Number(first) + CHUNK - 1, through);
    removed += await writeTransaction(store, async (db) => {
      await sql`delete from audit_read where seq <= ${last}`.execute(db);
      const gone = await sql`delete from audit_entry where seq <= ${last}`.execute(db);
      return Number(gone.numAffectedRows ?? 0);
    });
  }
}
