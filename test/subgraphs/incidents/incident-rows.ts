import type { StoredRow } from "../../../src/store/write-rows.js";
import type { SubgraphHarness } from "../../support/subgraph-harness.js";

const SOURCE = {
  source: "test",
  sourceProvince: "31",
  observedAt: "2026-11-01 00:00:00.000",
  receivedAt: "2026-11-01 01:00:00.000",
  synthetic: 1,
  qualityNote: null,
};

/** An incident's row with everything, in 浦东新区; what a test is about goes over it. */
export function incidentRow(own: StoredRow & { id: string }): StoredRow {
  return {
    eventTypeCode: "RG-A-FIR",
    level: 4,
    alarmAt: "2026-03-01 00:00:00.000",
    status: "CLOSED",
    closedAt: "2026-03-01 02:00:00.000",
    divisionCode: "310115",
    provinceCode: "31",
    prefectureCode: "3101",
    countyCode: "310115",
    townCode: null,
    latitude: 31.21,
    longitude: 121.5,
    datum: "WGS84",
    datumInferred: 0,
    wgs84Latitude: 31.21,
    wgs84Longitude: 121.5,
    ...SOURCE,
    ...own,
  };
}

/** A dispatch's row with everything; what a test is about goes over it. */
export function dispatchRow(
  own: StoredRow & { id: string; incidentId: string; minutesToArrival: number | null },
): StoredRow {
  return {
    teamId: "tm1",
    dispatchedAt: "2026-03-01 00:01:00.000",
    departedAt: "2026-03-01 00:02:00.000",
    arrivedAt: "2026-03-01 00:10:00.000",
    ...SOURCE,
    ...own,
  };
}

/** Two incidents in 浦东新区, one in 徐汇区 and one that nobody went to; ds3 is said to have come before the alarm. */
export async function insertIncidents(harness: SubgraphHarness): Promise<void> {
  await harness.insert("incident", [
    incidentRow({ id: "ic1" }),
    incidentRow({
      id: "ic2",
      level: 2,
      alarmAt: "2026-04-01 00:00:00.000",
      status: "CONTROLLED",
      closedAt: null,
    }),
    incidentRow({ id: "ic3", divisionCode: "310104", countyCode: "310104", eventTypeCode: "RG-A-GAS" }),
    incidentRow({
      id: "ic4",
      status: "FALSE_ALARM",
      latitude: null,
      wgs84Latitude: null,
      wgs84Longitude: null,
    }),
  ]);
  await harness.insert("dispatch", [
    dispatchRow({ id: "ds1", incidentId: "ic1", minutesToArrival: 10 }),
    dispatchRow({ id: "ds2", incidentId: "ic1", minutesToArrival: 8.5, teamId: "tm2" }),
    dispatchRow({
      id: "ds3",
      incidentId: "ic2",
      minutesToArrival: null,
      arrivedAt: "2026-03-31 23:00:00.000",
      qualityNote: "到场时间早于接警时间 / arrived before the alarm",
    }),
    dispatchRow({ id: "ds4", incidentId: "ic2", minutesToArrival: 20 }),
    dispatchRow({ id: "ds5", incidentId: "ic3", minutesToArrival: null, arrivedAt: null }),
  ]);
}
