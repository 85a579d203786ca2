import { sql } from "kysely";
import { sharedDatasetOf } from "../../policy/shared-types.js";
import { mintKey } from "../../store/mint-key.js";
import type { Db } from "../../store/store.js";
import { writeRows } from "../../store/write-rows.js";
import type { AgreementTerms } from "./agreement-terms.js";
import type { AgreementStatus, AgreementStep } from "./delta.enums.js";

/** Writes what a draft says, in the place of what an earlier one said. */
export async function writeDraft(db: Db, id: string, terms: AgreementTerms, isNew: boolean): Promise<void> {
  const { parties, grants, ...columns } = terms;
  if (isNew) {
    const row = { id, ...columns, status: "DRAFTED", sourceNote: null, synthetic: 0 };
    await writeRows(db, "agreement", [row]);
  } else {
    await sql`update agreement set title = ${columns.title}, title_en = ${columns.titleEn},
      document_number = ${columns.documentNumber}, scope_level = ${columns.scopeLevel},
      signed_on = ${columns.signedOn}, valid_from = ${columns.validFrom}, valid_to = ${columns.validTo},
      purpose = ${columns.purpose}, legal_basis = ${columns.legalBasis}, quota_per_day = ${columns.quotaPerDay},
      retention_days = ${columns.retentionDays} where id = ${id}`.execute(db);
    await sql`delete from agreement_field_rule
      where grant_id in (select id from agreement_grant where agreement_id = ${id})`.execute(db);
    for (const table of ["agreement_grant", "agreement_party", "agreement_dataset"]) {
      await sql`delete from ${sql.table(table)} where agreement_id = ${id}`.execute(db);
    }
  }
  const partyRows = parties.map(({ division, agency, role }, position) => {
    return { id: mintKey("gp"), agreementId: id, divisionCode: division, agencyId: agency, role, position };
  });
  await writeRows(db, "agreement_party", partyRows);
  const datasets = [...new Set(grants.map(({ recordType }) => sharedDatasetOf(recordType) as string))];
  const datasetRows = datasets.map((dataset) => {
    return { id: mintKey("gd"), agreementId: id, dataset, published: 1 };
  });
  await writeRows(db, "agreement_dataset", datasetRows);
  const keyed = grants.map((grant) => ({ grantId: mintKey("gg"), ...grant }));
  const grantRows = keyed.map(({ grantId, recordType, receiver, rowScope, upliftDuty }) => {
    return { id: grantId, agreementId: id, receiverCode: receiver, recordType, rowScope, upliftDuty };
  });
  await writeRows(db, "agreement_grant", grantRows);
  const ruleRows = keyed.flatMap(({ grantId, rules }) =>
    rules.map(({ coordinate, rule, detail }) => ({ id: mintKey("gf"), grantId, coordinate, rule, detail })),
  );
  await writeRows(db, "agreement_field_rule", ruleRows);
}

/** A step that is put on record. */
export interface TakenStep {
  readonly step: AgreementStep;
  /** The division of the party that took it; null for the keeper of this graph. */
  readonly party: string | null;
  readonly actor: string;
  readonly note: string | null;
}

const ACTOR_LENGTH = 120;

/** Puts a step on record, after all earlier ones of the agreement, and moves it on. */
export async function writeStep(
  db: Db,
  id: string,
  { step, party, actor, note }: TakenStep,
  status: AgreementStatus,
): Promise<void> {
  const [last] = (
    await sql<{ at: string }>`select at from agreement_step where agreement_id = ${id}
      order by at desc, id desc limit 1`.execute(db)
  ).rows;
  // Steps are read in the order of their times: two within a millisecond, or a clock put back, must not swap.
  const after = last === undefined ? 0 : Date.parse(`${last.at.replace(" ", "T")}Z`) + 1;
  const at = new Date(Math.max(Date.now(), after)).toISOString().replace("T", " ").slice(0, 23);
  const row = { id: mintKey("gs"), agreementId: id, step, at, partyCode: party };
  await writeRows(db, "agreement_step", [
    { ...row, actor: [...actor].slice(0, ACTOR_LENGTH).join(""), note },
  ]);
  await sql`update agreement set status = ${status} where id = ${id}`.execute(db);
}

/** The steps of an agreement, oldest first. */
export async function stepsOf(
  db: Db,
  id: string,
): Promise<readonly { readonly step: AgreementStep; readonly party: string | null }[]> {
  const found = await sql<{ step: AgreementStep; party: string | null }>`
    select step, party_code as party from agreement_step where agreement_id = ${id} order by at, id`.execute(
    db,
  );
  return found.rows;
}
