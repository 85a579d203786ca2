import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeEachEngine } from "../support/engines.js";
import { asCells, openSavedQuery, type SavedQueryHarness } from "./saved-query.js";

/** Items by depot, all batches together. */
const PAIRS = `
  select d.tier as tier, s.depot_id as depot, s.item_code as item, count(*) as batches,
    i.base_unit_code as unit, sum(s.base_quantity) as held, max(s.minimum) as wanted
  from stock_line as s join depot as d on d.id = s.depot_id join item as i on i.code = s.item_code`;

describeEachEngine("stock under its minimum", (engine) => {
  let query: SavedQueryHarness;
  beforeAll(async () => {
    query = await openSavedQuery(engine, "stock-under-minimum");
  }, 120_000);
  afterAll(() => query.close());

  async function plainly(where = "") {
    const rows = await query.rows<{ held: number; wanted: number; tier: string | null }>(`
      ${PAIRS} ${where} group by d.tier, s.depot_id, s.item_code, i.base_unit_code
      having sum(s.base_quantity) < max(s.minimum)
      order by d.tier is null, d.tier, s.depot_id, s.item_code`);
    return rows.map((row) => ({ ...row, held: Math.round(row.held * 1e6) / 1e6 }));
  }

  const picked = (table: readonly Record<string, string>[]) =>
    table.map((row) => ({
      tier: row["key.depotTier"],
      depot: row["key.depot.id"],
      item: row["key.item.code"],
      batches: row["batches"],
      unit: row["baseUnit.code"],
      held: row["held.baseQuantity"],
      wanted: row["wanted.minimum"],
    }));

  test("agrees with SQL, by tier, depot and item, whole or narrowed", async () => {
    const all = await plainly();
    expect(all.length).toBeGreaterThan(200);
    expect(new Set(all.map(({ tier }) => tier))).toEqual(new Set(["CITY", "DISTRICT", "TOWN", null]));
    expect(picked(await query.table({}, "analyst"))).toEqual(asCells(all));
    const narrowed = { tiers: "TOWN", division: "310115" };
    const expected = await plainly("where d.tier = 'TOWN' and d.county_code = '310115'");
    expect(expected.length).toBeGreaterThan(0);
    expect(picked(await query.table(narrowed, "analyst"))).toEqual(asCells(expected));
    const { data, codes } = await query.ask<{ stockLineAggregate: { totalCount: number } }>(
      { tiers: ["TOWN"], division: "310115" },
      "analyst",
    );
    expect([data.stockLineAggregate.totalCount, codes]).toEqual([expected.length, []]);
  });

  test("is what the condition belowMinimum finds, on lines, depots and items", async () => {
    const under = await query.rows<{ id: string }>(`
      select s.id as id from stock_line as s join (
        select depot_id, item_code from stock_line group by depot_id, item_code
        having sum(base_quantity) < max(minimum)
      ) as p on p.depot_id = s.depot_id and p.item_code = s.item_code`);
    const [{ n: lines } = { n: 0 }] = await query.rows<{ n: number }>("select count(*) as n from stock_line");
    const count = (await query.graph.ask(`{
      short: stockLines(where: { belowMinimum: true }) { totalCount }
      enough: stockLines(where: { belowMinimum: false }) { totalCount }
      alsoEnough: stockLines(where: { not: { belowMinimum: true } }) { totalCount }
      depots(where: { stock: { some: { belowMinimum: true } } }) { totalCount }
      items(where: { stock: { some: { belowMinimum: true, depot: { tier: { eq: CITY } } } } }) { totalCount }
      stockLineAggregate(where: { belowMinimum: true }) { nodes { count countDistinct { depot } } }
    }`)) as Record<string, { totalCount: number }> & {
      stockLineAggregate: { nodes: [{ count: number; countDistinct: { depot: number } }] };
    };
    expect(under.length).toBeGreaterThan(200);
    const rest = Number(lines) - under.length;
    expect([count["short"], count["enough"], count["alsoEnough"]]).toEqual(
      [under.length, rest, rest].map((totalCount) => ({ totalCount })),
    );
    const all = await plainly();
    const depots = new Set(all.map((row) => (row as unknown as { depot: string }).depot)).size;
    expect(count["depots"]).toEqual({ totalCount: depots });
    expect(count.stockLineAggregate.nodes).toEqual([
      { count: under.length, countDistinct: { depot: depots } },
    ]);
    const city = all.filter(({ tier }) => tier === "CITY") as unknown as { item: string }[];
    expect(count["items"]).toEqual({ totalCount: new Set(city.map(({ item }) => item)).size });
  });

  test("stays closed to whoever may not read amounts, and so does its condition, wherever it stands", async () => {
    expect((await query.ask({}, "anonymous")).codes).toEqual(["FORBIDDEN_FIELD"]);
    const response = await query.export({}, "anonymous");
    expect(response.status).toBe(403);
    for (const asked of [
      "stockLines(where: { belowMinimum: true }) { totalCount }",
      "stockLines(where: { not: { belowMinimum: false } }) { totalCount }",
      "depots(where: { stock: { none: { belowMinimum: true } } }) { totalCount }",
      "items(where: { stock: { some: { belowMinimum: true } } }) { totalCount }",
      "stockLineAggregate(where: { or: [{ belowMinimum: true }] }) { nodes { count } }",
      "stockLineAggregate(having: { compare: [{ left: { count: true }, is: LT, right: { max: { minimum: true } } }] }) { nodes { count } }",
    ]) {
      const answer = await query.graph.post(`{ ${asked} }`, {
        accept: "application/json",
        role: "anonymous",
      });
      const { data, errors } = (await answer.json()) as {
        data: Record<string, unknown>;
        errors: { extensions: { code: string } }[];
      };
      expect([Object.values(data), errors.map(({ extensions }) => extensions.code)]).toEqual([
        [null],
        ["FORBIDDEN_FIELD"],
      ]);
    }
  });
});
