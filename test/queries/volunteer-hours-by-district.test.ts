import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { told } from "../dataset/suppression-model.js";
import { describeEachEngine } from "../support/engines.js";
import { asCells, openSavedQuery, type SavedQueryHarness, sorted } from "./saved-query.js";

interface Answer {
  volunteerAggregate: { totalCount: number; suppressedGroups: number };
}

/** Averages as the graph gives them: to a millionth, halves up. */
const millionth = (value: number) => Math.floor(value * 1e6 + 0.5) / 1e6;

/** A mean as an analyst is told it: of fewer than fifty people in one digit. */
const meanTold = (mean: number, n: number) => Number(mean.toPrecision(n < 50 ? 1 : 2));

describeEachEngine("volunteer hours by district", (engine) => {
  let query: SavedQueryHarness;
  beforeAll(async () => {
    query = await openSavedQuery(engine, "volunteer-hours-by-district");
  }, 120_000);
  afterAll(() => query.close());

  async function plainly(where = "") {
    const rows = await query.rows<{ code: string | null; n: number; hours: number }>(`
      select v.county_code as code, count(*) as n, sum(v.service_hours) as hours
      from volunteer as v ${where} group by v.county_code
      order by hours desc, v.county_code`);
    return rows.map(({ code, n, hours }) => {
      return { code, n: Number(n), hours: millionth(hours), mean: millionth(hours / Number(n)) };
    });
  }
  const picked = (table: readonly Record<string, string>[]) =>
    table.map((row) => ({
      code: row["key.division.code"],
      n: row["count"],
      hours: row["sum.serviceHours"],
      mean: row["avg.serviceHours"],
    }));

  test("agree with SQL, most hours first", async () => {
    const expected = await plainly();
    expect(expected.length).toBeGreaterThan(100);
    expect(picked(await query.table())).toEqual(asCells(expected));
    const shanghai = await plainly("where v.province_code = '31'");
    expect(shanghai.filter(({ code }) => code !== null)).toHaveLength(16);
    expect(picked(await query.table({ division: "31" }))).toEqual(asCells(shanghai));
  });

  test("leave out groups of fewer than five for an analyst, and those that would give them away", async () => {
    const expected = await plainly();
    const { data, codes } = await query.ask<Answer>({}, "analyst");
    expect(codes).toEqual([]);
    const table = picked(await query.table({}, "analyst"));
    const seen = new Set(table.map(({ code }) => code));
    const shown = expected.filter(({ code }) => seen.has(code ?? ""));
    const coarse = shown.map(({ code, n, mean }) => {
      const hours = millionth(meanTold(mean, n) * told(n));
      return { code, n: told(n), hours, mean: meanTold(mean, n) };
    });
    expect(sorted(table)).toEqual(sorted(asCells(coarse)));
    const hours = table.map((row) => Number(row.hours));
    expect(hours).toEqual(hours.toSorted((a, b) => b - a));
    expect(shown.every(({ n }) => n >= 5)).toBe(true);
    expect(data.volunteerAggregate).toMatchObject({
      totalCount: shown.length,
      suppressedGroups: told(expected.length - shown.length),
    });
    // A prefecture's total less its visible counties is never one county, nor fewer than five people.
    const hidden = Map.groupBy(
      expected.filter(({ code }) => !seen.has(code ?? "")),
      ({ code }) => code?.slice(0, 4),
    );
    for (const groups of hidden.values()) {
      expect(groups.length).toBeGreaterThan(1);
      expect(groups.reduce((sum, { n }) => sum + n, 0)).toBeGreaterThanOrEqual(5);
    }
    expect((await query.ask({}, "anonymous")).codes).toEqual(["FORBIDDEN_FIELD"]);
  });
});
