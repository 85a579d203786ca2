import { describe, expect, test } from "@jest/globals";
import { collect } from "./collect.js";

const rows = collect({ scale: 0.01 }, "agency", "agency_name");
const agencies = rows.get("agency") ?? [];
const names = rows.get("agency_name") ?? [];

describe("agencies", () => {
  test("go by exactly one name each", () => {
    const inUse = names.filter((name) => name["validTo"] === null && name["role"] === "PRINCIPAL");
    expect(inUse.length).toBe(agencies.length);
    expect(new Set(inUse.map((name) => name["agencyId"])).size).toBe(agencies.length);
  });

  test("know the fire brigade by its name in the plan, and by the plaque that was added later", () => {
    const fire = agencies.find((agency) => agency["code"] === "sh-xfzd");
    const ofFire = names.filter((name) => name["agencyId"] === fire?.["id"]);
    expect(ofFire.map(({ role, name, validFrom, validTo }) => [role, name, validFrom, validTo])).toEqual([
      ["PRINCIPAL", "市消防救援总队", null, null],
      ["ADDITIONAL", "市消防救援局", "2024-06-18", null],
    ]);
  });

  test("include the plan's emergency units and headquarters and the partner provinces' bureaus", () => {
    const real = agencies.filter((agency) => agency["synthetic"] === 0);
    const count = (kind: string) => real.filter((agency) => agency["kind"] === kind).length;
    expect(count("EMERGENCY_UNIT")).toBe(4);
    expect(count("HEADQUARTERS")).toBe(3);
    expect(count("PROVINCIAL_BUREAU")).toBe(3);
    expect(count("MUNICIPAL_BUREAU") + count("MINISTRY_BRANCH")).toBe(21);
  });

  test("have no invented credit code when they are real", () => {
    expect(agencies.filter((agency) => agency["synthetic"] === 0 && agency["uscc"] !== null)).toEqual([]);
  });
});
