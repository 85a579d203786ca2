import { type RawBuilder, sql } from "kysely";
import {
  checkpointSeal,
  ENTRY_COLUMNS,
  type EntryRow,
  entryHash,
  GENESIS,
  isSameHash,
  READ_COLUMNS,
  type ReadRow,
} from "./audit-chain.js";
import { type AuditHead, readHead } from "./audit-table.js";
import type { Store } from "./store.js";

/** The first thing that is wrong with a chain. */
export interface AuditFinding {
  /** The entry that it is about. */
  readonly seq: number;
  /** What is wrong, in a sentence. */
  readonly problem: string;
}

/** What a walk along a chain found. */
export interface AuditReport {
  /** Entries that were looked at and found as they were written. */
  readonly entries: number;
  /** The head of the chain, as the store says. */
  readonly head: AuditHead;
  /** Where it begins, when older entries were removed by `purge`. */
  readonly purgedThrough: number;
  readonly wrong: AuditFinding | undefined;
}

/** How a chain is looked through. */
export interface VerifyOptions {
  /** The key that the chain was written with. */
  readonly key: string;
  /** A head that was kept elsewhere: without one, a chain whose end was cut off cannot be told from a shorter one. */
  readonly kept?: Pick<AuditHead, "seq" | "hash"> | undefined;
  readonly onProgress?: (progress: { readonly entries: number; readonly expected: number }) => void;
}

/** Entries read at once: what the walk needs of memory does not grow with the chain. */
const PAGE = 500;

