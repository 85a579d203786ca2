import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aviationSubgraph } from "../../../src/subgraphs/aviation/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { grantedCaller, type Rules } from "../../support/granted-caller.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertAviation } from "./aviation-rows.js";

// Three distances from known towns are a place, and minutes less minutes of flight a turnout: what an agreement hides of
// sites and units must not be read from the towns, which no agreement is about.

const MEASURES = ["distanceKm", "minutes", "turnoutMinutes"] as const;

describeEachEngine("how soon help by air is there", (engine) => {
  let aviation: SubgraphHarness;

  beforeAll(async () => {
    aviation = await openSubgraph(aviationSubgraph, engine);
    await insertAviation(aviation);
  });
  afterAll(() => aviation.close());

  /** Of the three measures, those that a partner is given; by whatever way he asks, they are the same. */
  async function given(types: readonly string[], rules: Rules = {}): Promise<readonly string[]> {
    const caller = grantedCaller(types, rules);
    const ask = async (query: string) => {
      const { data, errors } = await aviation.run(`{ x: ${query} }`, { caller });
      return [
        JSON.stringify(data),
        errors?.map(({ extensions }) => [extensions["code"], extensions["field"]]),
      ] as const;
    };
    const [read] = await ask(`airReaches(first: 1) { nodes { ${MEASURES.join(" ")} } }`);
    const told = MEASURES.filter((measure) => !read.includes(`"${measure}":null`));
    for (const measure of MEASURES) {
      const isTold = told.includes(measure);
      const [highest] = await ask(`airReachAggregate { nodes { max { ${measure} } } }`);
      expect([measure, highest.includes("null")]).toEqual([measure, !isTold]);
      const refused = isTold ? undefined : [["FORBIDDEN_FIELD", `AirReach.${measure}`]];
      for (const way of [
        `airReaches(where: { ${measure}: { gt: 1 } }) { totalCount }`,
        `airReaches(orderBy: [{ ${measure}: ASC }]) { nodes { id } }`,
        `airReachAggregate(having: { max: { ${measure}: { gt: 1 } } }) { nodes { count } }`,
        `_keysOf_Division_by_airReach(where: { ${measure}: { gt: 1 } }, atLeast: 1, first: 9)`,
      ]) {
        const [, errors] = await ask(way);
        expect([way, errors]).toEqual([way, refused]);
      }
    }
    return told;
  }

  test("is told to a partner who reads where the sites are and how soon the units leave", async () => {
    expect(await given(["LandingSite", "AirUnit"])).toEqual(MEASURES);
  });

  test.each([
    ["LandingSite.location", { rule: "HIDE", detail: null }, ["turnoutMinutes"]],
    ["LandingSite.location", { rule: "GENERALISE", detail: "GRID" }, ["turnoutMinutes"]],
    ["AirUnit.turnoutMinutes", { rule: "BUCKET", detail: "10" }, ["distanceKm"]],
    ["AirUnit.cruiseKmh", { rule: "BUCKET", detail: "100" }, ["distanceKm", "turnoutMinutes"]],
  ] as const)("where %s has %j is left at %j", async (coordinate, rule, left) => {
    expect(await given(["LandingSite", "AirUnit"], { [coordinate]: rule })).toEqual(left);
  });

  test("is told by no measure to a partner whom neither sites nor units are shared with", async () => {
    expect(await given([])).toEqual([]);
  });
});
