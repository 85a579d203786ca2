import { describe, expect, test } from "@jest/globals";
import type { Row } from "../../seeds/index.js";
import { NOTES } from "../../seeds/notes.js";
import { collect } from "./collect.js";

const rows = collect({}, "incident", "dispatch", "team", "event_type");
const table = (name: string): Row[] => rows.get(name) ?? [];
const incidents = new Map(table("incident").map((row) => [row["id"], row]));
const second = (stored: unknown) => Date.parse(`${String(stored).replace(" ", "T")}Z`) / 1000;

describe("incidents", () => {
  test("are of two years up to the reference day, of all four levels and every district", () => {
    const alarms = table("incident").map((row) => String(row["alarmAt"]));
    expect(alarms.every((alarm) => alarm > "2024-10-31" && alarm < "2026-10-31")).toBe(true);
    expect(new Set(table("incident").map((row) => row["level"]))).toEqual(new Set([1, 2, 3, 4]));
    const counties = new Set(table("incident").map((row) => row["countyCode"]));
    expect([...counties].filter((code) => code !== null)).toHaveLength(16);
  });

  test("are no social-security incidents", () => {
    const classes = new Map(table("event_type").map((row) => [row["code"], row["eventClass"]]));
    const used = new Set(table("incident").map((row) => classes.get(row["eventTypeCode"] ?? null)));
    expect(used).toEqual(new Set(["ACCIDENT", "NATURAL", "PUBLIC_HEALTH"]));
  });

  test("end after their alarm unless the record says otherwise, and a few are still open", () => {
    for (const { alarmAt, closedAt, qualityNote } of table("incident")) {
      expect(closedAt !== null && String(closedAt) < String(alarmAt)).toBe(
        qualityNote === NOTES.closedBeforeAlarm,
      );
    }
    const open = table("incident").filter((row) => row["closedAt"] === null);
    expect(open.length).toBeGreaterThan(2);
    expect(open.length).toBeLessThan(60);
  });
});

describe("dispatches", () => {
  test("go to generated teams alone: of the plan's 28, which are real, nothing is made up", () => {
    const synthetic = new Map(table("team").map((row) => [row["id"], row["synthetic"]]));
    expect(table("dispatch").filter((row) => synthetic.get(row["teamId"] ?? null) !== 1)).toEqual([]);
  });

  test("send no team twice to one incident", () => {
    const pairs = table("dispatch").map((row) => `${row["incidentId"]}/${row["teamId"]}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  test("count their minutes from the alarm, or none where they cannot be told", () => {
    for (const row of table("dispatch")) {
      const { incidentId, dispatchedAt, departedAt, arrivedAt, minutesToArrival, qualityNote } = row;
      const alarmAt = String(incidents.get(incidentId ?? null)?.["alarmAt"]);
      expect(alarmAt < String(dispatchedAt) && String(dispatchedAt) < String(departedAt)).toBe(true);
      if (arrivedAt === null || qualityNote === NOTES.arrivalBeforeAlarm) {
        expect(minutesToArrival).toBeNull();
        if (arrivedAt !== null) expect(String(arrivedAt) < alarmAt).toBe(true);
        continue;
      }
      expect(minutesToArrival).toBeCloseTo((second(arrivedAt) - second(alarmAt)) / 60, 2);
      expect(minutesToArrival).toBeGreaterThan(2);
      expect(minutesToArrival).toBeLessThan(120);
    }
  });

  test("end with their incident: nobody is sent, sets out or arrives after it", () => {
    // Of 6,000 none is sent so late that it would not set out.
    const many = collect({ scale: 4 }, "incident", "dispatch");
    const of = new Map((many.get("incident") ?? []).map((row) => [row["id"], row]));
    let calledOff = 0;
    for (const { id, incidentId, dispatchedAt, departedAt, arrivedAt, ...row } of many.get("dispatch") ??
      []) {
      const { status, closedAt, qualityNote } = of.get(incidentId ?? null) ?? {};
      if (closedAt === null || qualityNote === NOTES.closedBeforeAlarm) continue;
      const late = [dispatchedAt, departedAt, arrivedAt].filter((at) => String(at ?? "") > String(closedAt));
      expect([id, late]).toEqual([id, []]);
      if (status === "CLOSED" && arrivedAt === null && row["qualityNote"] === null) calledOff += 1;
    }
    expect(calledOff).toBeGreaterThan(100);
  });

  test("lack an arrival here and there, and a few are said to have come before the alarm", () => {
    const noted = (note: string) => table("dispatch").filter((row) => row["qualityNote"] === note).length;
    expect(noted(NOTES.arrivalMissing)).toBeGreaterThan(50);
    expect(noted(NOTES.arrivalBeforeAlarm)).toBeGreaterThan(20);
  });
});
