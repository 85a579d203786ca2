import { type GraphQLError } from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import { dayArgument } from "../../dataset/day-argument.js";
import { sharedDatasets } from "../../dataset/row-scope.js";
import { ruleFaults } from "../../dataset/rule-check.js";
import { scopeFaults } from "../../dataset/scope-check.js";
import { fault } from "../../errors.js";
import { isDutyName } from "../../policy/caller.js";
import { sharedDatasetOf, sharedRoots } from "../../policy/shared-types.js";
import type { Db } from "../../store/store.js";
import type { AgreementTerms, GrantTerms } from "./agreement-terms.js";

/** One thing that is wrong with an agreement. */
export interface AgreementFault {
  /** Where, as `grants.0.rules.2`. */
  readonly at: string;
  readonly reason: string;
}

const MOST_PARTIES = 50;
const MOST_GRANTS = 50;
const MOST_RULES = 200;
const MOST_TOLD = 50;
const LENGTHS = { title: 200, titleEn: 300, documentNumber: 60, purpose: 500 } as const;
const SCOPE_LENGTH = 2000;

/** AGREEMENT_INVALID, with what is to be put right. */
export function invalid(faults: readonly AgreementFault[]): GraphQLError {
  const told = faults.slice(0, MOST_TOLD);
  const reason = told.map((each) => `${each.at}: ${each.reason}`).join(" ");
  const error = fault("AGREEMENT_INVALID", { count: faults.length, reason });
  error.extensions["problems"] = told;
  return error;
}

/**
 * All that is wrong with what an agreement says, by the types that are shared and the rows of this store.
 * @param ctx its store is what is read; inside a transaction, that
 * @param draftedFor the division of the party that drafts it; null where nobody said
 */
export async function agreementFaults(
  ctx: RequestContext,
  terms: AgreementTerms,
  draftedFor: string | null,
): Promise<readonly AgreementFault[]> {
  const { grants } = terms;
  const categories = await categoriesOf(ctx.store.db);
  const faults = [
    ...textFaults(terms),
    ...dayFaults(terms),
    ...numberFaults(terms),
    ...(await partyFaults(ctx.store.db, terms, draftedFor)),
  ];
  if (terms.legalBasis === null) faults.push({ at: "legalBasis", reason: "It says on what legal ground." });
  if (grants.length === 0) faults.push({ at: "grants", reason: "It gives nothing." });
  if (grants.length > MOST_GRANTS) {
    faults.push({ at: "grants", reason: `There are ${grants.length}; ${MOST_GRANTS} is the most.` });
    return faults;
  }
  for (const [place, grant] of grants.entries()) {
    faults.push(...(await grantFaults(ctx, terms, grant, `grants.${place}`, categories)));
  }
  return faults;
}

function textFaults(terms: AgreementTerms): AgreementFault[] {
  const faults: AgreementFault[] = [];
  for (const [at, maximum] of Object.entries(LENGTHS)) {
    const text = terms[at as keyof typeof LENGTHS];
    if (text !== null && [...text].length > maximum)
      faults.push({ at, reason: `It is longer than ${maximum} characters.` });
    if (text?.trim() === "") faults.push({ at, reason: "It is empty." });
  }
  if (terms.purpose === null) faults.push({ at: "purpose", reason: "It says what the data are for." });
  return faults;
}

function dayFaults({ signedOn, validFrom, validTo }: AgreementTerms): AgreementFault[] {
  const faults = Object.entries({ signedOn, validFrom, validTo }).flatMap(([at, day]): AgreementFault[] => {
    if (day === null) return [];
    try {
      dayArgument(at, day);
      return [];
    } catch (error) {
      return [{ at, reason: (error as Error).message }];
    }
  });
  if (faults.length === 0 && validFrom !== null && validTo !== null && validFrom > validTo)
    faults.push({ at: "validTo", reason: `It ends on ${validTo}, before it begins on ${validFrom}.` });
  return faults;
}

function numberFaults({ quotaPerDay, retentionDays }: AgreementTerms): AgreementFault[] {
  return Object.entries({ quotaPerDay, retentionDays }).flatMap(([at, number]) =>
    number !== null && number < 1 ? [{ at, reason: "It must be 1 or more; leave it out for no limit." }] : [],
  );
}

