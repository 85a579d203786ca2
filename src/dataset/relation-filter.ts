import type { EntitySchema } from "@mikro-orm/core";
import { sql } from "kysely";
import { columnOf, tableOf } from "../store/naming.js";
import type { DatasetFilter, RelationFilter } from "./filter.js";
import type { Bilingual } from "./published.js";

/** Filters on children that name their owner in a property, which is never null. */
export function byOwner(filter: DatasetFilter, property: string, text: Bilingual): RelationFilter {
  const { dataset } = filter;
  // The child's alias is the owner's too: inside the sub-select it means the child.
  const owners: RelationFilter["owners"] = (met) =>
    sql`(select ${dataset.column(property)} from ${sql.table(dataset.table)} as c where ${met})`;
  return { filter, owners, ...text };
}

/** Filters on rows that a link table ties to their owners. */
export function throughLink(
  filter: DatasetFilter,
  link: { readonly entity: EntitySchema; readonly parent: string; readonly child: string },
  text: Bilingual,
): RelationFilter {
  const { dataset } = filter;
  const column = (property: string) => sql.ref(`l.${columnOf(property)}`);
  const owners: RelationFilter["owners"] = (met) => sql`(
    select ${column(link.parent)} from ${sql.table(tableOf(link.entity))} as l
    join ${sql.table(dataset.table)} as c on ${dataset.column(dataset.key)} = ${column(link.child)} where ${met})`;
  return { filter, owners, ...text };
}
