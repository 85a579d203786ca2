import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { plansSubgraph } from "../../../src/subgraphs/plans/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { dayFromNow, insertPlans } from "./plan-rows.js";

describeEachEngine("plans", (engine) => {
  let plans: SubgraphHarness;
  beforeAll(async () => {
    plans = await openSubgraph(plansSubgraph, engine);
    await insertPlans(plans);
  });
  afterAll(() => plans.close());

  test("one plan is read whole in one statement, its last exercise included", async () => {
    const answer = await plans.run(`{
      plan(id: "pl2") {
        id code title titleEn kind eventClass level structured status version effectiveOn revisedOn reviewDueOn
        lastExercisedOn ownerAgency { id } division { code } provenance { source synthetic qualityNote }
      }
    }`);
    expect(answer).toEqual({
      data: {
        plan: {
          id: "pl2",
          code: "RG-PLN-pl2",
          title: "示例:预案 pl2",
          titleEn: "Sample: plan pl2",
          kind: "SPECIAL",
          eventClass: "ACCIDENT",
          level: "DISTRICT",
          structured: true,
          status: "IN_FORCE",
          version: "2024.1",
          effectiveOn: "2024-01-01",
          revisedOn: null,
          reviewDueOn: "2026-12-31",
          lastExercisedOn: dayFromNow(-420),
          ownerAgency: { id: "ag1" },
          division: { code: "310115" },
          provenance: { source: "test", synthetic: true, qualityNote: null },
        },
      },
    });
    expect(plans.statements).toHaveLength(1);
  });

  test("exercises are not looked at for whoever does not ask", async () => {
    await plans.run("{ plans { nodes { title } } }");
    expect(plans.statements.join()).not.toContain("exercise");
  });

  test.each([
    ['{ exercises: { none: { heldOn: { within: "-P12M" } } } }', ["pl2", "pl3", "pl4"]],
    [
      '{ exercises: { none: { heldOn: { within: "-P12M" } } }, status: { in: [IN_FORCE, UNDER_REVISION] } }',
      ["pl2", "pl3"],
    ],
    ['{ exercises: { none: { heldOn: { within: "-P24M" } } } }', ["pl3", "pl4"]],
    ["{ exercises: { none: {} } }", ["pl3", "pl4"]],
    ["{ exercises: { some: { kind: { eq: FIELD } } } }", ["pl1"]],
    ["{ lastExercisedOn: { isNull: true } }", ["pl3", "pl4"]],
    ['{ lastExercisedOn: { within: "-P12M" } }', ["pl1"]],
    ["{ links: { some: { kind: { eq: NEIGHBOUR } } } }", ["pl3"]],
    ['{ division: { within: "3101" }, kind: { eq: SPECIAL } }', ["pl2", "pl3"]],
    ['{ ownerAgency: { id: { eq: "ag2" } } }', ["pl3"]],
    ["{ structured: { eq: true } }", ["pl2"]],
    ['{ reviewDueOn: { lt: "2027-01-01" } }', ["pl1", "pl2", "pl3"]],
    ['{ title: { contains: "PL４" } }', ["pl4"]],
  ])("the filter %s holds for what it gives", async (where, ids) => {
    const answer = await plans.run(`{ plans(where: ${where}) { totalCount nodes { id } } }`);
    expect(answer).toEqual({
      data: { plans: { totalCount: ids.length, nodes: ids.map((id) => ({ id })) } },
    });
    expect(plans.statements).toHaveLength(2);
  });

  test("are ordered by their last exercise, and paged by it, those without one where asked", async () => {
    const page = async (args: string) => {
      const { data } = await plans.run(
        `{ plans(orderBy: [{ lastExercisedOn: ASC_NULLS_FIRST }], ${args}) { nodes { id } pageInfo { endCursor } } }`,
      );
      return (data as { plans: { nodes: { id: string }[]; pageInfo: { endCursor: string } } }).plans;
    };
    const first = await page("first: 3");
    expect(first.nodes.map(({ id }) => id)).toEqual(["pl3", "pl4", "pl2"]);
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(second.nodes.map(({ id }) => id)).toEqual(["pl1"]);
  });

  test("lead up, down and aside, one statement for each level", async () => {
    const answer = await plans.run(`{
      plans {
        nodes {
          id
          parent { id }
          children(first: 5) { nodes { id } }
          links { nodes { kind agreedOn linkedPlan { title } } }
          linkedFrom { nodes { plan { id } } }
          exercises { nodes { id } }
        }
      }
    }`);
    expect((answer.data as { plans: { nodes: object[] } }).plans.nodes.slice(0, 2)).toEqual([
      {
        id: "pl1",
        parent: null,
        children: { nodes: [{ id: "pl2" }, { id: "pl3" }] },
        links: { nodes: [] },
        linkedFrom: { nodes: [{ plan: { id: "pl2" } }] },
        exercises: { nodes: [{ id: "xr1" }, { id: "xr2" }] },
      },
      {
        id: "pl2",
        parent: { id: "pl1" },
        children: { nodes: [] },
        links: {
          nodes: [{ kind: "HIERARCHY", agreedOn: "2025-05-01", linkedPlan: { title: "示例:预案 pl1" } }],
        },
        linkedFrom: { nodes: [{ plan: { id: "pl3" } }] },
        exercises: { nodes: [{ id: "xr3" }] },
      },
    ]);
    // Plans; their parents, children, links both ways and exercises; the plans of the links, each way.
    expect(plans.statements).toHaveLength(8);
  });

  test("divisions and agencies lead to their plans, one statement for all of them", async () => {
    const answer = await plans.run(`{
      _entities(representations: [
        { __typename: "Division", code: "31" }
        { __typename: "Division", code: "310115" }
        { __typename: "Agency", id: "ag2" }
        { __typename: "Agency", id: "ag9" }
      ]) {
        ... on Division { plans(where: { status: { ne: DRAFT } }) { nodes { id } } }
        ... on Agency { plans(orderBy: [{ code: DESC }]) { nodes { id } } }
      }
    }`);
    const ids = (...of: string[]) => ({ plans: { nodes: of.map((id) => ({ id })) } });
    expect(answer).toEqual({
      data: { _entities: [ids("pl1", "pl2", "pl3"), ids("pl2"), ids("pl3"), ids()] },
    });
    expect(plans.statements).toHaveLength(2);
  });

  test("are counted in groups, by agency and by the month of their last exercise", async () => {
    const answer = await plans.run(`{
      byKind: planAggregate(groupBy: [{ kind: true }], orderBy: [{ count: DESC }]) {
        nodes { key { kind } count max { lastExercisedOn } }
      }
      byAgency: planAggregate(where: { status: { ne: DRAFT } }, groupBy: [{ ownerAgency: true }]) {
        nodes { key { ownerAgency { id } } count }
      }
      byYear: planAggregate(groupBy: [{ lastExercisedOn: { by: YEAR } }]) { totalCount }
    }`);
    expect(answer).toEqual({
      data: {
        byKind: {
          nodes: [
            { key: { kind: "SPECIAL" }, count: 2, max: { lastExercisedOn: dayFromNow(-420) } },
            { key: { kind: "INFRASTRUCTURE" }, count: 1, max: { lastExercisedOn: null } },
            { key: { kind: "OVERALL" }, count: 1, max: { lastExercisedOn: dayFromNow(-30) } },
          ],
        },
        byAgency: {
          nodes: [
            { key: { ownerAgency: { id: "ag1" } }, count: 2 },
            { key: { ownerAgency: { id: "ag2" } }, count: 1 },
          ],
        },
        byYear: {
          totalCount: new Set([dayFromNow(-420).slice(0, 4), dayFromNow(-30).slice(0, 4), ""]).size,
        },
      },
    });
    expect(plans.statements).toHaveLength(3);
  });

  test.each([
    [
      "BAD_DURATION",
      '{ plans(where: { exercises: { none: { heldOn: { within: "12 months" } } } }) { totalCount } }',
    ],
    ["BAD_DAY", '{ plans(where: { reviewDueOn: { lt: "2026-02-30" } }) { totalCount } }'],
    ["BAD_FILTER", "{ plans(where: { exercises: { none: { heldOn: { within: null } } } }) { totalCount } }"],
    ["BAD_ORDER", "{ plans(orderBy: [{ code: ASC, title: ASC }]) { totalCount nodes { id } } }"],
    ["BAD_GROUP_BY", "{ planAggregate(groupBy: [{ kind: true }, { kind: true }]) { totalCount } }"],
    ["BAD_PAGE_SIZE", "{ plans(first: 501) { nodes { id } } }"],
    ["NOT_FOUND", '{ plan(id: "pl999") { title } }'],
    ["NOT_FOUND", '{ exercise(id: "pl1") { heldOn } }'],
  ])("a bad question is refused with %s: %s", async (code, query) => {
    const { errors } = await plans.run(query);
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual([code]);
  });

  test("a plan that is referred to and does not exist is null", async () => {
    const answer = await plans.run(`{
      _entities(representations: [{ __typename: "Plan", id: "pl999" }, { __typename: "Exercise", id: "xr1" }]) {
        ... on Plan { title } ... on Exercise { kind }
      }
    }`);
    expect(answer).toEqual({ data: { _entities: [null, { kind: "FIELD" }] } });
  });
});
