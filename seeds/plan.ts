import { PROVINCE_CODES, PROVINCE_SLUGS, type ProvinceCode } from "./places.js";
import { MUNICIPAL_PLANS } from "./plan-slots.js";

/** The plan's own teams, which no scale multiplies. */
export const MUNICIPAL_TEAMS = 28;

type Quota = Readonly<Record<ProvinceCode, number>>;

// At scale 1, by province. Shanghai's 675 teams include the 28 of the plan.
const TEAMS: Quota = { "31": 675, "32": 300, "33": 300, "34": 225 };
const EXPERTS: Quota = { "31": 1350, "32": 600, "33": 600, "34": 450 };
const DEPOTS: Quota = { "31": 150, "32": 36, "33": 36, "34": 28 };
const VOLUNTEERS: Quota = { "31": 18_000, "32": 4500, "33": 4500, "34": 3000 };
const ORGANISATIONS: Quota = { "31": 240, "32": 60, "33": 60, "34": 40 };
const WARNINGS: Quota = { "31": 60, "32": 16, "33": 16, "34": 12 };
const LANDING_SITES: Quota = { "31": 54, "32": 20, "33": 20, "34": 14 };

/** Stock lines at scale 1, over all depots. */
export const STOCK_LINES = 20_000;

/** At scale 1, beside the city's plans: of its districts, towns and units. */
const PLANS = 560;
/** At scale 1, over two years in Shanghai. */
const INCIDENTS = 3000;

const scaled = (quota: Quota, province: ProvinceCode, scale: number): number =>
  Math.round(quota[province] * scale);

/** Generated teams of a province. */
export const teamQuota = (province: ProvinceCode, scale: number): number =>
  Math.max(0, scaled(TEAMS, province, scale) - (province === "31" ? MUNICIPAL_TEAMS : 0));

/** Generated experts of a province. */
export const expertQuota = (province: ProvinceCode, scale: number): number =>
  scaled(EXPERTS, province, scale);

/** Generated depots of a province. */
export const depotQuota = (province: ProvinceCode, scale: number): number => scaled(DEPOTS, province, scale);

/** Generated volunteers of a province. */
export const volunteerQuota = (province: ProvinceCode, scale: number): number =>
  scaled(VOLUNTEERS, province, scale);

/** Generated volunteer organisations of a province; at least one. */
export const organisationQuota = (province: ProvinceCode, scale: number): number =>
  Math.max(1, scaled(ORGANISATIONS, province, scale));

/** Generated plans below the city's. */
export const planQuota = (scale: number): number => Math.round(PLANS * scale);

/** Generated incidents. */
export const incidentQuota = (scale: number): number => Math.round(INCIDENTS * scale);

/** Warnings that begin in a province, each with the updates and the cancellation that follow; at least one. */
export const warningQuota = (province: ProvinceCode, scale: number): number =>
  Math.max(1, scaled(WARNINGS, province, scale));

/** Generated landing sites of a province, beside those that have names or units. */
export const landingSiteQuota = (province: ProvinceCode, scale: number): number =>
  scaled(LANDING_SITES, province, scale);

/** The records that a feed is said to hold, by its id; null where that is not counted. */
export function plannedRecords(feedId: string, scale: number): number | null {
  if (feedId === "sh-plan-teams") return MUNICIPAL_TEAMS;
  const province = PROVINCE_CODES.find((code) => feedId.startsWith(`${PROVINCE_SLUGS[code]}-`));
  if (province === undefined) return null;
  if (feedId.endsWith("-teams")) return teamQuota(province, scale);
  if (feedId.endsWith("-experts")) return expertQuota(province, scale);
  if (feedId.endsWith("-plans")) return MUNICIPAL_PLANS + planQuota(scale);
  if (feedId.endsWith("-incidents")) return incidentQuota(scale);
  if (feedId.endsWith("-supplies")) return depotQuota(province, scale);
  // Updates and cancellations, or the sites with names, come on top: they are not known before they are drawn.
  if (feedId.endsWith("-warnings") || feedId.endsWith("-aviation")) return null;
  return volunteerQuota(province, scale);
}
