import type { AgencyIndex } from "./agency.seed.js";
import { BatchBuffer } from "./batches.js";
import { readData } from "./data.js";
import type { IdMint } from "./ids.js";
import { DIVISIONS, type Division, divisionOf } from "./places.js";
import { BOUNDARIES } from "./polygons.js";
import type { Row, SeedBatch } from "./types.js";

interface CapabilityFile {
  capabilities: Row[];
  types: Row[];
}

const TABLES = [
  "division",
  "division_boundary",
  "agency",
  "agency_name",
  "event_type",
  "event_level",
  "capability",
  "capability_type",
  "supply_category",
  "supply_category_crosswalk",
  "unit",
] as const;

const LEVELS = new Map([
  [2, "PROVINCE"],
  [4, "PREFECTURE"],
  [6, "COUNTY"],
  [9, "TOWN"],
]);

function kindOf(division: Division): string {
  const { code, name, kind, inMca2025 } = division;
  if (kind !== undefined) return kind;
  if (code.length === 2) return code === "31" ? "MUNICIPALITY" : "PROVINCE";
  // 3101 市辖区 exists in the statistical code list only.
  if (code.length === 4) return code === "3101" ? "OTHER" : "PREFECTURE_CITY";
  if (inMca2025 === false) return "ZONE";
  if (name.endsWith("县")) return "COUNTY";
  return name.endsWith("市") ? "COUNTY_CITY" : "DISTRICT";
}

function parentOf(code: string): string | null {
  if (code.length === 2) return null;
  return code.length === 9 ? code.slice(0, 6) : code.slice(0, -2);
}

function divisionRow(division: Division): Row {
  const { code, name, nameEn } = division;
  // The ministry's list ends at counties: a town follows its county.
  const listed = code.length === 9 ? divisionOf(code.slice(0, 6)).inMca2025 : division.inMca2025;
  const center = BOUNDARIES.get(code)?.center;
  return {
    code,
    name,
    nameEn: nameEn ?? null,
    level: LEVELS.get(code.length) ?? null,
    kind: kindOf(division),
    parentCode: parentOf(code),
    inMca2025: (listed ?? code !== "3101") ? 1 : 0,
    centerLatitude: center?.[1] ?? null,
    centerLongitude: center?.[0] ?? null,
  };
}

/** Divisions, agencies and the catalogues; all real but the local agencies, which say so. */
export function* referenceRows(ids: IdMint, agencies: AgencyIndex): Generator<SeedBatch> {
  const buffer = new BatchBuffer(TABLES);
  for (const division of [
    DIVISIONS.provinces,
    DIVISIONS.cities,
    DIVISIONS.counties,
    DIVISIONS.towns,
  ].flat()) {
    buffer.add("division", divisionRow(division));
  }
  for (const { code, minLat, minLon, maxLat, maxLon, polygons } of BOUNDARIES.values()) {
    buffer.add("division_boundary", {
      divisionCode: code,
      minLatitude: minLat,
      minLongitude: minLon,
      maxLatitude: maxLat,
      maxLongitude: maxLon,
      rings: JSON.stringify(polygons),
    });
  }
  for (const row of agencies.agencies) buffer.add("agency", row);
  for (const row of agencies.names) buffer.add("agency_name", row);

  const events = readData<{ types: (Row & { warningGraded: unknown })[]; levels: Row[] }>("event-types.json");
  for (const type of events.types)
    buffer.add("event_type", { ...type, warningGraded: type.warningGraded ? 1 : 0 });
  for (const level of events.levels) buffer.add("event_level", level);

  const { capabilities, types } = readData<CapabilityFile>("capabilities.json");
  for (const capability of capabilities) buffer.add("capability", capability);
  for (const type of types) buffer.add("capability_type", { id: ids.next("capability_type"), ...type });

  const supplies = readData<{ categories: Row[]; crosswalk: Row[] }>("supply-categories.json");
  for (const category of supplies.categories) buffer.add("supply_category", category);
  for (const match of supplies.crosswalk) {
    buffer.add("supply_category_crosswalk", { id: ids.next("supply_category_crosswalk"), ...match });
  }
  for (const unit of readData<Row[]>("units.json")) buffer.add("unit", unit);
  yield* buffer.drain();
}
