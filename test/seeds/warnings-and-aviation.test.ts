import { describe, expect, test } from "@jest/globals";
import { dayNumber, instantText } from "../../seeds/days.js";
import { DEFAULT_TODAY, type Row } from "../../seeds/index.js";
import { collect } from "./collect.js";

const rows = collect(
  { scale: 0.3 },
  "warning",
  "warning_area",
  "warning_coverage",
  "warning_delivery",
  "landing_site",
  "air_unit",
  "air_reach",
);
const table = (name: string): Row[] => rows.get(name) ?? [];
const byId = (name: string) => new Map(table(name).map((row) => [row["id"], row]));

describe("warnings", () => {
  const warnings = byId("warning");

  test("have national identifiers of the verified form, whose trade no real warning has", () => {
    for (const { nationalId, qualityNote } of warnings.values()) {
      if (nationalId === null) expect(qualityNote).not.toBeNull();
      else expect(nationalId).toMatch(/^3[1-4]\d{4}00000000_2\d{13}_\d$/);
    }
  });

  // It was read from the message's opaque id, whose digits are not those of `parseInt`: from some number on it was none.
  test("count in the last digit of their national identifiers, message by message", () => {
    for (const [at, { nationalId }] of [...warnings.values()].entries())
      if (nationalId !== null) expect(String(nationalId).at(-1)).toBe(String((at + 1) % 10));
  });

  test("refer to an earlier message of the same event, and begin before they end", () => {
    for (const { messageType, refersToId, issuedAt, eventTypeCode, expiresAt } of warnings.values()) {
      expect(String(expiresAt) > String(issuedAt)).toBe(true);
      expect(refersToId === null).toBe(messageType === "ALERT");
      const earlier = refersToId === null ? undefined : warnings.get(refersToId ?? null);
      if (earlier === undefined) continue;
      expect(earlier["eventTypeCode"]).toBe(eventTypeCode);
      expect(String(earlier["issuedAt"]) < String(issuedAt)).toBe(true);
    }
  });

  test("are in force on the reference day, some of them", () => {
    const now = instantText(dayNumber(DEFAULT_TODAY));
    expect([...warnings.values()].some(({ expiresAt }) => String(expiresAt) > now)).toBe(true);
  });

  test("report as their coverage what they say themselves, in the towns that they are for", () => {
    const areas = Map.groupBy(table("warning_area"), (row) => row["warningId"]);
    expect(table("warning_coverage").length).toBeGreaterThan(100);
    for (const report of table("warning_coverage")) {
      const { eventTypeCode, colour, status, issuedAt, messageType } = warnings.get(
        report["warningId"] ?? null,
      ) as Row;
      expect(report).toMatchObject({ eventTypeCode, colour, status, issuedAt });
      expect(messageType).not.toBe("CANCEL");
      const codes = (areas.get(report["warningId"] ?? null) ?? []).map((area) =>
        String(area["divisionCode"]),
      );
      expect(codes.some((code) => String(report["townCode"]).startsWith(code))).toBe(true);
    }
  });

  test("reach no fewer people than one channel alone, and no more than all channels together or than were meant", () => {
    const channels = Map.groupBy(table("warning_delivery"), (row) => row["coverageId"]);
    for (const { id, targeted, reached } of table("warning_coverage")) {
      const each = (channels.get(id ?? null) ?? []).map((row) => Number(row["reached"]));
      expect(Number(reached)).toBeLessThanOrEqual(Number(targeted));
      expect(Math.max(...each)).toBeLessThanOrEqual(Number(reached));
      expect(each.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(Number(reached));
    }
    for (const { targeted, reached } of table("warning_delivery"))
      expect(Number(reached)).toBeLessThanOrEqual(Number(targeted));
  });
});

describe("air rescue", () => {
  test("is all sample data; of the sites that exist only the names are real", () => {
    const sites = table("landing_site");
    expect(sites.filter((row) => row["synthetic"] !== 1)).toEqual([]);
    const named = sites.filter((row) => String(row["qualityNote"]).includes("OurAirports"));
    expect(named.map((row) => row["nameEn"])).toEqual([
      "Longhua heliport",
      "Tangchen heliport",
      "Aurora Plaza heliport",
      "Chongming",
      "Gaodong",
      "Jinshan seaplane base",
    ]);
    expect(named.filter((row) => row["contactName"] !== null || row["ownerAgencyId"] !== null)).toEqual([]);
    const invented = sites.filter((row) => !named.includes(row));
    expect(invented.filter((row) => !String(row["name"]).normalize("NFKC").includes("示例"))).toEqual([]);
  });

  test("tells how soon it is over each of the 4,793 towns, by helicopters that are available", () => {
    expect(new Set(table("air_reach").map((row) => row["divisionCode"])).size).toBe(4793);
    const units = byId("air_unit");
    for (const { airUnitId, minutes, distanceKm, turnoutMinutes } of table("air_reach")) {
      const unit = units.get(airUnitId ?? null) as Row;
      expect([unit["kind"], unit["status"], unit["turnoutMinutes"]]).toEqual([
        "HELICOPTER",
        "AVAILABLE",
        turnoutMinutes,
      ]);
      const after = Number(turnoutMinutes) + (Number(distanceKm) / Number(unit["cruiseKmh"])) * 60;
      expect(minutes).toBe(Math.ceil(after));
    }
  });
});
