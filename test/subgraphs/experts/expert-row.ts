import type { StoredRow } from "../../../src/store/write-rows.js";

/** An expert's row with everything, in 浦东新区; what a test is about goes over it. */
export function expertRow(own: StoredRow & { id: string }): StoredRow {
  return {
    name: `专家 ${own.id}`,
    nameEn: null,
    gender: "FEMALE",
    birthDate: "1970-02-03",
    idNumber: "000000197002030000",
    title: "教授级高级工程师",
    employer: "某研究院",
    phone: "19900000000",
    email: "expert@example.org",
    summary: "危险化学品",
    status: "ACTIVE",
    divisionCode: "310115",
    provinceCode: "31",
    prefectureCode: "3101",
    countyCode: "310115",
    townCode: null,
    source: "test",
    sourceProvince: "31",
    observedAt: "2026-11-01 00:00:00.000",
    receivedAt: "2026-11-01 01:00:00.000",
    synthetic: 1,
    ...own,
  };
}

/** A shift of an expert; instants as they are stored. */
export function shiftRow(id: string, expertId: string, startsAt: string, endsAt: string): StoredRow {
  return {
    id,
    expertId,
    teamId: null,
    divisionCode: "3101",
    startsAt: `${startsAt}:00.000`,
    endsAt: `${endsAt}:00.000`,
  };
}
