import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { referenceSubgraph } from "../../../src/subgraphs/reference/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { agencyRow, DIVISIONS } from "./reference-rows.js";

interface Page {
  nodes: { code: string }[];
  pageInfo: { endCursor: string; startCursor: string; hasNextPage: boolean; hasPreviousPage: boolean };
}

describeEachEngine("divisions", (engine) => {
  let graph: SubgraphHarness;

  beforeAll(async () => {
    graph = await openSubgraph(referenceSubgraph, engine);
    await graph.insert("division", DIVISIONS);
    await graph.insert("agency", [
      agencyRow("ag1", "31"),
      agencyRow("ag2", "310101", { kind: "DISTRICT_BUREAU" }),
      agencyRow("ag3", "33", { kind: "PROVINCIAL_BUREAU" }),
    ]);
  });
  afterAll(() => graph.close());

  const codes = async (where: string) => {
    const { data, errors } = await graph.run(`{ divisions(where: ${where}) { totalCount nodes { code } } }`);
    expect(errors).toBeUndefined();
    const page = data?.["divisions"] as { totalCount: number; nodes: { code: string }[] };
    expect(page.nodes).toHaveLength(page.totalCount);
    return page.nodes.map(({ code }) => code);
  };

  test("are open to everybody, whole", async () => {
    const answer = await graph.run(
      '{ division(code: "310101") { code name nameEn level kind inMca2025 center { received { latitude longitude } datum datumInferred gcj02 { latitude longitude } } } }',
      { role: "anonymous" },
    );
    const centre = { latitude: 31.222771, longitude: 121.490317 };
    expect(answer).toEqual({
      data: {
        division: {
          code: "310101",
          name: "黄浦区",
          nameEn: null,
          level: "COUNTY",
          kind: "DISTRICT",
          inMca2025: true,
          center: { received: centre, datum: "GCJ02", datumInferred: true, gcj02: centre },
        },
      },
    });
  });

  test("give their centre in WGS-84 too, half a kilometre aside", async () => {
    const { data } = await graph.run(
      '{ division(code: "310101") { center { wgs84 { latitude longitude } } } }',
    );
    const division = data?.["division"] as { center: { wgs84: { latitude: number; longitude: number } } };
    expect(division.center.wgs84.latitude).toBeCloseTo(31.2247, 3);
    expect(division.center.wgs84.longitude).toBeCloseTo(121.4858, 3);
  });

  test("have no centre where no boundary is known", async () => {
    const answer = await graph.run('{ division(code: "31") { inMca2025 center { datum } } }');
    expect(answer).toEqual({ data: { division: { inMca2025: null, center: null } } });
  });

  test("answer an unknown code with NOT_FOUND", async () => {
    const { data, errors } = await graph.run('{ division(code: "99") { name } }');
    expect(data).toEqual({ division: null });
    expect(errors?.[0]?.extensions).toEqual({
      code: "NOT_FOUND",
      type: "Division",
      key: "code",
      value: "99",
    });
  });

  test("lead up: parent and ancestors cost one statement a field, whatever the depth and number", async () => {
    const { data, errors } = await graph.run(`{
      divisions(where: { code: { in: ["31", "330903", "310101002"] } }) {
        nodes { parent { name } ancestors { code name } }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data?.["divisions"]).toEqual({
      nodes: [
        { parent: null, ancestors: [] },
        {
          parent: { name: "黄浦区" },
          ancestors: [
            { code: "31", name: "上海市" },
            { code: "3101", name: "市辖区" },
            { code: "310101", name: "黄浦区" },
          ],
        },
        {
          parent: { name: "舟山市" },
          ancestors: [
            { code: "33", name: "浙江省" },
            { code: "3309", name: "舟山市" },
          ],
        },
      ],
    });
    expect(graph.statements.length).toBeLessThanOrEqual(3);
  });

  test("lead down: children of all parents of a level are one statement, and only what is asked is read", async () => {
    const { data, errors } = await graph.run(`{
      division(code: "3101") {
        children { nodes { name children(first: 1) { nodes { code } pageInfo { hasNextPage } } } }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data?.["division"]).toEqual({
      children: {
        nodes: [
          { name: "黄浦区", children: { nodes: [{ code: "310101002" }], pageInfo: { hasNextPage: true } } },
          { name: "普陀区", children: { nodes: [{ code: "310107005" }], pageInfo: { hasNextPage: false } } },
        ],
      },
    });
    expect(graph.statements).toHaveLength(3);
    for (const statement of graph.statements) expect(statement).not.toMatch(/center|mca|kind/i);
  });

  test("can be filtered by code, level, kind, parent and subtree, all conditions holding", async () => {
    expect(await codes("{ level: { eq: PROVINCE } }")).toEqual(["31", "33"]);
    expect(await codes("{ kind: { in: [PREFECTURE_CITY, MUNICIPALITY] } }")).toEqual(["31", "3309"]);
    expect(await codes('{ parent: { eq: "310101" } }')).toEqual(["310101002", "310101013"]);
    expect(await codes('{ within: "3101", level: { eq: COUNTY } }')).toEqual(["310101", "310107"]);
    expect(await codes('{ within: "310107" }')).toEqual(["310107", "310107005"]);
    expect(await codes('{ within: "330903001" }')).toEqual([]);
    expect(await codes('{ code: { eq: "33" }, parent: {} }')).toEqual(["33"]);
  });

  test.each(["3", "%", "31%", "12345678901"])("refuse a subtree of %s", async (within) => {
    const { data, errors } = await graph.run(
      "query Q($w: ID!) { divisions(where: { within: $w }) { nodes { code } } }",
      {
        variables: { w: within },
      },
    );
    expect(data).toEqual({ divisions: null });
    expect(errors?.[0]?.extensions).toEqual({ code: "BAD_FILTER", field: "within" });
  });

  test("can be walked through from either end", async () => {
    const page = async (args: string) => {
      const { data, errors } = await graph.run(
        `{ divisions(${args}) { nodes { code } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
      );
      expect(errors).toBeUndefined();
      return data?.["divisions"] as Page;
    };
    const all = DIVISIONS.map(({ code }) => code as string).sort();

    const forward: string[] = [];
    let at = await page("first: 4");
    for (; ; at = await page(`first: 4, after: "${at.pageInfo.endCursor}"`)) {
      forward.push(...at.nodes.map(({ code }) => code));
      if (!at.pageInfo.hasNextPage) break;
    }
    expect(forward).toEqual(all);

    const backward: string[] = [];
    at = await page("last: 4");
    for (; ; at = await page(`last: 4, before: "${at.pageInfo.startCursor}"`)) {
      backward.unshift(...at.nodes.map(({ code }) => code));
      if (!at.pageInfo.hasPreviousPage) break;
    }
    expect(backward).toEqual(all);
  });

  test("have the agencies of everything below them", async () => {
    const { data, errors } = await graph.run(`{
      divisions(where: { level: { in: [PROVINCE, COUNTY] } }) {
        nodes { code agencies { totalCount nodes { id } } bureaus: agencies(where: { kind: { eq: DISTRICT_BUREAU } }) { nodes { id } } }
      }
    }`);
    expect(errors).toBeUndefined();
    const list = (...ids: string[]) => ids.map((id) => ({ id }));
    expect(data?.["divisions"]).toEqual({
      nodes: [
        {
          code: "31",
          agencies: { totalCount: 2, nodes: list("ag1", "ag2") },
          bureaus: { nodes: list("ag2") },
        },
        { code: "310101", agencies: { totalCount: 1, nodes: list("ag2") }, bureaus: { nodes: list("ag2") } },
        { code: "310107", agencies: { totalCount: 0, nodes: [] }, bureaus: { nodes: [] } },
        { code: "33", agencies: { totalCount: 1, nodes: list("ag3") }, bureaus: { nodes: [] } },
        { code: "330903", agencies: { totalCount: 0, nodes: [] }, bureaus: { nodes: [] } },
      ],
    });
    // The divisions, their agencies, the counts, and the filtered agencies.
    expect(graph.statements).toHaveLength(4);
  });

  test("answer references in one statement, null for those that do not exist", async () => {
    const { data, errors } = await graph.run(
      `query Q($r: [_Any!]!) { _entities(representations: $r) { ... on Division { name } } }`,
      { variables: { r: ["330903", "nowhere", "310107"].map((code) => ({ __typename: "Division", code })) } },
    );
    expect(errors).toBeUndefined();
    expect(data?.["_entities"]).toEqual([{ name: "普陀区" }, null, { name: "普陀区" }]);
    expect(graph.statements).toHaveLength(1);
  });
});
