import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, relation } from "../../dataset/relation.js";
import type { Searchable } from "../../dataset/searchable.js";
import { columnOf, tableOf } from "../../store/naming.js";
import { Division } from "./division.type.js";
import { PartnerDatasetEntity, PartnerEntity, PartnerMemberEntity } from "./partner.entity.js";
import { Partner } from "./partner.type.js";
import { PartnerDataset } from "./partner-dataset.type.js";
import { liesWithin } from "./within.js";

const partners = dataset({ entity: PartnerEntity, type: Partner });
// The same table by its two other keys; `id` comes along because relations start from it.
const byCode = dataset({ entity: PartnerEntity, type: Partner, key: "code", order: [{ property: "id" }] });
const byDivision = dataset({
  entity: PartnerEntity,
  type: Partner,
  key: "divisionCode",
  order: [{ property: "id" }],
});
const members = dataset({ entity: PartnerMemberEntity, type: Division, fields: { code: "divisionCode" } });
const feeds = dataset({ entity: PartnerDatasetEntity, type: PartnerDataset });

export const partnerById = lookUp(partners);
export const partnerByCode = lookUp(byCode);
/** Provinces only: sub-regional partners have no division. */
export const partnerByProvince = lookUp(byDivision);
export const partnerFilter = filterOf(partners);
export const partnerOrder = orderOf(partners);
export const allPartners = allOf(partners);
export const membersByPartner = childrenBy(members, "partnerId");

const member = (property: string) => sql.ref(`m.${columnOf(property)}`);

/** Sub-regional partners with a member that holds a division, is it, or lies within it. */
export const subRegionalByDivision = relation(partners, {
  name: "member",
  match: (division) => sql`
    ${partners.column("id")} in (
      select ${member("partnerId")} from ${sql.table(tableOf(PartnerMemberEntity))} as m
      where ${liesWithin(division(), member("divisionCode"))} or ${liesWithin(member("divisionCode"), division())})`,
});

export const feedById = lookUp(feeds);
export const allFeeds = allOf(feeds);
export const feedsByPartner = childrenBy(feeds, "partnerId");

/** How partners are found by a search. */
export const partnerSearch: Searchable = {
  dataset: partners,
  zh: "长三角协作方",
  en: "Partners in the Delta",
  fields: { name: 10, nameEn: 8, code: 6, note: 3 },
};
