import { readData } from "./data.js";

interface Samples {
  readonly categories: readonly { readonly dataset: string; readonly category: string }[];
  readonly agreements: readonly SampleAgreement[];
}

/** An agreement of the sample data, as far as it grants anything. */
export interface SampleAgreement {
  readonly code: string;
  readonly status: string;
  readonly legalBasis: string;
  readonly parties: readonly { readonly divisionCode: string | null; readonly role: string }[];
  readonly grants: readonly SampleGrant[];
}

/** A grant of such an agreement. */
export interface SampleGrant {
  readonly recordType: string;
  readonly receiver: string | null;
  readonly rowScope: object | null;
  readonly upliftDuty: string | null;
  readonly rules: readonly {
    readonly coordinate: string;
    readonly rule: string;
    readonly detail: string | null;
  }[];
}

const samples = readData<Samples>("sample-agreements.json");

/** One field rule of a grant in force, in the form in which the store gives it; a grant without rules comes once. */
export interface SampleGrantRow {
  readonly agreementId: string;
  readonly grantId: string;
  readonly recordType: string;
  readonly rowScope: string | null;
  readonly legalBasis: string;
  readonly coordinate: string | null;
  readonly rule: string | null;
  readonly detail: string | null;
}

/**
 * What the sample agreements grant a partner outside of emergencies. Without a store, and without a look at the day:
 * what is made from it is the same on each.
 * @param partner the code of a division
 */
export function sampleGrants(partner: string): readonly SampleGrantRow[] {
  return samples.agreements
    .filter(
      ({ status, parties }) => status === "IN_FORCE" && parties.some((party) => receives(party, partner)),
    )
    .flatMap(({ code, legalBasis, grants }) =>
      grants
        .filter(({ receiver, upliftDuty }) => upliftDuty === null && (receiver ?? partner) === partner)
        .flatMap(({ recordType, rowScope, rules }) => {
          const scope = rowScope === null ? null : JSON.stringify(rowScope);
          const grant = {
            agreementId: code,
            grantId: `${code} ${recordType} ${scope}`,
            recordType,
            legalBasis,
          };
          const ruled = rules.length > 0 ? rules : [{ coordinate: null, rule: null, detail: null }];
          return ruled.map((rule) => ({ ...grant, rowScope: scope, ...rule }));
        }),
    );
}

/** The datasets that the sample data share with everybody. */
export function sampleUnconditional(): readonly string[] {
  return samples.categories
    .filter(({ category }) => category === "UNCONDITIONAL")
    .map(({ dataset }) => dataset)
    .sort();
}

function receives(party: SampleAgreement["parties"][number], partner: string): boolean {
  return party.divisionCode === partner && ["RECEIVER", "BOTH"].includes(party.role);
}
