import { buildAgencies } from "./agency.seed.js";
import { AVIATION } from "./aviation.seed.js";
import { readData } from "./data.js";
import { dayNumber } from "./days.js";
import { deltaRows, mintDeltaIds } from "./delta.seed.js";
import { IdMint } from "./ids.js";
import { ITEM_FILE } from "./items.js";
import { DIVISIONS, PROVINCE_CODES, type ProvinceCode } from "./places.js";
import {
  depotQuota,
  expertQuota,
  incidentQuota,
  landingSiteQuota,
  MUNICIPAL_TEAMS,
  organisationQuota,
  planQuota,
  STOCK_LINES,
  teamQuota,
  volunteerQuota,
  warningQuota,
} from "./plan.js";
import { MUNICIPAL_PLANS } from "./plan-slots.js";
import { referenceRows } from "./reference.seed.js";
import type { SeedOptions, SeedPlanEntry } from "./types.js";

// Children per parent as measured at scale 1: how many a parent has is drawn, so only the mean is known.
const PER_TEAM = {
  team_lead_agency: 1,
  team_event_class: 1.5,
  team_capability: 1.92,
  team_equipment: 3.49,
  team_readiness: 2.89,
} as const;
const PER_EXPERT = {
  expert_specialty: 1.71,
  expert_appointment: 1.26,
  expert_engagement: 1.52,
  expert_training: 1.03,
} as const;
const PER_VOLUNTEER = {
  volunteer_skill: 1.18,
  volunteer_step_event: 3.4,
  volunteer_availability: 1.18,
} as const;
const PER_PLAN = { plan_link: 1.28, exercise: 2.4 } as const;
const DISPATCHES_PER_INCIDENT = 2;
const PER_WARNING = {
  warning: 1.76,
  warning_area: 2.05,
  warning_coverage: 29.7,
  warning_delivery: 106.8,
} as const;
const SHARED_PER_TEAM = 1.32;
const LINKS_PER_TEAM = 0.87;
const SHIFTS_PER_EXPERT = 2.42;
const CAPACITIES_PER_DEPOT = 0.31;

const AIR_UNITS = AVIATION.bases.flatMap(({ units }) => units);

function total(quota: (province: ProvinceCode, scale: number) => number, scale: number): number {
  return PROVINCE_CODES.reduce((sum, province) => sum + quota(province, scale), 0);
}

const children = (parents: number, means: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(means).map(([table, mean]) => [table, Math.round(parents * mean)]);

function catalogueCounts({ seed, scale, today }: SeedOptions): [string, number][] {
  const ids = new IdMint();
  const agencies = buildAgencies(ids, seed);
  const { partnerIds, agreementIds } = mintDeltaIds(ids);
  const counts = new Map<string, number>();
  const delta = deltaRows({ ids, agencies, partnerIds, agreementIds, today: dayNumber(today), scale });
  for (const batches of [referenceRows(ids, agencies), delta]) {
    for (const { table, rows } of batches) counts.set(table, (counts.get(table) ?? 0) + rows.length);
  }
  return [...counts];
}

/**
 * The rows to expect in each table, in the order in which tables first come: exact for the catalogues and
 * the main tables, within a few in a hundred for their children. For progress, not for checking. Takes
 * about a tenth of a second.
 */
export function seedPlan(options: SeedOptions): SeedPlanEntry[] {
  const { scale } = options;
  const teams = total(teamQuota, scale) + MUNICIPAL_TEAMS;
  const experts = total(expertQuota, scale);
  const depots = total(depotQuota, scale);
  const volunteers = total(volunteerQuota, scale);
  const plans = MUNICIPAL_PLANS + planQuota(scale);
  const incidents = incidentQuota(scale);
  const plan: [string, number][] = [
    ...catalogueCounts(options),
    ["team", teams],
    ...children(teams, { ...PER_TEAM, shared_record: SHARED_PER_TEAM }),
    ["expert_domain", readData<unknown[]>("expert-domains.json").length],
    ["expert", experts],
    ...children(experts, PER_EXPERT),
    ...children(teams, { expert_team: LINKS_PER_TEAM }),
    ...children(experts, { expert_shift: SHIFTS_PER_EXPERT }),
    ["item", ITEM_FILE.items.length],
    ["item_pack", ITEM_FILE.items.reduce((sum, { packs }) => sum + packs.length, 0)],
    ["item_substitute", ITEM_FILE.substitutes.length],
    ["depot", depots],
    ["stock_line", Math.round(STOCK_LINES * scale)],
    ...children(depots, { production_capacity: CAPACITIES_PER_DEPOT }),
    ["skill", readData<unknown[]>("skills.json").length],
    ["volunteer_organisation", total(organisationQuota, scale)],
    ["volunteer", volunteers],
    ...children(volunteers, PER_VOLUNTEER),
    ["plan", plans],
    ...children(plans, PER_PLAN),
    ["incident", incidents],
    ...children(incidents, { dispatch: DISPATCHES_PER_INCIDENT }),
    ...children(total(warningQuota, scale), PER_WARNING),
    ["landing_site", AVIATION.named.length + AVIATION.bases.length + total(landingSiteQuota, scale)],
    ["air_unit", AIR_UNITS.length],
    ["air_unit_capability", AIR_UNITS.reduce((sum, { capabilities }) => sum + capabilities.length, 0)],
    ["air_reach", DIVISIONS.towns.length],
  ];
  return plan.map(([table, rows]) => ({ table, rows }));
}
