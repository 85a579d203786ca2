import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expertsSubgraph } from "../../../src/subgraphs/experts/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { expertRow, shiftRow } from "./expert-row.js";

const AT = `at: "2020-11-10T10:00:00+08:00"`;

describeEachEngine("experts hang from", (engine) => {
  let harness: SubgraphHarness;

  beforeAll(async () => {
    harness = await openSubgraph(expertsSubgraph, engine);
    await harness.insert("expert_domain", [{ code: "gas", name: "燃气工程", nameEn: "Gas engineering" }]);
    await harness.insert("expert", [
      expertRow({ id: "ex1", divisionCode: "310115001", townCode: "310115001" }),
      expertRow({ id: "ex2" }),
      expertRow({ id: "ex3", divisionCode: "310104", countyCode: "310104" }),
    ]);
    await harness.insert("expert_specialty", [{ id: "es1", expertId: "ex2", domainCode: "gas", primary: 1 }]);
    await harness.insert("expert_shift", [
      shiftRow("eh1", "ex1", "2020-11-10 00:00", "2020-11-10 12:00"),
      shiftRow("eh2", "ex3", "2020-11-10 00:00", "2020-11-10 12:00"),
    ]);
    await harness.insert("expert_team", [
      { id: "et1", expertId: "ex1", teamId: "tm1", role: "ADVISER", since: "2024-01-01" },
      { id: "et2", expertId: "ex1", teamId: "tm1", role: "ON_CALL", since: "2025-01-01" },
      { id: "et3", expertId: "ex2", teamId: "tm1", role: "INSTRUCTOR", since: "2025-01-01" },
      { id: "et4", expertId: "ex3", teamId: "tm2", role: "ADVISER", since: "2025-01-01" },
    ]);
    await harness.insert("expert_appointment", [
      appointment("ea1", "ex3", "ag1", "2026-01-01"),
      appointment("ea2", "ex1", "ag1", "2025-01-01"),
      appointment("ea3", "ex2", "ag2", "2025-01-01"),
    ]);
  });
  afterAll(() => harness.close());

  const of = (typeName: string, key: string, values: readonly string[]) =>
    values.map((value) => ({ __typename: typeName, [key]: value }));

  async function hanging(selection: string, representations: readonly object[]) {
    const { data, errors } = await harness.run(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`,
      { variables: { of: representations } },
    );
    expect(errors).toBeUndefined();
    return data?.["_entities"];
  }

  test("a division of any level, with everything below it, in one statement for each level asked for", async () => {
    const found = await hanging(
      `... on Division {
        code
        experts { totalCount nodes { id } }
        onCall: experts(onCall: true, ${AT}) { nodes { id } }
        gas: experts(domain: "gas") { nodes { id } }
      }`,
      of("Division", "code", ["31", "310115", "310115001", "310104", "33"]),
    );
    const row = (code: string, all: string[], onCall: string[], gas: string[]) => ({
      code,
      experts: { totalCount: all.length, nodes: all.map((id) => ({ id })) },
      onCall: { nodes: onCall.map((id) => ({ id })) },
      gas: { nodes: gas.map((id) => ({ id })) },
    });
    expect(found).toEqual([
      row("31", ["ex1", "ex2", "ex3"], ["ex1", "ex3"], ["ex2"]),
      row("310115", ["ex1", "ex2"], ["ex1"], ["ex2"]),
      row("310115001", ["ex1"], ["ex1"], []),
      row("310104", ["ex3"], ["ex3"], []),
      row("33", [], [], []),
    ]);
    expect(harness.statements.length).toBe(4);
  });

  test("a team, each once whatever their roles, in one statement for all teams", async () => {
    const found = await hanging(
      `... on Team { id experts { totalCount nodes { id } } onCall: experts(onCall: true, ${AT}) { nodes { id onCall(${AT}) } } }`,
      of("Team", "id", ["tm1", "tm2", "tm3"]),
    );
    expect(found).toEqual([
      {
        id: "tm1",
        experts: { totalCount: 2, nodes: [{ id: "ex1" }, { id: "ex2" }] },
        onCall: { nodes: [{ id: "ex1", onCall: true }] },
      },
      {
        id: "tm2",
        experts: { totalCount: 1, nodes: [{ id: "ex3" }] },
        onCall: { nodes: [{ id: "ex3", onCall: true }] },
      },
      { id: "tm3", experts: { totalCount: 0, nodes: [] }, onCall: { nodes: [] } },
    ]);
    expect(harness.statements.length).toBe(4);
  });

  test("a team in pages that neither repeat nor skip an expert with two roles", async () => {
    const found = (await hanging(
      "... on Team { experts(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } } }",
      of("Team", "id", ["tm1"]),
    )) as [{ experts: { pageInfo: { endCursor: string } } }];
    expect(found).toEqual([
      { experts: { nodes: [{ id: "ex1" }], pageInfo: { hasNextPage: true, endCursor: expect.any(String) } } },
    ]);
    const after = found[0].experts.pageInfo.endCursor;
    expect(
      await hanging(
        `... on Team { experts(first: 1, after: "${after}") { nodes { id } pageInfo { hasNextPage } } }`,
        of("Team", "id", ["tm1"]),
      ),
    ).toEqual([{ experts: { nodes: [{ id: "ex2" }], pageInfo: { hasNextPage: false } } }]);
  });

  test("a team in answers to the gateway that tell an analyst of no few", async () => {
    const ask = async (question: string, role: "analyst" | "steward") => {
      const { data, errors } = await harness.run(`{ a: ${question} }`, { role });
      return errors?.map(({ extensions }) => [extensions["code"], extensions["field"]]) ?? data?.["a"];
    };
    const tooSmall = [["GROUP_TOO_SMALL", "Team.experts"]];
    expect(await ask("_keysOf_Team_by_experts(atLeast: 2, first: 9)", "analyst")).toEqual(tooSmall);
    expect(await ask("_keysOf_Team_by_experts(atLeast: 2, first: 9)", "steward")).toEqual(["tm1"]);
    expect(await ask("_keysOf_Team_by_experts(atLeast: 1, first: 9)", "analyst")).toEqual(["tm1", "tm2"]);
    expect(await ask("_countsOf_Team_by_experts(first: 9)", "analyst")).toBe("[]");
    expect(await ask("_countsOf_Team_by_experts(first: 9)", "steward")).toBe(`[["tm1",2],["tm2",1]]`);
  });

  test("an agency, by its appointments in order of time", async () => {
    const found = await hanging(
      "... on Agency { expertAppointments { totalCount nodes { validFrom expert { id title } } } }",
      of("Agency", "id", ["ag1", "ag9"]),
    );
    expect(found).toEqual([
      {
        expertAppointments: {
          totalCount: 2,
          nodes: [
            { validFrom: "2025-01-01", expert: { id: "ex1", title: "教授级高级工程师" } },
            { validFrom: "2026-01-01", expert: { id: "ex3", title: "教授级高级工程师" } },
          ],
        },
      },
      { expertAppointments: { totalCount: 0, nodes: [] } },
    ]);
    expect(harness.statements.length).toBe(3);
  });

  test("appointments are counted in fives for who may not read people, as they are", async () => {
    const { data } = await harness.run(
      `{ _entities(representations: [{ __typename: "Agency", id: "ag1" }]) {
        ... on Agency { expertAppointments { totalCount } } } }`,
      { role: "analyst" },
    );
    expect(data).toEqual({ _entities: [{ expertAppointments: { totalCount: 5 } }] });
  });
});

function appointment(id: string, expertId: string, agencyId: string, validFrom: string) {
  return { id, expertId, level: "CITY", agencyId, divisionCode: "3101", validFrom, validTo: null };
}
