import { airReachRows, type Helicopter } from "./air-reach.js";
import { BatchBuffer } from "./batches.js";
import { divisionColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { readData } from "./data.js";
import { feedEveryDays } from "./delta.seed.js";
import { drawPoint } from "./draw-point.js";
import { applyFlaw, drawFlaw, type Flaw } from "./flaws.js";
import { NOTES } from "./notes.js";
import { syntheticName, unassignedPhone } from "./people.js";
import { divisionOf, drawTown, PROVINCE_CODES, PROVINCE_SLUGS, type ProvinceCode } from "./places.js";
import { landingSiteQuota } from "./plan.js";
import type { Row, SeedBatch } from "./types.js";

interface SiteEntry {
  name: string;
  nameEn: string | null;
  kind: string;
  divisionCode: string;
}

interface UnitEntry {
  name: string;
  nameEn: string;
  kind: string;
  status: string;
  cruiseKmh: number;
  turnoutMinutes: number;
  capabilities: string[];
}

type BaseEntry = Omit<SiteEntry, "kind"> & { units: UnitEntry[] };

/** The named sites, and the bases with their units, which no scale multiplies. */
export const AVIATION = readData<{ named: SiteEntry[]; bases: BaseEntry[] }>("aviation.json");

const TABLES = ["landing_site", "air_unit", "air_unit_capability", "air_reach"] as const;

const POSSIBLE_FLAWS: readonly Flaw[] = [
  "datumInferred",
  "swapped",
  "otherProvince",
  "shallowDivision",
  "fullWidth",
  "trailingBlank",
  "stale",
];

const provinceOf = (code: string) => code.slice(0, 2) as ProvinceCode;

/** `isNamed` sites exist: what is not published of them is not invented. */
function siteRow(context: SeedContext, site: SiteEntry, isNamed: boolean, flaw: Flaw | null = null): Row {
  const random = context.random("landing_site");
  const province = provinceOf(site.divisionCode);
  const everyDays = feedEveryDays(`${PROVINCE_SLUGS[province]}-aviation`);
  const surface = random.weighted([
    ["CONCRETE", 60],
    ["ASPHALT", 15],
    ["GRASS", 25],
  ]);
  return {
    id: context.ids.next("landing_site"),
    name: site.name,
    nameEn: site.nameEn,
    kind: site.kind,
    surface: site.kind === "SEAPLANE_BASE" ? "WATER" : surface,
    status: random.weighted([
      ["OPEN", 82],
      ["ON_REQUEST", 14],
      ["CLOSED", 4],
    ]),
    ownerAgencyId: isNamed ? null : context.agencies.near("yjj", site.divisionCode),
    contactName: isNamed ? null : syntheticName(random).name,
    contactPhone: isNamed ? null : unassignedPhone(random),
    ...divisionColumns(site.divisionCode),
    ...drawPoint(site.divisionCode, random),
    ...provenanceColumns({
      ...context.feed(random, province, "aviation", everyDays, flaw === "stale" ? random.int(30, 400) : 0),
      qualityNote: isNamed ? NOTES.openSite : null,
    }),
  };
}

function unitRow(context: SeedContext, base: BaseEntry, homeSiteId: string, unit: UnitEntry): Row {
  const random = context.random("air_unit");
  const province = provinceOf(base.divisionCode);
  const everyDays = feedEveryDays(`${PROVINCE_SLUGS[province]}-aviation`);
  const { name, nameEn, kind, status, cruiseKmh, turnoutMinutes } = unit;
  return {
    id: context.ids.next("air_unit"),
    name,
    nameEn,
    kind,
    status,
    operatorAgencyId: context.agencies.near("yjj", base.divisionCode),
    homeSiteId,
    cruiseKmh,
    turnoutMinutes,
    ...divisionColumns(base.divisionCode),
    ...provenanceColumns({ ...context.feed(random, province, "aviation", everyDays), qualityNote: null }),
  };
}

function drawSite(context: SeedContext, province: ProvinceCode): SiteEntry {
  const random = context.random(`landing_site/slots/${province}`);
  const { code } = drawTown(province, random);
  const place = divisionOf(code.slice(0, 6)).name + divisionOf(code).name;
  const kind = random.weighted([
    ["TEMPORARY", 78],
    ["ROOFTOP", 10],
    ["AIRFIELD", 8],
    ["HELIPORT", 4],
  ]);
  const noun = { TEMPORARY: "直升机临时起降点", ROOFTOP: "楼顶停机坪", AIRFIELD: "通用机场" }[kind];
  return { name: `${place}${noun ?? "直升机场"}(示例)`, nameEn: null, kind, divisionCode: code };
}

/** Sites with names, bases with their units, generated sites, and what follows from them for each town. */
export function* aviationRows(context: SeedContext): Generator<SeedBatch> {
  const buffer = new BatchBuffer(TABLES);
  const helicopters: Helicopter[] = [];
  for (const site of AVIATION.named) buffer.add("landing_site", siteRow(context, site, true));
  for (const base of AVIATION.bases) {
    const site: Row = { ...siteRow(context, { ...base, kind: "HELIPORT" }, false), status: "OPEN" };
    buffer.add("landing_site", site);
    for (const unit of base.units) {
      const row = unitRow(context, base, String(site["id"]), unit);
      buffer.add("air_unit", row);
      for (const capabilityCode of unit.capabilities) {
        buffer.add("air_unit_capability", { airUnitId: row["id"] ?? null, capabilityCode });
      }
      if (unit.kind !== "HELICOPTER" || unit.status !== "AVAILABLE") continue;
      helicopters.push({
        id: String(row["id"]),
        latitude: Number(site["wgs84Latitude"]),
        longitude: Number(site["wgs84Longitude"]),
        cruiseKmh: unit.cruiseKmh,
        turnoutMinutes: unit.turnoutMinutes,
      });
    }
  }
  const flaws = context.random("landing_site/flaws");
  for (const province of PROVINCE_CODES) {
    for (let left = landingSiteQuota(province, context.options.scale); left > 0; left -= 1) {
      const flaw = drawFlaw(flaws, POSSIBLE_FLAWS);
      const row = siteRow(context, drawSite(context, province), false, flaw);
      if (flaw !== null) applyFlaw(row, flaw, flaws);
      buffer.add("landing_site", row);
      yield* buffer.drainWhenFull();
    }
  }
  for (const row of airReachRows(context, helicopters)) {
    buffer.add("air_reach", row);
    yield* buffer.drainWhenFull();
  }
  yield* buffer.drain();
}
