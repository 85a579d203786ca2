import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { DEFAULT_SEED_OPTIONS, type SeedOptions, seedPlan, seedRows } from "../../seeds/index.js";
import { collect } from "./collect.js";

const SMALL = 0.05;

function hashOf(options: Partial<SeedOptions>): string {
  const hash = createHash("sha256");
  for (const batch of seedRows({ ...DEFAULT_SEED_OPTIONS, scale: SMALL, ...options }))
    hash.update(JSON.stringify(batch));
  return hash.digest("hex");
}

function countRows(options: Partial<SeedOptions>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { table, rows } of seedRows({ ...DEFAULT_SEED_OPTIONS, ...options })) {
    counts.set(table, (counts.get(table) ?? 0) + rows.length);
  }
  return counts;
}

const full = countRows({});

describe("seedRows", () => {
  test("gives identical rows for the same options", () => {
    expect(hashOf({})).toBe(hashOf({}));
  });

  test("gives other rows for another seed", () => {
    expect(hashOf({ seed: 1 })).not.toBe(hashOf({ seed: 2 }));
  });

  test("keeps the real rows whatever the seed", () => {
    const real = (seed: number) =>
      [
        ...collect({ seed, scale: SMALL }, "division", "agreement", "partner", "unit", "item", "capability"),
      ].flat(2);
    expect(real(1)).toEqual(real(2));
  });

  test("gives batches of 1 to 1,000 rows whose keys are the same, in the same order, for a table", () => {
    const columns = new Map<string, string>();
    for (const { table, rows } of seedRows({ ...DEFAULT_SEED_OPTIONS, scale: 0.1 })) {
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(1000);
      const keys = new Set(rows.map((row) => Object.keys(row).join()));
      const first = columns.get(table) ?? [...keys][0] ?? "";
      columns.set(table, first);
      expect([...keys]).toEqual([first]);
    }
  });

  test("gives only strings, finite numbers and null", () => {
    const wrong: unknown[] = [];
    for (const { table, rows } of seedRows({ ...DEFAULT_SEED_OPTIONS, scale: SMALL })) {
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          const fine = value === null || typeof value === "string" || Number.isFinite(value);
          if (!fine) wrong.push([table, column, value]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("holds the promised numbers at scale 1", () => {
    const main = ["team", "expert", "depot", "volunteer", "plan", "incident"].map((table) => full.get(table));
    expect(main).toEqual([1500, 3000, 250, 30_000, 602, 3000]);
    expect(Math.abs((full.get("dispatch") ?? 0) - 6000)).toBeLessThan(200);
    expect(Math.abs((full.get("stock_line") ?? 0) - 20_000)).toBeLessThan(200);
  });

  test("about doubles the generated tables at twice the scale and leaves the real ones", () => {
    const once = countRows({ scale: 0.5 });
    for (const table of [
      "team",
      "expert",
      "stock_line",
      "volunteer",
      "volunteer_step_event",
      "expert_shift",
      "incident",
      "dispatch",
    ]) {
      const ratio = (full.get(table) ?? 0) / (once.get(table) ?? 1);
      expect([table, ratio > 1.85 && ratio < 2.15]).toEqual([table, true]);
    }
    expect(full.get("division")).toBe(once.get("division"));
    expect(full.get("agreement")).toBe(once.get("agreement"));
  });

  test("plans every table within a tenth of what comes", () => {
    const plan = seedPlan({ ...DEFAULT_SEED_OPTIONS });
    expect(plan.map(({ table }) => table).toSorted()).toEqual([...full.keys()].toSorted());
    const off = plan.filter(({ table, rows }) => Math.abs(rows / (full.get(table) ?? 0) - 1) > 0.1);
    expect(off).toEqual([]);
  });

  test("refuses a scale, a seed and a day that are none", () => {
    const first = (options: Partial<SeedOptions>) => () =>
      seedRows({ ...DEFAULT_SEED_OPTIONS, ...options }).next();
    expect(first({ scale: 0 })).toThrow("scale must be above 0 and at most 1000, but got: 0");
    expect(first({ seed: 1.5 })).toThrow("seed must be an integer, but got: 1.5");
    expect(first({ today: "1 May" })).toThrow("today must be a day, YYYY-MM-DD, but got: 1 May");
  });
});
