import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { suppliesSubgraph } from "../../src/subgraphs/supplies/subgraph.js";
import { insertSupplies } from "../subgraphs/supplies/supplies-rows.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";

const MIXED = { code: "UNITS_MIXED" };

describeEachEngine("amounts of stock", (engine) => {
  let supplies: SubgraphHarness;
  beforeAll(async () => {
    supplies = await openSubgraph(suppliesSubgraph, engine);
    await insertSupplies(supplies);
  });
  afterAll(() => supplies.close());

  const ask = (args: string, selection: string, role: "analyst" | "anonymous" = "analyst") =>
    supplies.run(`{ stockLineAggregate${args} { nodes { ${selection} } } }`, { role });

  test("are added up by item, in the item's base unit; not for an item whose unit is not known", async () => {
    const { data, errors } = await ask(
      "(groupBy: [{ item: true }])",
      "key { item { code name } } count baseUnit { code } sum { baseQuantity available reserved }",
    );
    const nothing = { baseQuantity: null, available: null, reserved: null };
    expect(data).toEqual({
      stockLineAggregate: {
        nodes: [
          {
            key: { item: { code: "blanket", name: "毛毯" } },
            count: 1,
            baseUnit: { code: "PIECE" },
            sum: { baseQuantity: 120, available: -30.1, reserved: 150 },
          },
          {
            key: { item: { code: "quilt", name: "棉被" } },
            count: 2,
            baseUnit: { code: "PIECE" },
            sum: { baseQuantity: 340, available: 319.6, reserved: 20.2 },
          },
          {
            key: { item: { code: "tent", name: "帐篷" } },
            count: 1,
            baseUnit: { code: "TENT" },
            sum: { baseQuantity: 20, available: 19.9, reserved: 0 },
          },
          { key: { item: null }, count: 1, baseUnit: null, sum: nothing },
        ],
      },
    });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { ...MIXED, field: "sum.baseQuantity" },
      { ...MIXED, field: "sum.available" },
      { ...MIXED, field: "sum.reserved" },
    ]);
    // The groups, and the names of their items.
    expect(supplies.statements).toHaveLength(2);
  });

  test("of several items are given where they share a unit, and refused once where they do not", async () => {
    const { data, errors } = await ask(
      "(groupBy: [{ depot: true }, { depotTier: true }])",
      "key { depotTier } baseUnit { code } sum { baseQuantity } median { baseQuantity } max { baseQuantity countedAt }",
    );
    const at = "2026-10-30T08:00:00.000Z";
    expect(data).toEqual({
      stockLineAggregate: {
        nodes: [
          {
            key: { depotTier: "CITY" },
            baseUnit: { code: "PIECE" },
            sum: { baseQuantity: 460 },
            median: { baseQuantity: 120 },
            max: { baseQuantity: 300, countedAt: at },
          },
          {
            key: { depotTier: "DISTRICT" },
            baseUnit: { code: "TENT" },
            sum: { baseQuantity: 20 },
            median: { baseQuantity: 20 },
            max: { baseQuantity: 20, countedAt: at },
          },
          {
            key: { depotTier: "DISTRICT" },
            baseUnit: null,
            sum: { baseQuantity: null },
            median: { baseQuantity: null },
            max: { baseQuantity: null, countedAt: at },
          },
        ],
      },
    });
    expect(errors?.map(({ extensions }) => extensions["field"])).toEqual([
      "sum.baseQuantity",
      "median.baseQuantity",
      "max.baseQuantity",
    ]);
  });

  test("of everything are refused, and given when a filter leaves like units", async () => {
    const all = await ask("", "count countDistinct { item depot } sum { baseQuantity }");
    expect(all.data).toEqual({
      stockLineAggregate: {
        nodes: [{ count: 5, countDistinct: { item: 4, depot: 3 }, sum: { baseQuantity: null } }],
      },
    });
    expect(all.errors?.map(({ extensions }) => extensions)).toEqual([
      { ...MIXED, field: "sum.baseQuantity" },
    ]);
    const like = await ask('(where: { itemCode: { in: ["quilt", "blanket"] } })', "sum { baseQuantity }");
    expect(like).toEqual({ data: { stockLineAggregate: { nodes: [{ sum: { baseQuantity: 460 } }] } } });
    const none = await ask(
      '(where: { itemCode: { eq: "none" } })',
      "count baseUnit { code } sum { baseQuantity }",
    );
    expect(none).toEqual({
      data: { stockLineAggregate: { nodes: [{ count: 0, baseUnit: null, sum: { baseQuantity: null } }] } },
    });
  });

  test("in unlike units meet no condition and are ordered as missing", async () => {
    const wanted = await ask(
      "(groupBy: [{ division: { level: COUNTY } }], having: { sum: { baseQuantity: { gt: 0 } } })",
      "key { division { code } } count",
    );
    expect(wanted).toEqual({ data: { stockLineAggregate: { nodes: [] } } });
    const ordered = await ask(
      "(groupBy: [{ depot: true }], orderBy: [{ sum: { baseQuantity: ASC_NULLS_FIRST } }])",
      "key { depot { id } }",
    );
    expect(ordered.data).toEqual({
      stockLineAggregate: { nodes: ["dp3", "dp2", "dp1"].map((id) => ({ key: { depot: { id } } })) },
    });
  });

  test("are compared with each other where units are like, and with nothing else", async () => {
    const compare = (left: string, right: string) =>
      `(groupBy: [{ depot: true }], having: { compare: [{ left: ${left}, is: GTE, right: ${right} }] })`;
    const { data, errors } = await ask(
      compare("{ sum: { baseQuantity: true } }", "{ max: { baseQuantity: true } }"),
      "key { depot { id } }",
    );
    expect(errors).toBeUndefined();
    // The lines of dp3 have no unit in common.
    expect(data).toEqual({
      stockLineAggregate: { nodes: ["dp1", "dp2"].map((id) => ({ key: { depot: { id } } })) },
    });
    for (const other of ["{ count: true }", "{ max: { expiresOn: true } }"]) {
      const refused = await ask(compare("{ sum: { baseQuantity: true } }", other), "count");
      expect(refused.errors?.map(({ extensions }) => extensions["code"])).toEqual(["BAD_FILTER"]);
    }
  });

  test("stay closed where the amounts of single lines are, in every part of the question", async () => {
    const counted = "(groupBy: [{ category: true }])";
    const selection = "key { category { id } } count sum { baseQuantity }";
    const { data, errors } = await ask(counted, selection, "anonymous");
    expect(data).toEqual({
      stockLineAggregate: {
        nodes: [
          { key: { category: { id: "CLASS13:05" } }, count: 4, sum: { baseQuantity: null } },
          { key: { category: null }, count: 1, sum: { baseQuantity: null } },
        ],
      },
    });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["FORBIDDEN_FIELD"]);
    expect(supplies.statements.join()).not.toContain("base_quantity");
    for (const refused of [
      "having: { sum: { baseQuantity: { gt: 1 } } }",
      "having: { avg: { minimum: { gt: 1 } } }",
      "orderBy: [{ median: { available: DESC } }]",
      "orderBy: [{ max: { reserved: DESC } }]",
    ]) {
      const answer = await ask(`(${refused})`, "count", "anonymous");
      expect([answer.data, answer.errors?.map(({ extensions }) => extensions["code"])]).toEqual([
        { stockLineAggregate: null },
        ["FORBIDDEN_FIELD"],
      ]);
      expect(supplies.statements).toEqual([]);
    }
  });
});
