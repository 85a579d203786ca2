import { DEFAULT_SEED_OPTIONS, type Row, type SeedOptions, seedRows } from "../../seeds/index.js";

/** The rows of the named tables (all, if none is named), gathered over every batch. */
export function collect(options: Partial<SeedOptions>, ...tables: string[]): Map<string, Row[]> {
  const rows = new Map<string, Row[]>();
  for (const batch of seedRows({ ...DEFAULT_SEED_OPTIONS, ...options })) {
    if (tables.length > 0 && !tables.includes(batch.table)) continue;
    const list = rows.get(batch.table);
    if (list === undefined) rows.set(batch.table, [...batch.rows]);
    else list.push(...batch.rows);
  }
  return rows;
}

/** The rows of one table at the given options. */
export const rowsOf = (table: string, options: Partial<SeedOptions> = {}): Row[] =>
  collect(options, table).get(table) ?? [];
