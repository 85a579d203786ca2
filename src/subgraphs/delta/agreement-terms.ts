import { sql } from "kysely";
import type { FieldRule as Rule } from "../../policy/field-rule.js";
import type { Db } from "../../store/store.js";
import type { AgreementDraftInput } from "./agreement-draft.input.js";
import type { AgreementScope, AgreementStatus, LegalBasis, PartyRole } from "./delta.enums.js";

/** A grant of an agreement, whether drafted or stored. */
export interface GrantTerms {
  readonly recordType: string;
  readonly receiver: string | null;
  readonly rowScope: string | null;
  readonly upliftDuty: string | null;
  readonly rules: readonly (Rule & { readonly coordinate: string })[];
}

/** All that an agreement says. */
export interface AgreementTerms {
  readonly title: string;
  readonly titleEn: string;
  readonly documentNumber: string | null;
  readonly scopeLevel: AgreementScope;
  readonly signedOn: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly purpose: string | null;
  readonly legalBasis: LegalBasis | null;
  readonly quotaPerDay: number | null;
  readonly retentionDays: number | null;
  readonly parties: readonly {
    readonly division: string | null;
    readonly agency: string | null;
    readonly role: PartyRole;
  }[];
  readonly grants: readonly GrantTerms[];
}

/** A draft as what it says. */
export function termsOf(draft: AgreementDraftInput): AgreementTerms {
  const { documentNumber = null, signedOn = null, validFrom = null, validTo = null } = draft;
  const { title, titleEn, scopeLevel, purpose, legalBasis, quotaPerDay = null, retentionDays = null } = draft;
  return {
    ...{ title, titleEn, documentNumber, scopeLevel, signedOn, validFrom, validTo },
    ...{ purpose, legalBasis, quotaPerDay, retentionDays },
    parties: draft.parties.map(({ division = null, agency = null, role }) => ({ division, agency, role })),
    grants: draft.grants.map(({ receiver = null, rowScope = null, upliftDuty = null, ...grant }) => ({
      ...{ recordType: grant.recordType, receiver, rowScope, upliftDuty },
      rules: grant.rules.map(({ coordinate, rule, detail = null }) => ({ coordinate, rule, detail })),
    })),
  };
}

/** What of an agreement's row a step needs. */
export interface AgreementState extends Omit<AgreementTerms, "parties" | "grants"> {
  readonly id: string;
  readonly status: AgreementStatus;
}

/**
 * An agreement's row, kept from others who write until the transaction ends.
 * @param db a transaction; on SQLite it holds the write lock from its beginning
 */
export async function lockedAgreement(
  db: Db,
  engine: "sqlite" | "mysql",
  id: string,
): Promise<AgreementState | undefined> {
  const found = await sql<AgreementState>`
    select id, status, title, title_en as ${sql.ref("titleEn")}, document_number as ${sql.ref("documentNumber")},
      scope_level as ${sql.ref("scopeLevel")}, signed_on as ${sql.ref("signedOn")}, valid_from as ${sql.ref("validFrom")},
      valid_to as ${sql.ref("validTo")}, purpose, legal_basis as ${sql.ref("legalBasis")},
      quota_per_day as ${sql.ref("quotaPerDay")}, retention_days as ${sql.ref("retentionDays")}
    from agreement where id = ${id} ${engine === "mysql" ? sql`for update` : sql``}`.execute(db);
  return found.rows[0];
}

/** The parties of an agreement, in their order. */
export async function partiesOf(db: Db, id: string): Promise<AgreementTerms["parties"]> {
  const found = await sql<AgreementTerms["parties"][number]>`
    select division_code as division, agency_id as agency, role from agreement_party
    where agreement_id = ${id} order by position, id`.execute(db);
  return found.rows;
}

/** The grants of agreements, each with its rules. */
export async function grantsOf(
  db: Db,
  ids: readonly string[],
): Promise<readonly (GrantTerms & { readonly agreementId: string })[]> {
  if (ids.length === 0) return [];
  type Found = Omit<GrantTerms, "rules"> & {
    readonly id: string;
    readonly agreementId: string;
    readonly coordinate: string | null;
    readonly rule: Rule["rule"];
    readonly detail: string | null;
  };
  const found = await sql<Found>`
    select g.id, g.agreement_id as ${sql.ref("agreementId")}, g.record_type as ${sql.ref("recordType")},
      g.receiver_code as receiver, g.row_scope as ${sql.ref("rowScope")}, g.uplift_duty as ${sql.ref("upliftDuty")},
      r.coordinate, r.rule, r.detail
    from agreement_grant as g left join agreement_field_rule as r on r.grant_id = g.id
    where g.agreement_id in (${sql.join(ids)}) order by g.id, r.id`.execute(db);
  const grants = new Map<
    string,
    Omit<Found, "coordinate" | "rule" | "detail"> & { rules: GrantTerms["rules"] }
  >();
  for (const { coordinate, rule, detail, ...grant } of found.rows) {
    const known = grants.get(grant.id) ?? { ...grant, rules: [] };
    const rules = coordinate === null ? known.rules : [...known.rules, { coordinate, rule, detail }];
    grants.set(grant.id, { ...known, rules });
  }
  return [...grants.values()];
}
