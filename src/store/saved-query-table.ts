import { type RawBuilder, sql } from "kysely";
import type { Store } from "./store.js";
import { writeTransaction } from "./write-transaction.js";

/** A query as it is stored. */
export interface StoredQuery {
  readonly name: string;
  readonly text: string;
  /** The subject of the token that it was first saved with. */
  readonly savedBy: string;
  /** When it was last changed, ISO 8601. */
  readonly savedAt: string;
  readonly shared: boolean;
}

type Found = {
  readonly name: string;
  readonly text: string;
  readonly saved_by: string;
  readonly saved_at: string;
  readonly shared: number;
};

/** Reads and writes saved queries. Nothing is kept in memory: other processes work on the same store. */
export interface SavedQueryTable {
  /** The shared ones, and all of this owner, by name. */
  visibleTo(subject: string): Promise<readonly StoredQuery[]>;
  find(name: string): Promise<StoredQuery | undefined>;
  count(): Promise<number>;
  countOf(subject: string): Promise<number>;
  /** @returns false when the name has been taken meanwhile */
  insert(query: StoredQuery): Promise<boolean>;
  /** Changes text, time and sharing. @returns false when it is no longer there */
  update(query: StoredQuery): Promise<boolean>;
  /** @returns false when it is no longer there */
  remove(query: StoredQuery): Promise<boolean>;
}

/** The table of saved queries in a store. */
export function savedQueryTable(store: Store): SavedQueryTable {
  const { db } = store;
  const write = (statement: RawBuilder<unknown>) =>
    writeTransaction(store, (each) => statement.execute(each));
  const columns = sql`name, text, saved_by, saved_at, shared`;
  const find = async (name: string) => {
    const found = await sql<Found>`select ${columns} from saved_query where name = ${name}`.execute(db);
    return found.rows.map(toQuery)[0];
  };
  const count = async (where: ReturnType<typeof sql>) => {
    const found = await sql<{ n: number }>`select count(*) as n from saved_query where ${where}`.execute(db);
    return Number(found.rows[0]?.n ?? 0);
  };
  return {
    find,
    count: () => count(sql`1 = 1`),
    countOf: (subject) => count(sql`saved_by = ${subject}`),
    async visibleTo(subject) {
      const found = await sql<Found>`select ${columns} from saved_query
        where saved_by = ${subject} or shared = 1 order by name`.execute(db);
      return found.rows.map(toQuery);
    },
    async insert(query) {
      const { name, text, savedBy, savedAt, shared } = query;
      try {
        await write(sql`insert into saved_query (${columns})
          values (${name}, ${text}, ${savedBy}, ${stored(savedAt)}, ${shared ? 1 : 0})`);
        return true;
      } catch (error) {
        // Another process may have taken the name since it was looked for; anything else is a failure.
        if ((await find(name)) === undefined) throw error;
        return false;
      }
    },
    async update({ name, text, savedBy, savedAt, shared }) {
      const changed = await write(sql`update saved_query
        set text = ${text}, saved_at = ${stored(savedAt)}, shared = ${shared ? 1 : 0}
        where name = ${name} and saved_by = ${savedBy}`);
      return Number(changed.numAffectedRows ?? 0) > 0;
    },
    async remove({ name, savedBy }) {
      const gone = await write(sql`delete from saved_query where name = ${name} and saved_by = ${savedBy}`);
      return Number(gone.numAffectedRows ?? 0) > 0;
    },
  };
}

function toQuery({ name, text, saved_by, saved_at, shared }: Found): StoredQuery {
  const savedAt = `${saved_at.slice(0, 10)}T${saved_at.slice(11)}Z`;
  return { name, text, savedBy: saved_by, savedAt, shared: Number(shared) === 1 };
}

/** As both engines hold an instant: see `columns.ts`. */
function stored(iso: string): string {
  return iso.replace("T", " ").slice(0, 23);
}