/** The row before which a chain begins. */
interface Start {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Walks the chain of a store from its beginning to its head, while others may go on writing, and stops at the first
 * entry that is not as it was written.
 */
export async function verifyAudit(store: Store, options: VerifyOptions): Promise<AuditReport> {
  const { key, kept, onProgress } = options;
  const head = await readHead(store);
  const start = await startOf(store, key);
  const report = (entries: number, wrong?: AuditFinding): AuditReport => ({
    entries,
    head,
    purgedThrough: "problem" in start ? 0 : start.seq,
    wrong,
  });
  if ("problem" in start) return report(0, start);
  const early = await leftover(store, start.seq);
  if (early !== undefined) return report(0, early);

  let { seq, hash } = start;
  const isKept = () => kept?.seq !== seq || isSameHash(kept.hash, hash);
  if (kept !== undefined && kept.seq < seq) {
    const problem = `it was removed by \`purge\`, up to ${seq}: keep a newer head to compare with`;
    return report(0, { seq: kept.seq, problem });
  }
  if (!isKept()) return report(0, otherHead(seq));
  while (seq < head.seq) {
    const { entries, readsOf } = await page(store, seq, head.seq);
    const orphan = orphanOf(entries, readsOf);
    for (const entry of entries) {
      const wrong =
        missing(seq + 1, entry.seq) ??
        (orphan !== undefined && orphan.seq < entry.seq ? orphan : undefined) ??
        changed(key, hash, entry, readsOf.get(entry.seq) ?? []);
      if (wrong !== undefined) return report(seq - start.seq, wrong);
      ({ seq, hash } = entry);
      if (!isKept()) return report(seq - start.seq, otherHead(seq));
    }
    if (entries.length < PAGE && seq < head.seq) {
      const problem = `the chain ends before it, though its head says that it goes on to ${head.seq}: the last entries were removed, or the head was changed`;
      return report(seq - start.seq, { seq: seq + 1, problem });
    }
    onProgress?.({ entries: seq - start.seq, expected: head.seq - start.seq });
  }
  return report(seq - start.seq, await wrongAtEnd(store, head, hash, kept));
}

async function wrongAtEnd(
  store: Store,
  head: AuditHead,
  hash: string,
  kept: VerifyOptions["kept"],
): Promise<AuditFinding | undefined> {
  if (!isSameHash(head.hash, hash)) {
    return {
      seq: head.seq,
      problem: "the head holds another hash than the last entry: the head was changed",
    };
  }
  const beyond = await beyondHead(store);
  if (beyond !== undefined) return beyond;
  if (kept !== undefined && kept.seq > head.seq) {
    const problem = `the chain ends at ${head.seq}, before the head that was kept: the last entries were removed`;
    return { seq: head.seq + 1, problem };
  }
  return undefined;
}

/** What stands behind the head: in one statement, because writers move the head on. */
async function beyondHead({ db }: Store): Promise<AuditFinding | undefined> {
  const behind = (table: string) => sql`select min(seq) as seq from ${sql.table(table)}
    where seq > (select seq from audit_head where id = 1)`;
  const found = await sql<{
    seq: number | null;
  }>`select min(seq) as seq from (${behind("audit_entry")} union all ${behind("audit_read")}) as x`.execute(
    db,
  );
  const seq = found.rows[0]?.seq;
  if (seq == null) return undefined;
  const problem = "it stands behind the head: it was inserted, or the head was put back";
  return { seq: Number(seq), problem };
}

/** Where the chain begins: after the last checkpoint, whose seal must fit. */
async function startOf({ db }: Store, key: string): Promise<Start | AuditFinding> {
  const { rows } = await sql<{
    seq: number;
    hash: string;
    at: string;
    seal: string;
  }>`select seq, hash, at, seal from audit_checkpoint order by seq desc limit 1`.execute(db);
  const [row] = rows;
  if (row === undefined) return { seq: 0, hash: GENESIS };
  const checkpoint = { seq: Number(row.seq), hash: row.hash, at: row.at };
  if (isSameHash(row.seal, checkpointSeal(key, checkpoint))) return checkpoint;
  const problem = "the checkpoint says that older entries were purged, but it was not made with AUDIT_KEY";
  return { seq: checkpoint.seq, problem };
}

/** Entries that a checkpoint says are gone: a purge that was interrupted, or somebody put them there. */
async function leftover({ db }: Store, through: number): Promise<AuditFinding | undefined> {
  const at = (table: string) => sql`select min(seq) as seq from ${sql.table(table)} where seq <= ${through}`;
  const found = await sql<{
    seq: number | null;
  }>`select min(seq) as seq from (${at("audit_entry")} union all ${at("audit_read")}) as x`.execute(db);
  const seq = found.rows[0]?.seq;
  if (seq == null) return undefined;
  const problem = `it stands before the beginning of the chain (${through}): run \`purge\` again if one was interrupted`;
  return { seq: Number(seq), problem };
}

type HashedEntry = EntryRow & { readonly hash: string };

async function page(
  { db }: Store,
  after: number,
  through: number,
): Promise<{ entries: readonly HashedEntry[]; readsOf: ReadonlyMap<number, readonly ReadRow[]> }> {
  const entryColumns = columns([...ENTRY_COLUMNS, "hash"]);
  const found = await sql<HashedEntry>`select ${entryColumns} from audit_entry
    where seq > ${after} and seq <= ${through} order by seq limit ${sql.lit(PAGE)}`.execute(db);
  const entries = found.rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  const last = entries.length < PAGE ? through : (entries.at(-1) as HashedEntry).seq;
  const reads = await sql<ReadRow>`select ${columns(READ_COLUMNS)} from audit_read
    where seq > ${after} and seq <= ${last} order by seq, position`.execute(db);
  const readsOf = new Map<number, ReadRow[]>();
  for (const row of reads.rows) {
    const read = { ...row, seq: Number(row.seq) };
    const known = readsOf.get(read.seq);
    if (known === undefined) readsOf.set(read.seq, [read]);
    else known.push(read);
  }
  return { entries, readsOf };
}

const columns = (names: readonly string[]): RawBuilder<unknown> =>
  sql.join(names.map((name) => sql.ref(name)));

function missing(expected: number, found: number): AuditFinding | undefined {
  if (found === expected) return undefined;
  const through = found === expected + 1 ? "" : ` to ${found - 1}`;
  return { seq: expected, problem: `it is not there${through}: entries were removed` };
}

function orphanOf(
  entries: readonly HashedEntry[],
  readsOf: ReadonlyMap<number, readonly ReadRow[]>,
): AuditFinding | undefined {
  const known = new Set(entries.map(({ seq }) => seq));
  const seq = [...readsOf.keys()].find((each) => !known.has(each));
  if (seq === undefined) return undefined;
  return { seq, problem: "what was read is there without its entry: entries were removed" };
}

function changed(
  key: string,
  before: string,
  entry: HashedEntry,
  reads: readonly ReadRow[],
): AuditFinding | undefined {
  if (isSameHash(entry.hash, entryHash(key, before, entry, reads))) return undefined;
  const problem =
    before === GENESIS
      ? "its hash does not fit: the entry or what stood before it was changed, or AUDIT_KEY is not the key that it was written with"
      : "its hash does not fit: the entry, what it says was read, or its place in the chain was changed";
  return { seq: entry.seq, problem };
}

function otherHead(seq: number): AuditFinding {
  const problem = "it has another hash than the head that was kept: what stands here was written anew";
  return { seq, problem };
}
