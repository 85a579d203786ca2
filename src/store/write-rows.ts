import { sql } from "kysely";
import { columnOf } from "./naming.js";
import type { Db } from "./store.js";

/** A row by property name, its values as they are stored. */
export type StoredRow = Readonly<Record<string, string | number | null>>;

/** SQLite takes 32,766 parameters in a statement, MySQL's protocol 65,535. */
const PARAMETERS_MAXIMUM = 30_000;

/**
 * Inserts rows in as few statements as the engines allow. For loading: no unit of work, no events.
 * @param db the store's connections, or a transaction on one
 * @param rows all with the same properties in the same order
 */
export async function writeRows(db: Db, table: string, rows: readonly StoredRow[]): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const properties = Object.keys(first);
  const columns = sql.join(properties.map((property) => sql.ref(columnOf(property))));
  const perStatement = Math.max(1, Math.floor(PARAMETERS_MAXIMUM / properties.length));
  for (let from = 0; from < rows.length; from += perStatement) {
    const values = rows
      .slice(from, from + perStatement)
      .map((row) => sql`(${sql.join(properties.map((property) => row[property] ?? null))})`);
    await sql`insert into ${sql.table(table)} (${columns}) values ${sql.join(values)}`.execute(db);
  }
}
