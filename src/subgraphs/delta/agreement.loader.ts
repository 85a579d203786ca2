import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, type Relation, relation } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import type { Searchable } from "../../dataset/searchable.js";
import { mayRead } from "../../policy/caller.js";
import { columnOf, tableOf } from "../../store/naming.js";
import { AgreementDatasetEntity, AgreementEntity, AgreementPartyEntity } from "./agreement.entity.js";
import { Agreement, AgreementDataset, AgreementParty } from "./agreement.type.js";
import { hasParty } from "./agreement-terms.loader.js";
import type { SharedDataset } from "./delta.enums.js";
import { PartnerEntity, PartnerMemberEntity } from "./partner.entity.js";
import { SharedRecordEntity } from "./shared-record.entity.js";
import { liesWithin } from "./within.js";

// Being negotiated is for those who negotiate; drafts are for whoever writes them.
const agreements = dataset({
  entity: AgreementEntity,
  type: Agreement,
  exists: (caller) => {
    if (caller.role === "admin") return undefined;
    if (mayRead(caller, "INTERNAL")) return { sql: sql`c.status <> 'DRAFTED'`, signature: "proposed" };
    const inForce = sql`c.status in ('IN_FORCE', 'SUSPENDED', 'ENDED')`;
    const { partner } = caller;
    if (partner === undefined) return { sql: inForce, signature: "in force" };
    const own = sql`(c.status in ('PROPOSED', 'ACCEPTED') and ${hasParty(sql.ref("c.id"), partner)})`;
    return { sql: sql`(${inForce} or ${own})`, signature: `own ${partner}` };
  },
  concerns: (partner) => hasParty(sql.ref("c.id"), partner),
});
const parties = dataset({
  entity: AgreementPartyEntity,
  type: AgreementParty,
  order: [{ property: "position" }],
});
const contents = dataset({ entity: AgreementDatasetEntity, type: AgreementDataset });

export const agreementById = lookUp(agreements);
export const agreementFilter = filterOf(agreements, {
  relations: {
    parties: byOwner(filterOf(parties), "agreementId", { zh: "缔约方", en: "Parties" }),
    datasets: byOwner(filterOf(contents), "agreementId", { zh: "数据集", en: "Datasets" }),
  },
});
export const agreementOrder = orderOf(agreements);
export const allAgreements = allOf(agreements);
export const partiesByAgreement = childrenBy(parties, "agreementId");
export const datasetsByAgreement = childrenBy(contents, "agreementId");

const id = agreements.column("id");
const party = (property: string) => sql.ref(`p.${columnOf(property)}`);
const scope = (property: string) => sql.ref(`s.${columnOf(property)}`);
const partyTable = sql.table(tableOf(AgreementPartyEntity));

/** The agreements that a division is itself a party to. */
export const agreementsByDivision = relation(agreements, {
  name: "party",
  match: (division) => sql`
    ${id} in (select ${party("agreementId")} from ${partyTable} as p where ${party("divisionCode")} = ${division()})`,
});

/**
 * The agreements of a partner: with a party that is the partner's division, one of its members, or lies within
 * these. What was made above them is not theirs: a province's agreement is its own, not each county's.
 */
export const agreementsByPartner = relation(agreements, {
  name: "partner",
  match: (partner) => sql`
    ${id} in (
      select ${party("agreementId")} from ${partyTable} as p
      where exists (
        select 1 from ${sql.table(tableOf(PartnerEntity))} as s
        where ${scope("id")} = ${partner()} and ${liesWithin(party("divisionCode"), scope("divisionCode"))})
      or exists (
        select 1 from ${sql.table(tableOf(PartnerMemberEntity))} as s
        where ${scope("partnerId")} = ${partner()} and ${liesWithin(party("divisionCode"), scope("divisionCode"))}))`,
});

/** The agreements that a record of this dataset is shared under, each once. */
export function agreementsByRecord(kind: SharedDataset): Relation<Agreement> {
  return relation(agreements, {
    name: `record.${kind}`,
    match: (record) => sql`
      ${id} in (
        select ${scope("agreementId")} from ${sql.table(tableOf(SharedRecordEntity))} as s
        where ${scope("dataset")} = ${sql.lit(kind)} and ${scope("recordId")} = ${record()})`,
  });
}

/** How agreements are found by a search. */
export const agreementSearch: Searchable = {
  dataset: agreements,
  zh: "共享协议",
  en: "Sharing agreements",
  fields: { title: 10, titleEn: 8, purpose: 3 },
};
