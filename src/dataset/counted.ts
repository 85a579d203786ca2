import type { EntitySchema } from "@mikro-orm/core";
import { sql } from "kysely";
import { columnOf, tableOf } from "../store/naming.js";
import type { Sql } from "../store/per-parent.js";
import type { DatasetFilter } from "./filter.js";

/** Counts the rows that meet a condition by the key of what they belong to: a select of `k` and `n`. */
export type Counted = (met: Sql) => Sql;

/** By the key that each row holds in a property. */
export function countedBy({ dataset }: DatasetFilter, property: string): Counted {
  const key = dataset.column(property);
  return (met) => sql`select ${key} as k, count(*) as n from ${sql.table(dataset.table)} as c
    where ${met} group by ${key}`;
}

/**
 * By the keys that a link table ties to the rows; a row that is tied twice to one key counts once.
 * @param only narrows the link table to some of its rows, where it ties rows of several sorts
 */
export function countedThrough(
  { dataset }: DatasetFilter,
  link: { readonly entity: EntitySchema; readonly parent: string; readonly child: string },
  only?: { readonly property: string; readonly value: string },
): Counted {
  const column = (property: string) => sql.ref(`l.${columnOf(property)}`);
  const narrowed = only === undefined ? sql`` : sql`${column(only.property)} = ${only.value} and`;
  return (met) => sql`select ${column(link.parent)} as k, count(distinct ${column(link.child)}) as n
    from ${sql.table(tableOf(link.entity))} as l
    join ${sql.table(dataset.table)} as c on ${dataset.column(dataset.key)} = ${column(link.child)}
    where ${narrowed} ${met} group by ${column(link.parent)}`;
}

/** By every division that the rows lie in: the rows are read once, and their sums added up the tree. */
export function countedByDivision({ dataset }: DatasetFilter): Counted {
  const levels = ["provinceCode", "prefectureCode", "countyCode", "townCode"].map(dataset.column);
  const names = ["a", "b", "c", "d"];
  const selected = sql.join(levels.map((level, at) => sql`${level} as ${sql.ref(names[at] as string)}`));
  const summed = names.map((name) => sql`select ${sql.ref(name)} as k, n from places`);
  return (met) => sql`select k, sum(n) as n from (
      with places as (
        select ${selected}, count(*) as n from ${sql.table(dataset.table)} as c where ${met}
        group by ${sql.join(levels)}
      ) ${sql.join(summed, sql` union all `)}
    ) as sums where k is not null group by k`;
}
