import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeEachEngine } from "../support/engines.js";
import { asCells, openSavedQuery, type SavedQueryHarness } from "./saved-query.js";

const DAY = 86_400_000;
/** The calendar day in Shanghai, some days from now. */
const day = (ahead: number) => new Date(Date.now() + ahead * DAY + DAY / 3).toISOString().slice(0, 10);

describeEachEngine("supplies that expire soon", (engine) => {
  let query: SavedQueryHarness;
  beforeAll(async () => {
    // As many data as plans-not-exercised.test.ts has: they are made once for both.
    query = await openSavedQuery(engine, "supplies-expiring", { today: day(0), scale: 0.5 });
  }, 120_000);
  afterAll(() => query.close());

  async function plainly(days: number, where = "") {
    const rows = await query.rows<{ amount: number }>(`
      select s.depot_id as depot, s.item_code as item, count(*) as batches, min(s.expires_on) as first,
        max(s.expires_on) as last, i.base_unit_code as unit, sum(s.base_quantity) as amount
      from stock_line as s join depot as d on d.id = s.depot_id join item as i on i.code = s.item_code
      where s.expires_on >= '${day(0)}' and s.expires_on <= '${day(days)}' ${where}
      group by s.depot_id, s.item_code, i.base_unit_code
      order by min(s.expires_on), s.depot_id, s.item_code`);
    return rows.map((row) => ({ ...row, amount: Math.round(row.amount * 1e6) / 1e6 }));
  }
  const picked = (table: readonly Record<string, string>[]) =>
    table.map((row) => ({
      depot: row["key.depot.id"],
      item: row["key.item.code"],
      batches: row["batches"],
      first: row["first.expiresOn"],
      last: row["last.expiresOn"],
      unit: row["baseUnit.code"],
      amount: row["sum.baseQuantity"],
    }));

  test("agree with SQL by depot and item, the first to expire first, for 90 days and others", async () => {
    const expected = await plainly(90);
    expect(expected.length).toBeGreaterThan(200);
    expect(picked(await query.table({}, "analyst"))).toEqual(asCells(expected));
    const narrowed = await plainly(30, "and d.province_code = '31'");
    expect(narrowed.length).toBeGreaterThan(0);
    expect(narrowed.length).toBeLessThan(expected.length);
    expect(picked(await query.table({ within: "P30D", division: "31" }, "analyst"))).toEqual(
      asCells(narrowed),
    );
  });

  test("show no amounts to whoever may not read them, and refuse what is no duration", async () => {
    const table = await query.table({}, "anonymous");
    expect(table).toHaveLength((await plainly(90)).length);
    expect(new Set(table.map((row) => row["sum.baseQuantity"]))).toEqual(new Set([""]));
    expect((await query.ask({ within: "90 days" })).codes).toEqual(["BAD_DURATION"]);
  });
});
