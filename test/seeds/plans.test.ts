import { describe, expect, test } from "@jest/globals";
import type { Row } from "../../seeds/index.js";
import { NOTES } from "../../seeds/notes.js";
import { collect } from "./collect.js";

const rows = collect({}, "plan", "plan_link", "exercise");
const table = (name: string): Row[] => rows.get(name) ?? [];
const plans = new Map(table("plan").map((row) => [row["id"], row]));
const countBy = (list: readonly Row[], column: string) =>
  Object.fromEntries([...Map.groupBy(list, (row) => row[column])].map(([key, of]) => [key, of.length]));

describe("plans", () => {
  test("hold the 25 structured ones of the city in the published numbers, at any scale and seed", () => {
    for (const options of [{}, { scale: 0.01 }, { seed: 7, scale: 0.1 }]) {
      const structured = [...(collect(options, "plan").get("plan") ?? [])].filter(
        (row) => row["structured"] === 1,
      );
      expect(countBy(structured, "eventClass")).toEqual({
        NATURAL: 2,
        ACCIDENT: 14,
        PUBLIC_HEALTH: 3,
        SOCIAL_SECURITY: 2,
        SUPPORT: 4,
      });
      expect(countBy(structured, "level")).toEqual({ MUNICIPAL: 25 });
      expect(countBy(structured, "status")).toEqual({ IN_FORCE: 25 });
    }
  });

  test("are of the seven types and linked in the four ways", () => {
    expect(new Set(table("plan").map((row) => row["kind"])).size).toBe(7);
    expect(new Set(table("plan_link").map((row) => row["kind"])).size).toBe(4);
    expect(new Set(table("exercise").map((row) => row["kind"])).size).toBe(3);
  });

  test("say in title and provenance that they are samples, in both languages", () => {
    const real = table("plan").filter(
      ({ title, titleEn, synthetic }) =>
        !String(title).startsWith("示例:") || !String(titleEn).startsWith("Sample: ") || synthetic !== 1,
    );
    expect(real).toEqual([]);
    expect(table("exercise").filter(({ synthetic }) => synthetic !== 1)).toEqual([]);
  });

  test("have codes and titles of their own", () => {
    for (const column of ["code", "title"]) {
      expect(new Set(table("plan").map((row) => row[column])).size).toBe(table("plan").length);
    }
  });

  test("are linked to others than themselves, neighbours of one level, hierarchies to their parent", () => {
    for (const { planId, linkedPlanId, kind } of table("plan_link")) {
      expect(planId).not.toBe(linkedPlanId);
      const [plan, linked] = [plans.get(planId ?? null), plans.get(linkedPlanId ?? null)];
      if (kind === "NEIGHBOUR") expect(plan?.["level"]).toBe(linked?.["level"]);
      if (kind === "HIERARCHY") expect(plan?.["parentPlanId"]).toBe(linkedPlanId);
      if (kind === "GOVERNMENT_ENTERPRISE")
        expect([plan?.["level"], linked?.["level"]]).toEqual(["UNIT", "DISTRICT"]);
    }
  });

  test("some were not exercised in a year, some never, most were", () => {
    const last = new Map(table("exercise").map((row) => [row["planId"], String(row["heldOn"])]));
    const inForce = table("plan").filter(({ status }) => status === "IN_FORCE");
    const lapsed = inForce.filter(({ id }) => (last.get(id ?? null) ?? "") < "2025-11-01").length;
    const never = inForce.filter(({ id }) => !last.has(id ?? null)).length;
    expect(never / inForce.length).toBeGreaterThan(0.1);
    expect(lapsed / inForce.length).toBeGreaterThan(never / inForce.length);
    expect(lapsed / inForce.length).toBeLessThan(0.5);
  });

  test("are exercised while they hold and marked out of a hundred, unless the record says otherwise", () => {
    for (const { planId, heldOn, score, qualityNote } of table("exercise")) {
      const { effectiveOn, status } = plans.get(planId ?? null) ?? {};
      expect(status).not.toBe("DRAFT");
      expect(String(heldOn) <= "2026-11-01").toBe(true);
      expect(String(heldOn) < String(effectiveOn)).toBe(qualityNote === NOTES.heldBeforePlan);
      expect(Number(score) > 100).toBe(qualityNote === NOTES.scoreRange);
    }
  });
});
