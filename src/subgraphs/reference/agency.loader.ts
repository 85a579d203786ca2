import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, relation } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import type { Searchable } from "../../dataset/searchable.js";
import { AgencyEntity, AgencyNameEntity } from "./agency.entity.js";
import { Agency } from "./agency.type.js";
import { AgencyName } from "./agency-name.type.js";
import { AFTER_DIGITS } from "./division-code.js";

const agencies = dataset({ entity: AgencyEntity, type: Agency });
const names = dataset({ entity: AgencyNameEntity, type: AgencyName });

export const agencyById = lookUp(agencies);
export const agencyFilter = filterOf(agencies, {
  relations: { names: byOwner(filterOf(names), "agencyId", { zh: "历次名称", en: "All its names" }) },
});
export const agencyOrder = orderOf(agencies);
export const allAgencies = allOf(agencies);
export const namesByAgency = childrenBy(names, "agencyId");
/** The agencies of a division and everything below it: few, so that they have no column for each level. */
export const agenciesByDivision = relation(agencies, {
  name: "division",
  match: (code) => {
    const column = agencies.column("divisionCode");
    return sql`${column} >= ${code()} and ${column} < concat(${code()}, ${AFTER_DIGITS})`;
  },
});

/** How agencies are found by a search: by every name that they bear or bore. */
export const agencySearch: Searchable = {
  dataset: agencies,
  zh: "机构",
  en: "Agencies",
  fields: { code: 5 },
  children: [
    {
      dataset: names,
      relation: "names",
      owner: "agencyId",
      fields: { name: 10, shortName: 10, nameEn: 8 },
      validity: { from: "validFrom", to: "validTo" },
    },
  ],
};
