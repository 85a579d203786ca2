import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { deltaSubgraph } from "../../../src/subgraphs/delta/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertDelta } from "./delta-rows.js";

describeEachEngine("partners", (engine) => {
  let delta: SubgraphHarness;
  beforeAll(async () => {
    delta = await openSubgraph(deltaSubgraph, engine);
    await insertDelta(delta);
  });
  afterAll(() => delta.close());

  test("a province has its division, a border area its members", async () => {
    const fields = "id code name nameEn kind note division { code } contactAgency { id } members { code }";
    const answer = await delta.run(
      `{ zj: partner(id: "pn2") { ${fields} } border: partnerByCode(code: "jinshan-pinghu") { ${fields} } }`,
    );
    expect(answer).toEqual({
      data: {
        zj: {
          id: "pn2",
          code: "zj",
          name: "浙江省",
          nameEn: "zj",
          kind: "PROVINCE",
          note: null,
          division: { code: "33" },
          contactAgency: { id: "ag33" },
          members: [],
        },
        border: {
          id: "pn3",
          code: "jinshan-pinghu",
          name: "金山–平湖毗邻地区",
          nameEn: "jinshan-pinghu",
          kind: "SUB_REGIONAL",
          note: null,
          division: null,
          contactAgency: null,
          members: [{ code: "310116" }, { code: "330482" }],
        },
      },
    });
  });

  test("a member leads on without its code being asked for", async () => {
    const answer = await delta.run(
      `{ partnerByCode(code: "jinshan-pinghu") { members { partner { name } } } }`,
    );
    expect(answer).toEqual({
      data: { partnerByCode: { members: [{ partner: null }, { partner: { name: "浙江省" } }] } },
    });
  });

  test.each([
    ['partner(id: "pn99")', "There is no Partner with id pn99."],
    ['partnerByCode(code: "no-such")', "There is no Partner with code no-such."],
    ['partnerDataset(id: "no-such")', "There is no PartnerDataset with id no-such."],
    ['agreement(id: "gr99")', "There is no Agreement with id gr99."],
  ])("%s is an error", async (field, message) => {
    const answer = await delta.run(`{ ${field} { id } }`);
    expect(answer.errors?.map((error) => [error.extensions["code"], error.message])).toEqual([
      ["NOT_FOUND", message],
    ]);
  });

  test("the list is filtered by kind and paged from both ends", async () => {
    const ids = async (args: string) => {
      const answer = await delta.run(
        `{ partners(${args}) { totalCount nodes { id } pageInfo { endCursor } } }`,
      );
      const page = (
        answer.data as {
          partners: {
            totalCount: number;
            nodes: { id: string }[];
            pageInfo: { endCursor: string };
          };
        }
      ).partners;
      return { total: page.totalCount, ids: page.nodes.map(({ id }) => id), end: page.pageInfo.endCursor };
    };
    const bodies = "where: { kind: { eq: SUB_REGIONAL } }";
    const first = await ids(`first: 1, ${bodies}`);
    expect(first).toMatchObject({ total: 2, ids: ["pn3"] });
    expect((await ids(`first: 5, after: "${first.end}", ${bodies}`)).ids).toEqual(["pn4"]);
    expect((await ids(`last: 1, ${bodies}`)).ids).toEqual(["pn4"]);
    expect((await ids('where: { id: { in: ["pn1", "pn4"] } }')).ids).toEqual(["pn1", "pn4"]);
  });

  test("divisions lead to the partner of their province and to the bodies they take part in, two statements for all", async () => {
    const answer = await delta.run(`{
      _entities(representations: [
        { __typename: "Division", code: "33" }
        { __typename: "Division", code: "330482101" }
        { __typename: "Division", code: "310116" }
        { __typename: "Division", code: "310115" }
        { __typename: "Division", code: "34" }
      ]) { ... on Division { partner { code } partners { code } } }
    }`);
    const border = { code: "jinshan-pinghu" };
    const alliance = { code: "seven-city-supplies" };
    expect(answer).toEqual({
      data: {
        _entities: [
          { partner: { code: "zj" }, partners: [border, alliance] },
          { partner: { code: "zj" }, partners: [border] },
          { partner: null, partners: [border, alliance] },
          { partner: null, partners: [alliance] },
          { partner: null, partners: [] },
        ],
      },
    });
    expect(delta.statements).toHaveLength(2);
  });

  test("feeds tell how late they are, and whose they are", async () => {
    const answer = await delta.run(`{
      partnerDatasets { totalCount nodes {
        id title titleEn dataset province { code } agency { id } expectedEveryDays recordCount freshness synthetic partner { code }
      } }
      partner(id: "pn2") { datasets { id lastReceivedAt } }
    }`);
    const feed = (id: string) => ({
      id,
      title: `${id} 队伍`,
      titleEn: `${id} teams`,
      dataset: "TEAMS",
      agency: null,
      expectedEveryDays: 7,
      synthetic: true,
    });
    const zj = { province: { code: "33" }, partner: { code: "zj" } };
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.["partnerDatasets"]).toEqual({
      totalCount: 3,
      nodes: [
        { ...feed("sh-teams"), province: { code: "31" }, partner: null, recordCount: 12, freshness: "FRESH" },
        { ...feed("zj-experts"), ...zj, recordCount: null, freshness: "UNKNOWN" },
        { ...feed("zj-teams"), ...zj, recordCount: 12, freshness: "OVERDUE" },
      ],
    });
    expect(answer.data?.["partner"]).toEqual({
      datasets: [
        { id: "zj-experts", lastReceivedAt: null },
        { id: "zj-teams", lastReceivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) },
      ],
    });
  });
});
