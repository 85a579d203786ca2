import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { deltaSubgraph } from "../../../src/subgraphs/delta/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertDelta } from "./delta-rows.js";

describeEachEngine("what partners share", (engine) => {
  let delta: SubgraphHarness;
  beforeAll(async () => {
    delta = await openSubgraph(deltaSubgraph, engine);
    await insertDelta(delta);
  });
  afterAll(() => delta.close());

  test("comes each once, by the first agreement, one statement for each level", async () => {
    const answer = await delta.run(`{
      partners { nodes { code teams { totalCount nodes { id } edges { since node { id } agreement { title } } } } }
    }`);
    const edge = (id: string, since: string, title: string) => ({
      since,
      node: { id },
      agreement: { title },
    });
    expect(answer).toEqual({
      data: {
        partners: {
          nodes: [
            { code: "js", teams: { totalCount: 0, nodes: [], edges: [] } },
            {
              code: "zj",
              teams: {
                totalCount: 3,
                nodes: [{ id: "tm1" }, { id: "tm2" }, { id: "tm3" }],
                edges: [
                  edge("tm1", "2024-01-03", "区域协议"),
                  edge("tm2", "2024-01-01", "区域协议"),
                  edge("tm3", "2024-01-04", "区域协议"),
                ],
              },
            },
            {
              code: "jinshan-pinghu",
              teams: {
                totalCount: 1,
                nodes: [{ id: "tm2" }],
                edges: [edge("tm2", "2024-01-06", "县区协议")],
              },
            },
            { code: "seven-city-supplies", teams: { totalCount: 0, nodes: [], edges: [] } },
          ],
        },
      },
    });
    // Partners, what they share, how much that is, the agreements.
    expect(delta.statements).toHaveLength(4);
  });

  test("is paged from both ends", async () => {
    const page = async (args: string) => {
      const answer = await delta.run(`{ partner(id: "pn2") { teams(${args}) {
        nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
      } } }`);
      return (
        answer.data as { partner: { teams: { nodes: { id: string }[]; pageInfo: { endCursor: string } } } }
      ).partner.teams;
    };
    const first = await page("first: 2");
    expect(first).toMatchObject({
      nodes: [{ id: "tm1" }, { id: "tm2" }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const cursor = first.pageInfo.endCursor;
    expect(await page(`first: 2, after: "${cursor}"`)).toMatchObject({
      nodes: [{ id: "tm3" }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect(await page(`last: 2, before: "${cursor}"`)).toMatchObject({
      nodes: [{ id: "tm1" }],
      pageInfo: { hasPreviousPage: false },
    });
  });

  test("has cursors that are good for one dataset of one partner", async () => {
    const answer = await delta.run(`{ partner(id: "pn2") { teams(first: 1) { pageInfo { endCursor } } } }`);
    const { endCursor } = (answer.data as { partner: { teams: { pageInfo: { endCursor: string } } } }).partner
      .teams.pageInfo;
    for (const place of [`partner(id: "pn2") { depots`, `partner(id: "pn3") { teams`]) {
      const refused = await delta.run(`{ ${place}(after: "${endCursor}") { nodes { id } } } }`);
      expect(refused.errors?.map(({ extensions }) => extensions["code"])).toEqual(["CURSOR_MISMATCH"]);
    }
  });

  test("tells of each record all that it is shared under, one statement for each type", async () => {
    const answer = await delta.run(`{
      _entities(representations: [
        { __typename: "Team", id: "tm2" }
        { __typename: "Team", id: "tm9" }
        { __typename: "Depot", id: "dp1" }
        { __typename: "Expert", id: "ex1" }
        { __typename: "Depot", id: "tm2" }
      ]) {
        ... on Team { sharedUnder { id } }
        ... on Depot { sharedUnder { id } }
        ... on Expert { sharedUnder { id } }
      }
    }`);
    expect(answer).toEqual({
      data: {
        _entities: [
          { sharedUnder: [{ id: "gr1" }, { id: "gr2" }, { id: "gr3" }] },
          { sharedUnder: [] },
          { sharedUnder: [{ id: "gr2" }] },
          { sharedUnder: [{ id: "gr1" }] },
          { sharedUnder: [] },
        ],
      },
    });
    expect(delta.statements).toHaveLength(3);
  });

  const EXPERTS = `{
    partner(id: "pn2") { name experts { nodes { id } } }
    _entities(representations: [{ __typename: "Expert", id: "ex1" }]) { ... on Expert { sharedUnder { id } } }
  }`;

  test("counts experts in fives for an analyst, as everywhere", async () => {
    const count = '{ partner(id: "pn2") { experts { totalCount } } }';
    const of = (totalCount: number) => ({ data: { partner: { experts: { totalCount } } } });
    expect(await delta.run(count, { role: "analyst" })).toEqual(of(5));
    expect(await delta.run(count, { role: "steward" })).toEqual(of(1));
  });

  test("of experts is open to an analyst", async () => {
    expect(await delta.run(EXPERTS, { role: "analyst" })).toEqual({
      data: {
        partner: { name: "浙江省", experts: { nodes: [{ id: "ex1" }] } },
        _entities: [{ sharedUnder: [{ id: "gr1" }] }],
      },
    });
  });

  test("of experts is not open to everybody, and is not even read", async () => {
    const { data, errors } = await delta.run(EXPERTS, { role: "anonymous" });
    expect(data).toEqual({ partner: { name: "浙江省", experts: null }, _entities: [{ sharedUnder: null }] });
    expect(errors?.map(({ extensions }) => [extensions["code"], extensions["field"]]).sort()).toEqual([
      ["FORBIDDEN_FIELD", "Expert.sharedUnder"],
      ["FORBIDDEN_FIELD", "Partner.experts"],
    ]);
    expect(delta.statements.join()).not.toContain("shared_record");
  });
});
