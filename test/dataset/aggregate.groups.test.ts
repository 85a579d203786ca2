import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { teamsSubgraph } from "../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { teamRow } from "../support/team-row.js";

describeEachEngine("groups of teams", (engine) => {
  let teams: SubgraphHarness;
  beforeAll(async () => {
    teams = await openSubgraph(teamsSubgraph, engine);
    const none = { headcount: null, function: null, planNumber: null };
    await teams.insert(
      "team",
      [
        // A Sunday's last moment in Shanghai, the year's last too, and the first of the next.
        { id: "tm1", ...none, headcount: 10, observedAt: "2023-12-31 15:59:59.999" },
        { id: "tm2", ...none, headcount: 20, function: "RESCUE", observedAt: "2023-12-31 16:00:00.000" },
        { id: "tm3", ...none, headcount: 25, status: "FORMING", observedAt: "2024-01-07 16:00:00.000" },
        { id: "tm4", ...none, function: "REPAIR", observedAt: "2024-03-31 16:00:00.000" },
      ].map((row) => teamRow({ status: "ACTIVE", ...row })),
    );
    await teams.insert("team_lead_agency", [
      { teamId: "tm1", agencyId: "ag1", position: 1 },
      { teamId: "tm1", agencyId: "ag2", position: 2 },
      { teamId: "tm2", agencyId: "ag2", position: 1 },
    ]);
    await teams.insert("team_event_class", [
      { teamId: "tm1", eventClass: "NATURAL" },
      { teamId: "tm1", eventClass: "ACCIDENT" },
      { teamId: "tm2", eventClass: "NATURAL" },
    ]);
  });
  afterAll(() => teams.close());

  const nodesOf = async (args: string, selection: string) => {
    const { data, errors } = await teams.run(`{ teamAggregate(${args}) { nodes { ${selection} } } }`);
    expect(errors).toBeUndefined();
    return (data as { teamAggregate: { nodes: unknown[] } }).teamAggregate.nodes;
  };

  test.each([
    ["YEAR", ["2023-01-01", "2024-01-01"], [1, 3]],
    ["QUARTER", ["2023-10-01", "2024-01-01", "2024-04-01"], [1, 2, 1]],
    ["MONTH", ["2023-12-01", "2024-01-01", "2024-04-01"], [1, 2, 1]],
    ["WEEK", ["2023-12-25", "2024-01-01", "2024-01-08", "2024-04-01"], [1, 1, 1, 1]],
    ["DAY", ["2023-12-31", "2024-01-01", "2024-01-08", "2024-04-01"], [1, 1, 1, 1]],
  ])("by %s begin and end at midnight in Shanghai", async (unit, days, counts) => {
    expect(await nodesOf(`groupBy: [{ observedAt: { by: ${unit} } }]`, "key { observedAt } count")).toEqual(
      days.map((observedAt, at) => ({ key: { observedAt }, count: counts[at] })),
    );
  });

  test("count a team once for each of its agencies and classes, and apart when it has none", async () => {
    expect(
      await nodesOf(
        "groupBy: [{ leadAgency: true }, { eventClass: true }]",
        "key { leadAgency { id } eventClass status } count sum { headcount }",
      ),
    ).toEqual([
      {
        key: { leadAgency: { id: "ag1" }, eventClass: "ACCIDENT", status: null },
        count: 1,
        sum: { headcount: 10 },
      },
      {
        key: { leadAgency: { id: "ag1" }, eventClass: "NATURAL", status: null },
        count: 1,
        sum: { headcount: 10 },
      },
      {
        key: { leadAgency: { id: "ag2" }, eventClass: "ACCIDENT", status: null },
        count: 1,
        sum: { headcount: 10 },
      },
      {
        key: { leadAgency: { id: "ag2" }, eventClass: "NATURAL", status: null },
        count: 2,
        sum: { headcount: 30 },
      },
      { key: { leadAgency: null, eventClass: null, status: null }, count: 2, sum: { headcount: 25 } },
    ]);
  });

  test.each([
    ['max: { observedAt: { eq: "2024-01-08T00:00:00+08:00" } }', [1]],
    ['min: { observedAt: { ne: "2024-01-08T00:00:00+08:00" } }', [3]],
    ['min: { observedAt: { gte: "2024-01-08T00:00:00+08:00" } }', [1]],
    ["sum: { headcount: { eq: 30 } }, median: { headcount: { in: [15] } }", [3]],
    ["countDistinct: { function: { gt: 0 } }", [3]],
    ["max: { planNumber: { isNull: true } }", [3, 1]],
    ["count: { gt: 1, lt: 3 }", []],
  ])("meet a condition on what they hold: %s", async (having, counts) => {
    expect(await nodesOf(`groupBy: [{ status: true }], having: { ${having} }`, "count")).toEqual(
      counts.map((count) => ({ count })),
    );
  });

  test("show missing keys and measures last, or first where that is asked", async () => {
    const keys = (nodes: unknown[]) =>
      nodes.map((node) => (node as { key: { function: unknown } }).key.function);
    const by = "groupBy: [{ function: true }]";
    const selection = "key { function }";
    expect(keys(await nodesOf(by, selection))).toEqual(["REPAIR", "RESCUE", null]);
    expect(keys(await nodesOf(`${by}, orderBy: [{ key: { function: DESC } }]`, selection))).toEqual([
      "RESCUE",
      "REPAIR",
      null,
    ]);
    expect(
      keys(await nodesOf(`${by}, orderBy: [{ key: { function: ASC_NULLS_FIRST } }]`, selection)),
    ).toEqual([null, "REPAIR", "RESCUE"]);
    expect(
      keys(await nodesOf(`${by}, orderBy: [{ avg: { headcount: DESC_NULLS_FIRST } }]`, selection)),
    ).toEqual(["REPAIR", "RESCUE", null]);
  });

  test("compute only what is asked, in one statement, edges and fragments included", async () => {
    const source = `{
      teamAggregate(groupBy: [{ status: true }], orderBy: [{ median: { headcount: DESC } }]) {
        edges { cursor node { ...G } }
        nodes { average: avg { headcount } }
      }
    }
    fragment G on TeamGroup { key { status } ... on TeamGroup { median { headcount } } }`;
    const { data, errors } = await teams.run(source);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      teamAggregate: {
        edges: [
          { cursor: expect.any(String), node: { key: { status: "FORMING" }, median: { headcount: 25 } } },
          { cursor: expect.any(String), node: { key: { status: "ACTIVE" }, median: { headcount: 15 } } },
        ],
        nodes: [{ average: { headcount: 25 } }, { average: { headcount: 15 } }],
      },
    });
    expect(teams.statements).toHaveLength(1);
    expect(teams.statements[0]).not.toMatch(/sum_|min_|max_|countDistinct_|row_number\(\) over \(order/);
  });

  test.each([
    ["BAD_GROUP_BY", "groupBy: [{ status: true, level: true }]"],
    ["BAD_GROUP_BY", "groupBy: [{ status: false }]"],
    ["BAD_GROUP_BY", "groupBy: [{}]"],
    ["BAD_GROUP_BY", "groupBy: [{ status: true }, { status: true }]"],
    ["BAD_GROUP_BY", "groupBy: [{ observedAt: { by: DAY } }, { observedAt: { by: YEAR } }]"],
    [
      "BAD_GROUP_BY",
      "groupBy: [{ status: true }, { level: true }, { category: true }, { function: true }, { source: true }, { id: true }]".replace(
        "id: true",
        "synthetic: true",
      ),
    ],
    ["BAD_ORDER", "orderBy: [{ key: { status: ASC } }]"],
    ["BAD_ORDER", "orderBy: [{}]"],
    ["BAD_ORDER", "orderBy: [{ count: ASC, sum: { headcount: ASC } }]"],
    ["BAD_ORDER", "orderBy: [{ sum: { headcount: ASC, planNumber: ASC } }]"],
    ["BAD_ORDER", `orderBy: [${"{ count: ASC } ".repeat(6)}]`],
    ["BAD_FILTER", "having: { count: { gt: null } }"],
    ["BAD_INSTANT", 'having: { max: { observedAt: { gt: "yesterday" } } }'],
    ["FILTER_TOO_LARGE", `having: { count: { in: [${"1 ".repeat(501)}] } }`],
    ["BAD_PAGE_SIZE", "first: 0"],
    ["BAD_PAGE_SIZE", "first: 501"],
    ["BAD_CURSOR", 'after: "nonsense"'],
    ["FORBIDDEN_FIELD", "groupBy: [{ status: true }], having: { sum: { standbyHeadcount: { gt: 1 } } }"],
  ])("refuse with %s: %s", async (code, args) => {
    const { data, errors } = await teams.run(`{ teamAggregate(${args}) { totalCount nodes { count } } }`, {
      role: "anonymous",
    });
    expect([data, errors?.map(({ extensions }) => extensions["code"])]).toEqual([
      { teamAggregate: null },
      [code],
    ]);
    expect(teams.statements).toEqual([]);
  });

  test("refuse a cursor of another grouping, and one that was tampered with", async () => {
    const source = (args: string) =>
      `{ teamAggregate(first: 1, ${args}) { pageInfo { endCursor hasPreviousPage } } }`;
    const { data } = await teams.run(source("groupBy: [{ status: true }]"));
    const { endCursor } = (data as { teamAggregate: { pageInfo: { endCursor: string } } }).teamAggregate
      .pageInfo;
    const codes = async (args: string) =>
      (await teams.run(source(args))).errors?.map(({ extensions }) => extensions["code"]);
    expect(await codes(`groupBy: [{ status: true }], after: "${endCursor}"`)).toBeUndefined();
    expect(await codes(`groupBy: [{ level: true }], after: "${endCursor}"`)).toEqual(["CURSOR_MISMATCH"]);
    const [owner] = JSON.parse(Buffer.from(endCursor, "base64url").toString()) as [string];
    for (const place of [-1, 1.5, "1; drop", null, 1e300]) {
      const forged = Buffer.from(JSON.stringify([owner, place])).toString("base64url");
      expect(await codes(`groupBy: [{ status: true }], after: "${forged}"`)).toEqual(["BAD_CURSOR"]);
    }
  });

  test("beyond the last keep their total", async () => {
    const all = "groupBy: [{ status: true }], first: 1";
    const page = `{ totalCount suppressedGroups nodes { count } pageInfo { endCursor hasNextPage hasPreviousPage } }`;
    const walk = async (after: string | null): Promise<unknown[]> => {
      const { data } = await teams.run(
        `query ($after: String) { teamAggregate(${all}, after: $after) ${page} }`,
        {
          variables: { after },
        },
      );
      const { teamAggregate } = data as {
        teamAggregate: { pageInfo: { endCursor: string | null }; nodes: unknown[]; totalCount: number };
      };
      const { pageInfo, nodes, totalCount } = teamAggregate;
      return [[nodes, totalCount], ...(pageInfo.endCursor === null ? [] : await walk(pageInfo.endCursor))];
    };
    expect(await walk(null)).toEqual([
      [[{ count: 3 }], 2],
      [[{ count: 1 }], 2],
      [[], 2],
    ]);
  });

  test("of a district are found through its index", async () => {
    const elsewhere = {
      divisionCode: "330482",
      provinceCode: "33",
      prefectureCode: "3304",
      countyCode: "330482",
    };
    await teams.insert(
      "team",
      Array.from({ length: 400 }, (_, at) => teamRow({ id: `tx${at}`, ...elsewhere })),
    );
    await teams.run(
      '{ teamAggregate(where: { division: { within: "310115" } }, groupBy: [{ status: true }]) { nodes { count } } }',
    );
    const [statement] = teams.statements;
    const literal = (statement as string).replaceAll("?", "'310115'");
    const explain = sql.raw(`${engine.name === "sqlite" ? "explain query plan" : "explain"} ${literal}`);
    const { rows } = await explain.execute(teams.store.db);
    expect(JSON.stringify(rows)).toMatch(
      /"key":"team_county_code_id_index"|USING (COVERING )?INDEX team_county_code_id_index/,
    );
  });
});
