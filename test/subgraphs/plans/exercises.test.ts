import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Role } from "../../../src/policy/caller.js";
import { plansSubgraph } from "../../../src/subgraphs/plans/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { dayFromNow, insertPlans } from "./plan-rows.js";

describeEachEngine("exercises", (engine) => {
  let plans: SubgraphHarness;
  beforeAll(async () => {
    plans = await openSubgraph(plansSubgraph, engine);
    await insertPlans(plans);
  });
  afterAll(() => plans.close());

  test("are listed by their day, with their plan, in one statement for each level", async () => {
    const answer = await plans.run("{ exercises { nodes { id heldOn participants plan { id } } } }");
    expect(answer).toEqual({
      data: {
        exercises: {
          nodes: [
            { id: "xr1", heldOn: dayFromNow(-500), participants: 120, plan: { id: "pl1" } },
            { id: "xr3", heldOn: dayFromNow(-420), participants: 20, plan: { id: "pl2" } },
            { id: "xr2", heldOn: dayFromNow(-30), participants: 20, plan: { id: "pl1" } },
          ],
        },
      },
    });
    expect(plans.statements).toHaveLength(2);
  });

  test.each([
    ["{ plan: { some: { kind: { eq: OVERALL } } } }", ["xr1", "xr2"]],
    ['{ plan: { some: { exercises: { none: { heldOn: { within: "-P12M" } } } } } }', ["xr3"]],
    ["{ score: { gte: 90 } }", ["xr2"]],
    ["{ participants: { gt: 100 } }", ["xr1"]],
    ['{ division: { within: "310104" } }', []],
  ])("the filter %s holds for what it gives", async (where, ids) => {
    const answer = await plans.run(`{ exercises(where: ${where}) { nodes { id } } }`);
    expect(answer).toEqual({ data: { exercises: { nodes: ids.map((id) => ({ id })) } } });
  });

  test("are counted in groups by what their plan is", async () => {
    const answer = await plans.run(`{
      exerciseAggregate(groupBy: [{ planKind: true }]) {
        nodes { key { planKind } count sum { participants } median { score } max { heldOn } }
      }
      byPlan: exerciseAggregate(groupBy: [{ plan: true }, { planLevel: true }, { eventClass: true }]) {
        nodes { key { plan { title } planLevel eventClass } count }
      }
    }`);
    expect(answer).toEqual({
      data: {
        exerciseAggregate: {
          nodes: [
            {
              key: { planKind: "OVERALL" },
              count: 2,
              sum: { participants: 140 },
              median: { score: 85.75 },
              max: { heldOn: dayFromNow(-30) },
            },
            {
              key: { planKind: "SPECIAL" },
              count: 1,
              sum: { participants: 20 },
              median: { score: null },
              max: { heldOn: dayFromNow(-420) },
            },
          ],
        },
        byPlan: {
          nodes: [
            { key: { plan: { title: "示例:预案 pl1" }, planLevel: "MUNICIPAL", eventClass: null }, count: 2 },
            {
              key: { plan: { title: "示例:预案 pl2" }, planLevel: "DISTRICT", eventClass: "ACCIDENT" },
              count: 1,
            },
          ],
        },
      },
    });
  });

  const QUERY = `{
    plan(id: "pl1") { title exercises(last: 1) { nodes { kind heldOn participants score findings } } }
  }`;
  const OPEN = { kind: "TABLETOP", heldOn: dayFromNow(-30), participants: 20 };
  const answered = (exercise: object) => ({
    plan: { title: "示例:预案 pl1", exercises: { nodes: [{ ...OPEN, ...exercise }] } },
  });

  test("show an analyst their score and what they found wrong", async () => {
    const { data, errors } = await plans.run(QUERY, { role: "analyst" });
    expect(errors).toBeUndefined();
    expect(data).toEqual(answered({ score: 91.5, findings: "问题 xr2" }));
  });

  test("do not even read them for who has no token", async () => {
    const { data, errors } = await plans.run(QUERY, { role: "anonymous" });
    expect(data).toEqual(answered({ score: null, findings: null }));
    expect(errors?.map(({ extensions }) => [extensions["code"], extensions["field"]]).sort()).toEqual([
      ["FORBIDDEN_FIELD", "Exercise.findings"],
      ["FORBIDDEN_FIELD", "Exercise.score"],
    ]);
    expect(plans.statements.join()).not.toMatch(/score|findings/);
  });

  test.each([
    "exercises(where: { score: { lt: 60 } }) { totalCount }",
    'exercises(where: { not: { findings: { contains: "联络" } } }) { totalCount }',
    "exercises(orderBy: [{ score: ASC }]) { nodes { id } }",
    "plans(where: { exercises: { some: { score: { lt: 60 } } } }) { totalCount }",
    "exercises(where: { plan: { some: { exercises: { some: { findings: { isNull: false } } } } } }) { totalCount }",
    "exerciseAggregate(having: { avg: { score: { lt: 60 } } }) { nodes { count } }",
    "exerciseAggregate(orderBy: [{ median: { score: ASC } }]) { nodes { count } }",
  ])("are not told apart by them either: %s", async (field) => {
    const codes = async (role: Role) =>
      ((await plans.run(`{ ${field} }`, { role })).errors ?? []).map(({ extensions }) => extensions["code"]);
    expect(await codes("anonymous")).toEqual(["FORBIDDEN_FIELD"]);
    expect(await codes("analyst")).toEqual([]);
  });
});
