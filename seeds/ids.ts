const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * An opaque id: a two-letter prefix and eight Crockford base32 digits of a running number, so that ids
 * sort in order of creation: `mintId("tm", 28)` is `tm0000000W`.
 */
export function mintId(prefix: string, sequence: number): string {
  let text = "";
  for (let left = sequence; left > 0; left = Math.floor(left / 32)) text = (DIGITS[left % 32] ?? "") + text;
  return prefix + text.padStart(8, "0");
}

/** The id prefix of every table whose ids are minted. */
export const ID_PREFIXES = {
  agency: "ag",
  agency_name: "an",
  capability_type: "ct",
  supply_category_crosswalk: "cw",
  partner: "pn",
  partner_member: "pm",
  agreement: "gr",
  agreement_party: "gp",
  agreement_grant: "gg",
  agreement_field_rule: "gf",
  agreement_step: "gs",
  agreement_dataset: "gd",
  shared_record: "sr",
  team: "tm",
  team_capability: "tc",
  team_equipment: "te",
  team_readiness: "tr",
  expert: "ex",
  expert_specialty: "es",
  expert_appointment: "ea",
  expert_engagement: "eg",
  expert_shift: "eh",
  expert_team: "et",
  expert_training: "en",
  depot: "dp",
  item_pack: "pk",
  item_substitute: "sb",
  stock_line: "st",
  production_capacity: "pc",
  volunteer_organisation: "vo",
  volunteer: "vl",
  volunteer_skill: "vs",
  volunteer_step_event: "ve",
  volunteer_availability: "va",
  plan: "pl",
  plan_link: "lk",
  exercise: "xr",
  incident: "ic",
  dispatch: "ds",
  warning: "wn",
  warning_area: "wa",
  warning_coverage: "wc",
  warning_delivery: "wd",
  landing_site: "ls",
  air_unit: "au",
  air_reach: "ar",
} as const;

/** A table whose ids are minted. */
export type MintedTable = keyof typeof ID_PREFIXES;

/** Hands out the ids of one run, numbered from 1 in each table. */
export class IdMint {
  readonly #last = new Map<MintedTable, number>();

  next(table: MintedTable): string {
    const sequence = (this.#last.get(table) ?? 0) + 1;
    this.#last.set(table, sequence);
    return mintId(ID_PREFIXES[table], sequence);
  }
}
