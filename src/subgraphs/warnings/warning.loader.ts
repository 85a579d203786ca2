import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, levelColumn, relation } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import { columnOf, tableOf } from "../../store/naming.js";
import type { ParentValue, Sql } from "../../store/per-parent.js";
import { WarningAreaEntity, WarningEntity } from "./warning.entity.js";
import { Warning, WarningArea } from "./warning.type.js";
import { coverageFilter } from "./warning-coverage.loader.js";

const warnings = dataset({
  entity: WarningEntity,
  type: Warning,
  share: "WARNINGS",
  order: [{ property: "issuedAt", descending: true }],
});
const areas = dataset({
  entity: WarningAreaEntity,
  type: WarningArea,
  within: { owner: warnings, by: "warningId" },
});

export const areaFilter = filterOf(areas, { division: true });
export const warningById = lookUp(warnings);
export const warningFilter = filterOf(warnings, {
  relations: {
    areas: byOwner(areaFilter, "warningId", { zh: "预警区域", en: "What it is for" }),
    coverage: byOwner(coverageFilter, "warningId", { zh: "覆盖情况", en: "How far it reached" }),
  },
});
export const warningOrder = orderOf(warnings);
export const allWarnings = allOf(warnings);
export const areasByWarning = childrenBy(areas, "warningId");
export const warningsByAgency = childrenBy(warnings, "issuerAgencyId");
export const warningsByReferred = childrenBy(warnings, "refersToId");

/** Digits of the codes above a division, by the level that it stands at. */
const ABOVE = { provinceCode: [], prefectureCode: [2], countyCode: [2, 4], townCode: [2, 4, 6] } as const;

/** Warnings that concern a division: those for it, for a part of it, or for something that it is a part of. */
export const warningsByDivision = relation(warnings, {
  name: "division",
  references: () => ["WarningArea.division"],
  groupOf: (code) => levelColumn(String(code)),
  match: (parent, code) => {
    const level = levelColumn(String(code));
    const area = (property: string) => sql.ref(`a.${columnOf(property)}`);
    return sql`${warnings.column("id")} in (
      select ${area("warningId")} from ${sql.table(tableOf(WarningAreaEntity))} as a
      where ${area(level)} = ${parent()} or ${isAbove(area("divisionCode"), parent, ABOVE[level])})`;
  },
});

function isAbove(column: Sql, code: ParentValue, digits: readonly number[]): Sql {
  if (digits.length === 0) return sql`1 = 0`;
  return sql`${column} in (${sql.join(digits.map((length) => sql`substr(${code()}, 1, ${sql.lit(length)})`))})`;
}
