import type { SubgraphHarness } from "../../support/subgraph-harness.js";

type Rows = Parameters<SubgraphHarness["insert"]>[1];

const PROVENANCE = {
  source: "sh-aviation",
  sourceProvince: "31",
  sourceAgencyId: null,
  observedAt: "2026-11-01 00:00:00.000",
  receivedAt: "2026-11-01 01:00:00.000",
  refreshEveryDays: 7,
  synthetic: 1,
  qualityNote: null,
};

const divisionOf = (code: string) => ({
  divisionCode: code,
  provinceCode: code.slice(0, 2),
  prefectureCode: code.length < 4 ? null : code.slice(0, 4),
  countyCode: code.length < 6 ? null : code.slice(0, 6),
  townCode: code.length < 9 ? null : code,
});

const pointOf = (at: readonly [number, number] | null) => ({
  latitude: at?.[0] ?? null,
  longitude: at?.[1] ?? null,
  datum: at === null ? null : "WGS84",
  datumInferred: 0,
  wgs84Latitude: at?.[0] ?? null,
  wgs84Longitude: at?.[1] ?? null,
});

function siteRow(
  id: string,
  name: string,
  county: string,
  at: readonly [number, number] | null,
): Rows[number] {
  return {
    id,
    name,
    nameEn: null,
    kind: id === "ls1" ? "HELIPORT" : "TEMPORARY",
    surface: "CONCRETE",
    status: "OPEN",
    ownerAgencyId: id === "ls3" ? null : "ag1",
    contactName: "样例甲",
    contactPhone: "00000000000",
    ...divisionOf(county),
    ...pointOf(at),
    ...PROVENANCE,
  };
}

function unitRow(id: string, kind: string, status: string, homeSiteId: string): Rows[number] {
  return {
    id,
    name: `单元${id}`,
    nameEn: null,
    kind,
    status,
    operatorAgencyId: "ag2",
    homeSiteId,
    cruiseKmh: 200.5,
    turnoutMinutes: 20,
    ...divisionOf("310115"),
    ...PROVENANCE,
  };
}

function reachRow(id: string, town: string, minutes: number | null): Rows[number] {
  return {
    id,
    airUnitId: minutes === null ? null : "au1",
    distanceKm: minutes === null ? null : 100.5,
    turnoutMinutes: minutes === null ? null : 20,
    minutes,
    ...divisionOf(town),
    ...pointOf([31.2, 121.5]),
    ...PROVENANCE,
  };
}

/** Two sites a little apart, one whose place is not known; units on the first; towns near, far, and out of reach. */
export async function insertAviation(harness: SubgraphHarness): Promise<void> {
  await harness.insert("landing_site", [
    siteRow("ls1", "基地", "310115", [31.2, 121.5]),
    siteRow("ls2", "临时点", "310115", [31.21, 121.5]),
    siteRow("ls3", "邻区点", "310114", null),
  ]);
  await harness.insert("air_unit", [
    unitRow("au1", "HELICOPTER", "AVAILABLE", "ls1"),
    unitRow("au2", "DRONE", "ON_MISSION", "ls1"),
  ]);
  await harness.insert("air_unit_capability", [
    { airUnitId: "au1", capabilityCode: "air-medical" },
    { airUnitId: "au1", capabilityCode: "air-transport" },
    { airUnitId: "au2", capabilityCode: "air-reconnaissance" },
  ]);
  await harness.insert("air_reach", [
    reachRow("ar1", "310115103", 25),
    reachRow("ar2", "341202001", 120),
    reachRow("ar3", "341202002", 121),
    reachRow("ar4", "341202003", null),
  ]);
}
