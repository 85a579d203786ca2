import { sql } from "kysely";
import { ID } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { comparison } from "../../dataset/comparison.js";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { IdFilter } from "../../dataset/filter-inputs.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
import type { Searchable } from "../../dataset/searchable.js";
import { fault } from "../../errors.js";
import { DivisionEntity } from "./division.entity.js";
import { Division } from "./division.type.js";
import { AFTER_DIGITS, isDivisionCode } from "./division-code.js";

const divisions = dataset({ entity: DivisionEntity, type: Division, key: "code" });

export const divisionByCode = lookUp(divisions);
export const allDivisions = allOf(divisions);
export const divisionsByParent = childrenBy(divisions, "parentCode");
export const divisionFilter = filterOf(divisions, {
  // `DivisionFilter` is how every other dataset filters on its division.
  name: "DivisionListFilter",
  own: {
    parent: {
      zh: "直接上级的代码",
      en: "Code of the division that it lies directly in",
      policy: "PUBLIC",
      type: () => IdFilter,
      sql: (ctx, operators) => byParent(ctx, operators as object),
    },
    within: {
      zh: "此区划及其全部下级",
      en: "This division and everything below it",
      policy: "PUBLIC",
      type: () => ID,
      sql: (_ctx, code) => subtree(code as string),
    },
  },
});
export const divisionOrder = orderOf(divisions);

function byParent(ctx: RequestContext, operators: object) {
  const comparing = {
    ctx,
    kind: "id",
    column: divisions.column("parentCode"),
    field: "Division.parent",
  } as const;
  const parts = Object.entries(operators).map(([operator, value]) => comparison(comparing, operator, value));
  return parts.length === 0 ? sql`1 = 1` : sql.join(parts, sql` and `);
}

function subtree(code: string) {
  if (!isDivisionCode(code)) {
    throw fault("BAD_FILTER", {
      field: "within",
      reason: `a division's code has 2, 4, 6 or 9 digits, but got: ${code}.`,
    });
  }
  const column = divisions.column("code");
  return sql`${column} >= ${code} and ${column} < ${code + AFTER_DIGITS}`;
}

/** How divisions are found by a search. */
export const divisionSearch: Searchable = {
  dataset: divisions,
  zh: "行政区划",
  en: "Administrative divisions",
  fields: { name: 10, nameEn: 8, code: 6 },
  point: { field: "center", latitude: "centerLatitude", longitude: "centerLongitude", datum: "GCJ02" },
};
