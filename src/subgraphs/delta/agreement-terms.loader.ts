import { sql } from "kysely";
import { dataset, type Existence } from "../../dataset/dataset.js";
import { lookUp } from "../../dataset/look-up.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
import { type Caller, mayRead } from "../../policy/caller.js";
import type { Sql } from "../../store/per-parent.js";
import {
  AgreementFieldRuleEntity,
  AgreementGrantEntity,
  AgreementStepEntity,
  RetentionPurgeEntity,
  SharingCategoryEntity,
} from "./agreement.entity.js";
import {
  AgreementFieldRule,
  AgreementGrant,
  AgreementStepRecord,
  DatasetSharing,
  PersonalDataPurge,
} from "./agreement-grant.type.js";

/** Whether an agreement, by its id, has a party that is this division. */
export function hasParty(agreement: Sql, division: string): Sql {
  return sql`${agreement} in (select p.agreement_id from agreement_party as p where p.division_code = ${division})`;
}

/** Terms exist for the rescue system and for partners in agreements of their own. */
function termsOf(agreement: Sql): (caller: Caller) => Existence | undefined {
  return (caller) => {
    if (mayRead(caller, "INTERNAL")) return undefined;
    const { partner } = caller;
    if (partner === undefined) return { sql: sql`1 = 0`, signature: "terms" };
    return { sql: hasParty(agreement, partner), signature: `terms ${partner}` };
  };
}

const grants = dataset({
  entity: AgreementGrantEntity,
  type: AgreementGrant,
  exists: termsOf(sql.ref("c.agreement_id")),
});
const rules = dataset({
  entity: AgreementFieldRuleEntity,
  type: AgreementFieldRule,
  order: [{ property: "coordinate" }],
});
const steps = dataset({
  entity: AgreementStepEntity,
  type: AgreementStepRecord,
  order: [{ property: "at" }],
  exists: termsOf(sql.ref("c.agreement_id")),
});
const purges = dataset({
  entity: RetentionPurgeEntity,
  type: PersonalDataPurge,
  order: [{ property: "at" }],
  exists: termsOf(sql.ref("c.agreement_id")),
});
const categories = dataset({ entity: SharingCategoryEntity, type: DatasetSharing, key: "dataset" });

export const grantById = lookUp(grants);
export const grantsByAgreement = childrenBy(grants, "agreementId");
export const rulesByGrant = childrenBy(rules, "grantId");
export const stepsByAgreement = childrenBy(steps, "agreementId");
export const purgesByAgreement = childrenBy(purges, "agreementId");
export const allCategories = allOf(categories);
