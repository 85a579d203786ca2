import type { EntitySchema } from "@mikro-orm/core";
import { sql } from "kysely";
import { columnOf, tableOf } from "../store/naming.js";
import type { Sql } from "../store/per-parent.js";
import type { KeyPart, LoadKey } from "./aggregate-parts.js";
import type { Dataset } from "./dataset.js";
import type { Publication, TypeThunk } from "./published.js";

type KeyText = Pick<Publication, "zh" | "en" | "policy">;

/** What a key is, where it is not made from a published field. */
export interface OwnKey extends KeyText {
  readonly type: TypeThunk;
  /** Reads what the key refers to, where it is this subgraph's own: `lookUp(...).load`. */
  readonly load?: LoadKey;
}

/** A key that is a column of the dataset's own table: what a relation leads to, or what is published otherwise. */
export function ownKey(dataset: Dataset, property: string, { load, ...key }: OwnKey): KeyPart {
  const by = { kind: "value", column: dataset.column(property) } as const;
  return { ...key, load, by, owner: dataset.within?.by === property };
}

/** A row of another table that each row names: what groups can be made by of it. */
export interface Joined {
  readonly join: Sql;
  column(property: string): Sql;
}

/**
 * The row that each row of a dataset names in a property.
 * @param alias its name in SQL, unlike `c` and those of the dataset's other joins
 */
export function joined(
  dataset: Dataset,
  alias: string,
  to: { readonly entity: EntitySchema; readonly property: string; readonly key: string },
): Joined {
  const column = (property: string) => sql.ref(`${alias}.${columnOf(property)}`);
  const join = sql`left join ${sql.table(tableOf(to.entity))} as ${sql.ref(alias)}
    on ${column(to.key)} = ${dataset.column(to.property)}`;
  return { join, column };
}

/**
 * A key that a link table ties to rows, several to one: a row counts once for each of its values, and in a group of
 * its own when it has none.
 * @param alias the link's name in SQL, unlike `c` and those of the dataset's other joins
 */
export function linkedKey(
  dataset: Dataset,
  alias: string,
  link: { readonly entity: EntitySchema; readonly parent: string; readonly child: string },
  { load, ...key }: OwnKey,
): KeyPart {
  const [parent, child] = [columnOf(link.parent), columnOf(link.child)];
  const table = sql.table(tableOf(link.entity));
  // A person with two certificates for one skill still counts once for it; where the two are the table's own key,
  // there are no such rows, and nothing has to be sorted out: half of the time.
  const pairs = isKey(link.entity, [link.parent, link.child])
    ? table
    : sql`(select distinct ${sql.ref(parent)}, ${sql.ref(child)} from ${table})`;
  const join = sql`left join ${pairs} as ${sql.ref(alias)}
    on ${sql.ref(`${alias}.${parent}`)} = ${dataset.column(dataset.key)}`;
  return {
    ...key,
    load,
    by: { kind: "value", column: sql.ref(`${alias}.${child}`) },
    join,
    many: true,
  };
}

/** Whether these properties are the primary key of a table. */
function isKey(entity: EntitySchema, properties: readonly string[]): boolean {
  const primary = Object.entries(entity.meta.properties as Record<string, { primary?: boolean }>)
    .filter(([, property]) => property.primary === true)
    .map(([name]) => name);
  return primary.length === properties.length && properties.every((name) => primary.includes(name));
}