async function partyFaults(
  db: Db,
  { parties }: AgreementTerms,
  draftedFor: string | null,
): Promise<AgreementFault[]> {
  if (parties.length > MOST_PARTIES)
    return [{ at: "parties", reason: `There are ${parties.length}; ${MOST_PARTIES} is the most.` }];
  const faults: AgreementFault[] = [];
  const divisions = await knownKeys(
    db,
    "division",
    "code",
    parties.map(({ division }) => division),
  );
  const agencies = await knownKeys(
    db,
    "agency",
    "id",
    parties.map(({ agency }) => agency),
  );
  for (const [place, { division, agency }] of parties.entries()) {
    const at = `parties.${place}`;
    if (division === null && agency === null) faults.push({ at, reason: "It names nobody." });
    if (division !== null && !divisions.has(division))
      faults.push({ at, reason: `There is no division ${division}.` });
    if (agency !== null && !agencies.has(agency))
      faults.push({ at, reason: `There is no agency ${agency}.` });
  }
  const gives = parties.some(({ role }) => role !== "RECEIVER");
  // Rows reach a party by its division: an agency alone receives nothing.
  const receives = parties.some(({ role, division }) => role !== "PROVIDER" && division !== null);
  if (!gives) faults.push({ at: "parties", reason: "None of them provides." });
  if (!receives) faults.push({ at: "parties", reason: "None of them receives as a division." });
  if (draftedFor !== null && !parties.some(({ division }) => division === draftedFor))
    faults.push({ at: "draftedFor", reason: `${draftedFor} is not the division of a party.` });
  if (!parties.some(({ division }) => division !== null && division !== draftedFor))
    faults.push({ at: "parties", reason: "There is no other side, with a division, that could accept it." });
  return faults;
}

async function grantFaults(
  ctx: RequestContext,
  { parties, legalBasis }: AgreementTerms,
  grant: GrantTerms,
  at: string,
  categories: ReadonlyMap<string, string>,
): Promise<AgreementFault[]> {
  const { recordType, receiver, rowScope, upliftDuty, rules } = grant;
  const faults: AgreementFault[] = [];
  const add = (member: string, reason: string) => faults.push({ at: `${at}.${member}`, reason });
  if (
    receiver !== null &&
    !parties.some(({ division, role }) => division === receiver && role !== "PROVIDER")
  )
    add("receiver", `${receiver} is not the division of a receiving party.`);
  if (upliftDuty !== null && !isDutyName(upliftDuty))
    add("upliftDuty", "A duty is a name in small letters and hyphens, such as commander.");
  if (upliftDuty !== null && legalBasis !== "EMERGENCY")
    add("upliftDuty", "More in an emergency needs the legal basis EMERGENCY.");
  const dataset = sharedDatasets().get(recordType);
  if (dataset === undefined || !sharedRoots().has(recordType)) {
    add("recordType", `${recordType} is not shared; these are: ${[...sharedRoots().keys()].join(", ")}.`);
    return faults;
  }
  const shared = sharedDatasetOf(recordType) as string;
  if ((categories.get(shared) ?? "NONE") === "NONE")
    add("recordType", `The dataset ${shared} is not to be shared, by its category.`);
  if (rowScope !== null && [...rowScope].length > SCOPE_LENGTH)
    add("rowScope", `It is longer than ${SCOPE_LENGTH} characters.`);
  else if (rowScope !== null)
    for (const reason of await scopeFaults(ctx, dataset, rowScope)) add("rowScope", reason);
  if (rules.length > MOST_RULES) {
    add("rules", `There are ${rules.length}; ${MOST_RULES} is the most.`);
    return faults;
  }
  for (const [place, rule] of rules.entries()) {
    const first = rules.findIndex(({ coordinate }) => coordinate === rule.coordinate);
    if (first < place) add(`rules.${place}`, `${rule.coordinate} has a rule already (rules.${first}).`);
    for (const reason of ruleFaults(recordType, rule, legalBasis)) add(`rules.${place}`, reason);
  }
  return faults;
}

async function categoriesOf(db: Db): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ dataset: string; category: string }>`
    select dataset, category from sharing_category`.execute(db);
  return new Map(found.rows.map(({ dataset, category }) => [dataset, category]));
}

/** Those keys that are there. */
async function knownKeys(
  db: Db,
  table: string,
  column: string,
  keys: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  const asked = [...new Set(keys.filter((key) => key !== null))];
  if (asked.length === 0) return new Set();
  const found = await sql<{ k: string }>`select ${sql.ref(column)} as k from ${sql.table(table)}
    where ${sql.ref(column)} in (${sql.join(asked)})`.execute(db);
  return new Set(found.rows.map(({ k }) => k));
}
