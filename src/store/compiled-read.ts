import { CompiledQuery, type RawBuilder } from "kysely";
import type { Store } from "./store.js";

type Row = Record<string, unknown>;

/**
 * Stands in a statement for a parameter that is not known when the statement is compiled.
 * @param I what it is made from when the statement runs
 */
export class Slot<I> {
  constructor(readonly value: (input: I) => unknown) {}
}

/** A statement as text, with what differs from one run to the next in slots: compiled once, run often. */
export interface CompiledRead {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Makes a row of its values, in the order in which they are selected. */
  readonly toRow: (values: readonly unknown[]) => Row;
}

/**
 * Compiles a statement.
 * @param columns the names of what it selects, in this order
 */
export function compileRead(
  store: Store,
  statement: RawBuilder<unknown>,
  columns: readonly string[],
): CompiledRead {
  const { sql, parameters } = statement.compile(store.db);
  return { sql, parameters, toRow: rowMaker(columns) };
}

/** Runs a compiled statement. */
export async function runRead<I>(store: Store, read: CompiledRead, input: I): Promise<Row[]> {
  const parameters = read.parameters.map((each) => (each instanceof Slot ? each.value(input) : each));
  const arrays = store.readArrays(read.sql, parameters, store.db);
  const rows = arrays instanceof Promise ? await arrays : arrays;
  if (rows !== undefined) return rows.map(read.toRow);
  const found = await store.db.executeQuery(CompiledQuery.raw(read.sql, parameters));
  return found.rows as Row[];
}

/**
 * Makes a function that makes rows of arrays. Written out with all its properties, as if by hand: rows of one statement
 * then have one layout, which property by property takes several times as long.
 * @param columns names of properties of entities, never a client's
 */
export function rowMaker(columns: readonly string[]): (values: readonly unknown[]) => Row {
  const properties = columns.map((name, at) => `${JSON.stringify(name)}: values[${at}]`);
  return new Function("values", `return { ${properties.join(", ")} };`) as (
    values: readonly unknown[],
  ) => Row;
}

/** Makes a function that copies these properties of an object, as {@link rowMaker} does. */
export function copier(names: readonly string[]): (row: Readonly<Row>) => Row {
  const properties = names.map((name) => `${JSON.stringify(name)}: row[${JSON.stringify(name)}]`);
  return new Function("row", `return { ${properties.join(", ")} };`) as (row: Readonly<Row>) => Row;
}
