import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { deltaSubgraph } from "../../../src/subgraphs/delta/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertDelta } from "./delta-rows.js";

describeEachEngine("agreements", (engine) => {
  let delta: SubgraphHarness;
  beforeAll(async () => {
    delta = await openSubgraph(deltaSubgraph, engine);
    await insertDelta(delta);
  });
  afterAll(() => delta.close());

  test("one agreement tells its parties in order and what it shares", async () => {
    const answer = await delta.run(`{
      agreement(id: "gr1") {
        id title titleEn documentNumber scopeLevel status signedOn validFrom validTo purpose sourceNote synthetic
        parties { role division { code } agency { id } }
        datasets { dataset published }
      }
    }`);
    expect(answer).toEqual({
      data: {
        agreement: {
          id: "gr1",
          title: "区域协议",
          titleEn: "区域协议 (en)",
          documentNumber: "样〔2023〕1号",
          scopeLevel: "REGION",
          status: "IN_FORCE",
          signedOn: null,
          validFrom: "2023-12-01",
          validTo: null,
          purpose: null,
          sourceNote: "样例 / sample",
          synthetic: true,
          parties: [
            { role: "BOTH", division: { code: "31" }, agency: { id: "ag31" } },
            { role: "BOTH", division: { code: "33" }, agency: { id: "ag33" } },
            { role: "BOTH", division: { code: "33" }, agency: { id: "ag34" } },
          ],
          datasets: [
            { dataset: "TEAMS", published: true },
            { dataset: "EXPERTS", published: false },
          ],
        },
      },
    });
    expect(delta.statements).toHaveLength(3);
  });

  test("a party may be an agency without a division", async () => {
    const answer = await delta.run(
      `{ agreement(id: "gr4") { parties { division { code } agency { id } } } }`,
    );
    expect(answer).toEqual({
      data: { agreement: { parties: [{ division: null, agency: { id: "ag31" } }] } },
    });
  });

  test.each([
    ["{ status: { eq: IN_FORCE } }", ["gr1", "gr2"]],
    ["{ status: { in: [ENDED, PROPOSED] }, scopeLevel: { eq: PROVINCE } }", ["gr4"]],
    ['{ id: { eq: "gr3" } }', ["gr3"]],
  ])("the filter %s holds for what it gives", async (where, ids) => {
    const answer = await delta.run(`{ agreements(where: ${where}) { totalCount nodes { id } } }`);
    expect(answer).toEqual({
      data: { agreements: { totalCount: ids.length, nodes: ids.map((id) => ({ id })) } },
    });
  });

  test("the list is paged from both ends", async () => {
    const page = async (args: string) => {
      const answer = await delta.run(`{ agreements(${args}) { edges { cursor node { id } } } }`);
      return (answer.data as { agreements: { edges: { cursor: string; node: { id: string } }[] } }).agreements
        .edges;
    };
    const first = await page("first: 3");
    expect(first.map(({ node }) => node.id)).toEqual(["gr1", "gr2", "gr3"]);
    expect((await page(`after: "${first[2]?.cursor}"`)).map(({ node }) => node.id)).toEqual(["gr4"]);
    expect((await page(`last: 1, before: "${first[2]?.cursor}"`)).map(({ node }) => node.id)).toEqual([
      "gr2",
    ]);
  });

  test("a division has those it is itself a party to, each once", async () => {
    const answer = await delta.run(`{
      _entities(representations: [
        { __typename: "Division", code: "33" }
        { __typename: "Division", code: "330482" }
        { __typename: "Division", code: "34" }
      ]) { ... on Division { agreements { totalCount nodes { id } } } }
    }`);
    expect(answer).toEqual({
      data: {
        _entities: [
          { agreements: { totalCount: 1, nodes: [{ id: "gr1" }] } },
          { agreements: { totalCount: 1, nodes: [{ id: "gr2" }] } },
          { agreements: { totalCount: 0, nodes: [] } },
        ],
      },
    });
    expect(delta.statements).toHaveLength(2);
  });

  test("a partner has those of its division, its members and what lies within them, each once, not those above", async () => {
    const answer = await delta.run(
      `{ partners { nodes { code agreements(first: 2) { totalCount nodes { id } } } } }`,
    );
    expect(answer).toEqual({
      data: {
        partners: {
          nodes: [
            { code: "js", agreements: { totalCount: 0, nodes: [] } },
            { code: "zj", agreements: { totalCount: 3, nodes: [{ id: "gr1" }, { id: "gr2" }] } },
            { code: "jinshan-pinghu", agreements: { totalCount: 1, nodes: [{ id: "gr2" }] } },
            {
              code: "seven-city-supplies",
              agreements: { totalCount: 3, nodes: [{ id: "gr1" }, { id: "gr2" }] },
            },
          ],
        },
      },
    });
    expect(delta.statements).toHaveLength(3);
  });
});
