import type { StoredRow } from "../../src/store/write-rows.js";

/** A team's row with everything that must be there, in 浦东新区; what a test is about goes over it. */
export function teamRow(own: StoredRow & { id: string }): StoredRow {
  return {
    name: `队伍 ${own.id}`,
    category: "SOCIAL",
    level: "UNIT",
    status: "ACTIVE",
    divisionCode: "310115",
    provinceCode: "31",
    prefectureCode: "3101",
    countyCode: "310115",
    datumInferred: 0,
    source: "test",
    sourceProvince: "31",
    observedAt: "2026-11-01 00:00:00.000",
    receivedAt: "2026-11-01 00:00:00.000",
    synthetic: 1,
    ...own,
  };
}
