import type { EntitySchema } from "@mikro-orm/core";
import { sql } from "kysely";
import { columnOf, tableOf } from "../store/naming.js";
import type { Sql } from "../store/per-parent.js";
import type { Dataset } from "./dataset.js";
import type { Condition } from "./relation.js";

/**
 * All of these conditions as one, without those that narrow nothing.
 * @returns undefined when none is left
 */
export function every(...conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const parts = conditions.filter((condition) => condition !== undefined);
  if (parts.length < 2) return parts[0];
  return {
    signature: parts.map(({ signature }) => signature),
    present: parts.flatMap(({ present = [] }) => present),
    sql: sql.join(
      parts.map((part) => part.sql),
      sql` and `,
    ),
  };
}

/** The rows of another table that belong to a row of a dataset. */
export interface ChildRows {
  readonly entity: EntitySchema;
  /** The property of `entity`, never null, that holds the dataset's key. */
  readonly parent: string;
}

/**
 * Narrows a list to the rows that have a child of some sort. It wants an index on what is matched, with the parent
 * at its end. `in`, not `exists`: the engines can then begin at the children, which made pages and counts of rare
 * ones up to 20 times faster on SQLite and cost nothing on MariaDB.
 * @param match what the child must be, by its columns
 * @param signature what makes this condition differ from others, in JSON
 */
export function havingChild(
  dataset: Dataset,
  { entity, parent }: ChildRows,
  match: (column: (property: string) => Sql) => Sql,
  signature: unknown,
): Condition {
  const column = (property: string) => sql.ref(`h.${columnOf(property)}`);
  return {
    signature,
    sql: sql`${dataset.column(dataset.key)} in (
      select ${column(parent)} from ${sql.table(tableOf(entity))} as h where ${match(column)})`,
  };
}

/** The opposite of a condition that is never unknown (null). */
export function not({ signature, sql: condition }: Condition): Condition {
  return { signature: { not: signature }, sql: sql`not (${condition})` };
}
