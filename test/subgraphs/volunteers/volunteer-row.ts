import type { StoredRow } from "../../../src/store/write-rows.js";

const PLACE_AND_SOURCE = {
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
};

/** A volunteer's row with everything, in 浦东新区; what a test is about goes over it. */
export function volunteerRow(own: StoredRow & { id: string }): StoredRow {
  return {
    name: `志愿者 ${own.id}`,
    gender: "MALE",
    birthDate: "1990-02-03",
    idNumber: "000000199002030000",
    phone: "19900000000",
    organisationId: null,
    step: "SERVING",
    registeredOn: "2024-05-01",
    serviceHours: 12.5,
    status: "ACTIVE",
    ...PLACE_AND_SOURCE,
    ...own,
  };
}

/** An organisation's row with everything, in 浦东新区; what a test is about goes over it. */
export function organisationRow(own: StoredRow & { id: string }): StoredRow {
  return {
    name: `组织 ${own.id}`,
    kind: "COMMUNITY",
    uscc: null,
    contactName: "联系人",
    contactPhone: "19900000001",
    memberCount: 40,
    registeredOn: "2020-01-01",
    ...PLACE_AND_SOURCE,
    ...own,
  };
}
