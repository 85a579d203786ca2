import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { referenceSubgraph } from "../../../src/subgraphs/reference/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";

const unit = (code: string, dimension: string, baseCode: string, toBase: number) => ({
  code,
  name: code,
  nameEn: code.toLowerCase(),
  dimension,
  baseCode,
  toBase,
});

describeEachEngine("units", (engine) => {
  let graph: SubgraphHarness;

  beforeAll(async () => {
    graph = await openSubgraph(referenceSubgraph, engine);
    await graph.insert("unit", [
      unit("KG", "MASS", "KG", 1),
      unit("G", "MASS", "KG", 0.001),
      unit("T", "MASS", "KG", 1000),
      unit("L", "VOLUME", "L", 1),
      unit("BOX", "COUNT", "BOX", 1),
      unit("EACH", "COUNT", "EACH", 1),
    ]);
  });
  afterAll(() => graph.close());

  const convert = (value: number, from: string, to: string) =>
    graph.run("query Q($v: Float!, $f: ID!, $t: ID!) { convert(value: $v, from: $f, to: $t) }", {
      variables: { v: value, f: from, t: to },
      role: "anonymous",
    });

  test("are open to everybody, with their base", async () => {
    const answer = await graph.run(
      "{ units(where: { dimension: { eq: MASS } }) { totalCount nodes { code name nameEn dimension baseCode toBase base { code } } } }",
      { role: "anonymous" },
    );
    const base = { code: "KG" };
    expect(answer).toEqual({
      data: {
        units: {
          totalCount: 3,
          nodes: [
            { ...unit("G", "MASS", "KG", 0.001), base },
            { ...unit("KG", "MASS", "KG", 1), base },
            { ...unit("T", "MASS", "KG", 1000), base },
          ],
        },
      },
    });
    expect(graph.statements).toHaveLength(3);
  });

  test.each([
    [2.5, "T", "KG", 2500],
    [1, "G", "T", 0.000001],
    [0.3, "KG", "G", 300],
    [1.1, "T", "G", 1_100_000],
    [-7, "KG", "T", -0.007],
    [0, "G", "T", 0],
    [0.1 + 0.2, "L", "L", 0.1 + 0.2],
  ])("turn %d %s into %s without noise", async (value, from, to, expected) => {
    expect(await convert(value, from, to)).toEqual({ data: { convert: expected } });
    expect(graph.statements).toHaveLength(1);
  });

  test.each([
    ["KG", "L", "one measures MASS, the other VOLUME."],
    ["BOX", "EACH", "there is no fixed number of one in the other."],
  ])("refuse to turn %s into %s", async (from, to, reason) => {
    const { data, errors } = await convert(1, from, to);
    expect(data).toEqual({ convert: null });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: "UNITS_UNLIKE", from, to }]);
    expect(errors?.[0]?.message).toContain(reason);
  });

  test("answer an unknown unit on either side with NOT_FOUND", async () => {
    for (const [from, to] of [
      ["KG", "STONE"],
      ["STONE", "KG"],
    ] as const) {
      const { data, errors } = await convert(1, from, to);
      expect(data).toEqual({ convert: null });
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        { code: "NOT_FOUND", type: "Unit", key: "code", value: "STONE" },
      ]);
    }
  });

  test("refuse what no number can hold", async () => {
    const { data, errors } = await convert(1e308, "T", "KG");
    expect(data).toEqual({ convert: null });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["QUANTITY_TOO_LARGE"]);
  });
});
