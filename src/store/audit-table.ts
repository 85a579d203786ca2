import { CompiledQuery, sql } from "kysely";
import { AUDIT_LENGTHS } from "./audit.entity.js";
import {
  ENTRY_COLUMNS,
  type EntryRow,
  entryHash,
  packIds,
  READ_COLUMNS,
  type ReadRow,
} from "./audit-chain.js";
import type { Db, Store } from "./store.js";
import { writeTransaction } from "./write-transaction.js";

/** What a pull read of one published type. */
export interface AuditedRead {
  readonly dataset: string;
  readonly type: string;
  readonly rows: number;
  readonly groups: number;
  readonly fields: readonly string[];
  readonly masks: readonly string[];
  readonly agreements: readonly string[];
  readonly ids: readonly string[];
}

/** A pull, before it has its place in the chain. */
export interface AuditRecord {
  readonly requestId: string;
  readonly kind: "GRAPHQL" | "EXPORT" | "FEED" | "PURGE";
  readonly role: string;
  readonly subject: string | null;
  readonly partner: string | null;
  readonly address: string | null;
  readonly operation: string | null;
  readonly document: string | null;
  readonly purpose: string | null;
  readonly outcome: "OK" | "PARTIAL" | "REFUSED" | "ABORTED";
  readonly codes: readonly string[];
  readonly reads: readonly AuditedRead[];
}

/** The last entry of a chain: keep it elsewhere, and a chain that was cut off can be told. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
}

/** SQLite takes 32,766 parameters in a statement. */
const READS_PER_STATEMENT = 2000;
const ENTRIES_PER_STATEMENT = 1000;

// Compiled once: they run with nearly every answer.
const HEAD = "select seq, hash, at from audit_head where id = 1";
const READ_HEAD = CompiledQuery.raw(HEAD) as CompiledQuery<AuditHead>;
const LOCK_HEAD = CompiledQuery.raw(`${HEAD} for update`) as CompiledQuery<AuditHead>;
const UPDATE_HEAD = "update audit_head set seq = ?, hash = ?, at = ? where id = 1";

/**
 * Appends pulls to the chain, in one transaction: all or none. Writers of other processes wait at the head's row.
 * @param key of the chain
 * @param db a write transaction that goes on, where there is one
 * @returns the head after it
 */
export async function appendAudit(
  store: Store,
  key: string,
  records: readonly AuditRecord[],
  db?: Db,
): Promise<AuditHead> {
  // Whatever does not need the lock is done before it is taken.
  const packed = records.map((record) => record.reads.map(({ ids }) => packIds(ids)));
  const write = async (connection: Db) => {
    const head = await lockHead(store, connection);
    let { seq, hash } = head;
    const now = new Date().toISOString().replace("T", " ").slice(0, 23);
    // Clocks of several machines differ; the chain's own time does not go back.
    const at = now > head.at ? now : head.at;
    const entries: (EntryRow & { hash: string })[] = [];
    const reads: ReadRow[] = [];
    for (const [index, record] of records.entries()) {
      seq += 1;
      const entry = entryRow(record, seq, at);
      const own = readRows(record, seq, packed[index] ?? []);
      hash = entryHash(key, hash, entry, own);
      entries.push({ ...entry, hash });
      reads.push(...own);
    }
    await insert(
      store,
      connection,
      "audit_entry",
      [...ENTRY_COLUMNS, "hash"],
      entries,
      ENTRIES_PER_STATEMENT,
    );
    await insert(store, connection, "audit_read", READ_COLUMNS, reads, READS_PER_STATEMENT);
    await connection.executeQuery(CompiledQuery.raw(UPDATE_HEAD, [seq, hash, at]));
    return { seq, hash, at };
  };
  return db === undefined ? writeTransaction(store, write) : write(db);
}

/** The head of a store's chain. */
export async function readHead({ db }: Pick<Store, "db">): Promise<AuditHead> {
  return only(await db.executeQuery(READ_HEAD));
}

/** The head, which nobody else changes until the transaction ends. */
async function lockHead({ engine }: Store, db: Db): Promise<AuditHead> {
  return only(await db.executeQuery(engine === "mysql" ? LOCK_HEAD : READ_HEAD));
}

function only({ rows: [row] }: { readonly rows: readonly AuditHead[] }): AuditHead {
  if (row === undefined) throw new RangeError("The audit has no head.");
  return { seq: Number(row.seq), hash: row.hash, at: row.at };
}

function entryRow(record: AuditRecord, seq: number, at: string): EntryRow {
  return {
    seq,
    at,
    request_id: clipped(record.requestId, AUDIT_LENGTHS.requestId),
    kind: record.kind,
    role: record.role,
    subject: clipped(record.subject, AUDIT_LENGTHS.subject),
    partner: clipped(record.partner, AUDIT_LENGTHS.partner),
    address: clipped(record.address, AUDIT_LENGTHS.address),
    operation: clipped(record.operation, AUDIT_LENGTHS.operation),
    document: record.document,
    purpose: clipped(record.purpose, AUDIT_LENGTHS.purpose),
    outcome: record.outcome,
    codes: JSON.stringify(record.codes),
  };
}

function readRows({ reads }: AuditRecord, seq: number, packed: readonly (Uint8Array | null)[]): ReadRow[] {
  return reads.map((read, position) => ({
    seq,
    position,
    dataset: read.dataset,
    type: read.type,
    row_count: read.rows,
    group_count: read.groups,
    fields: JSON.stringify(read.fields),
    masks: JSON.stringify(read.masks),
    agreements: JSON.stringify(read.agreements),
    ids: packed[position] ?? null,
  }));
}

/** A text that both engines give back as it went in, no longer than its column. */
function clipped<T extends string | null>(text: T, length: number): T {
  if (text === null) return text;
  const clean = text.toWellFormed().replaceAll(/\p{Cc}/gu, "\uFFFD");
  return (clean.length <= length ? clean : [...clean].slice(0, length).join("")) as T;
}

async function insert<Row extends object>(
  { engine }: Store,
  db: Db,
  table: string,
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
  perStatement: number,
): Promise<void> {
  for (let from = 0; from < rows.length; from += perStatement) {
    const some = rows.slice(from, from + perStatement);
    const shape = `${engine} ${table} ${some.length}`;
    const text = inserts.get(shape) ?? insertOf(db, table, columns, some.length);
    inserts.set(shape, text);
    const values = some.flatMap((row) => columns.map((column) => row[column]));
    await db.executeQuery(CompiledQuery.raw(text, values));
  }
}

/** Texts of inserts, by engine, table and number of rows: there are as many as rows written together, at most. */
const inserts = new Map<string, string>();

function insertOf(db: Db, table: string, columns: readonly string[], rows: number): string {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const row = sql`(${sql.join(columns.map(() => 0))})`;
  const values = sql.join(Array.from({ length: rows }, () => row));
  return sql`insert into ${sql.table(table)} (${names}) values ${values}`.compile(db).sql;
}
