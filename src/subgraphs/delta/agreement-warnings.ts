import { sql } from "kysely";
import { sharedDatasets } from "../../dataset/row-scope.js";
import { classOf } from "../../policy/classification.js";
import { CLEAR, HIDE, rankOf } from "../../policy/field-rule.js";
import type { Db } from "../../store/store.js";
import { type AgreementTerms, type GrantTerms, grantsOf, partiesOf } from "./agreement-terms.js";
import type { FieldRule } from "./delta.enums.js";

/** That an agreement gives more of a field than another one in force wants given to the same party. */
export interface Contradiction {
  readonly receiver: string;
  readonly coordinate: string;
  readonly rule: FieldRule;
  readonly agreementId: string;
  readonly otherRule: FieldRule;
}

/**
 * Where an agreement would give a party more than another one in force says that it is to be given. Both hold: where
 * they give the same row, the more permissive rule applies. Rows are not compared, so that some may have none in common.
 * @param id the agreement itself
 */
export async function contradictions(
  db: Db,
  id: string,
  terms: Pick<AgreementTerms, "parties" | "grants">,
): Promise<readonly Contradiction[]> {
  const mine = perReceiver(terms);
  const receivers = [...new Set(mine.map(({ receiver }) => receiver))];
  if (receivers.length === 0) return [];
  const found = await sql<{ id: string }>`
    select distinct p.agreement_id as id from agreement_party as p join agreement as a on a.id = p.agreement_id
    where a.status = 'IN_FORCE' and a.id <> ${id} and p.role in ('RECEIVER', 'BOTH')
    and p.division_code in (${sql.join(receivers)})`.execute(db);
  const others = await grantsOf(
    db,
    found.rows.map((row) => row.id),
  );
  const contradictory = new Map<string, Contradiction>();
  for (const agreementId of new Set(others.map((grant) => grant.agreementId))) {
    const parties = await partiesOf(db, agreementId);
    const grants = others.filter((grant) => grant.agreementId === agreementId);
    for (const theirs of perReceiver({ parties, grants })) {
      for (const { receiver, grant } of mine) {
        if (receiver !== theirs.receiver || grant.recordType !== theirs.grant.recordType) continue;
        for (const { coordinate, rule: otherRule } of theirs.grant.rules) {
          const rule = ruleOf(grant, coordinate);
          if (rankOf(rule) <= rankOf(otherRule)) continue;
          const key = `${receiver} ${coordinate} ${agreementId}`;
          contradictory.set(key, { receiver, coordinate, rule, agreementId, otherRule });
        }
      }
    }
  }
  return [...contradictory.values()];
}

function ruleOf({ rules }: GrantTerms, coordinate: string): FieldRule {
  const own = rules.find((rule) => rule.coordinate === coordinate);
  return (own ?? (classOf(coordinate) === "PUBLIC" ? CLEAR : HIDE)).rule;
}

function perReceiver({
  parties,
  grants,
}: Pick<AgreementTerms, "parties" | "grants">): { readonly receiver: string; readonly grant: GrantTerms }[] {
  const receiving = parties.flatMap(({ division, role }) =>
    division !== null && role !== "PROVIDER" ? [division] : [],
  );
  return grants
    .filter(({ recordType }) => sharedDatasets().has(recordType))
    .flatMap((grant) =>
      [...new Set(receiving)]
        .filter((receiver) => grant.receiver === null || grant.receiver === receiver)
        .map((receiver) => ({ receiver, grant })),
    );
}
