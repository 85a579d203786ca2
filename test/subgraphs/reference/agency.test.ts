import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { referenceSubgraph } from "../../../src/subgraphs/reference/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { agencyRow, DIVISIONS, nameRow } from "./reference-rows.js";

describeEachEngine("agencies", (engine) => {
  let graph: SubgraphHarness;

  beforeAll(async () => {
    graph = await openSubgraph(referenceSubgraph, engine);
    await graph.insert("division", DIVISIONS);
    await graph.insert("agency", [
      agencyRow("ag1", "31", { code: "sh-xfzd", kind: "MINISTRY_BRANCH" }),
      agencyRow("ag2", "310101", {
        kind: "DISTRICT_BUREAU",
        parentId: "ag1",
        uscc: "11310101MB2F00000X",
        synthetic: 1,
      }),
      agencyRow("ag3", "33", { establishedOn: "2000-01-01", dissolvedOn: "2018-10-31", successorId: "ag4" }),
      agencyRow("ag4", "33", { kind: "PROVINCIAL_BUREAU", establishedOn: "2018-11-01" }),
      agencyRow("ag5", "33"),
    ]);
    await graph.insert("agency_name", [
      nameRow("an2", "ag1", "市消防救援局", "2024-06-18", null),
      nameRow("an1", "ag1", "市消防救援总队", null, "2024-06-17"),
      nameRow("an3", "ag2", "黄浦区应急局", null, null),
      nameRow("an4", "ag3", "省安监局", "2000-01-01", "2018-10-31"),
      // A plaque that was left hanging.
      { ...nameRow("an7", "ag3", "省煤监办", "2005-01-01", null), role: "ADDITIONAL" },
      nameRow("an5", "ag4", "省应急厅", "2018-11-01", null),
      // Decided, but not in use yet.
      nameRow("an6", "ag4", "省应急管理委", "2999-01-01", null),
    ]);
  });
  afterAll(() => graph.close());

  test("are open to everybody, whole", async () => {
    const answer = await graph.run(
      `{ agency(id: "ag2") { id code kind name nameEn shortName uscc establishedOn dissolvedOn synthetic
         division { name } parent { id name } successor { id } } }`,
      { role: "anonymous" },
    );
    expect(answer).toEqual({
      data: {
        agency: {
          id: "ag2",
          code: "code-ag2",
          kind: "DISTRICT_BUREAU",
          name: "黄浦区应急局",
          nameEn: "黄浦区应急局 (en)",
          shortName: null,
          uscc: "11310101MB2F00000X",
          establishedOn: null,
          dissolvedOn: null,
          synthetic: true,
          division: { name: "黄浦区" },
          parent: { id: "ag1", name: "市消防救援局" },
          successor: null,
        },
      },
    });
  });

  test("bear the name of today: not a former one, not a coming one, the last one when they are gone", async () => {
    const { data, errors } = await graph.run("{ agencies { nodes { name } } }");
    expect(errors).toBeUndefined();
    const names = ["市消防救援局", "黄浦区应急局", "省安监局", "省应急厅", null];
    expect(data?.["agencies"]).toEqual({ nodes: names.map((name) => ({ name })) });
  });

  test("read the name in use with one statement for a level and its three fields", async () => {
    const { errors } = await graph.run("{ agencies { nodes { id name nameEn shortName } } }");
    expect(errors).toBeUndefined();
    expect(graph.statements).toHaveLength(2);
    expect(graph.statements[1]).not.toMatch(/source_note/);
  });

  test("read no name that nobody asks for", async () => {
    const { errors } = await graph.run("{ agencies { nodes { id kind } } }");
    expect(errors).toBeUndefined();
    expect(graph.statements).toHaveLength(1);
  });

  test("keep all their names in the order of use", async () => {
    const answer = await graph.run('{ agency(id: "ag1") { names { name validFrom validTo } } }');
    expect(answer).toEqual({
      data: {
        agency: {
          names: [
            { name: "市消防救援总队", validFrom: null, validTo: "2024-06-17" },
            { name: "市消防救援局", validFrom: "2024-06-18", validTo: null },
          ],
        },
      },
    });
  });

  test("tell the name in use on a day", async () => {
    const answer = await graph.run(`{ agencies(where: { id: { in: ["ag1", "ag3"] } }) { nodes {
      before: nameOn(date: "2021-09-17") { name nameEn } after: nameOn(date: "2025-01-01") { name }
    } } }`);
    expect(answer).toEqual({
      data: {
        agencies: {
          nodes: [
            {
              before: { name: "市消防救援总队", nameEn: "市消防救援总队 (en)" },
              after: { name: "市消防救援局" },
            },
            { before: null, after: null },
          ],
        },
      },
    });
  });

  test("refuse a day that is none, and leave the rest of the answer", async () => {
    const { data, errors } = await graph.run(
      '{ agency(id: "ag1") { id nameOn(date: "2021-02-30") { name } } }',
    );
    expect(data).toEqual({ agency: { id: "ag1", nameOn: null } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: "BAD_DAY", argument: "date", value: "2021-02-30" },
    ]);
  });

  test("lead to their successor", async () => {
    const answer = await graph.run('{ agency(id: "ag3") { dissolvedOn successor { name establishedOn } } }');
    expect(answer).toEqual({
      data: {
        agency: { dissolvedOn: "2018-10-31", successor: { name: "省应急厅", establishedOn: "2018-11-01" } },
      },
    });
  });

  test("can be filtered by identifier, code and kind", async () => {
    const answer = await graph.run(`{
      byId: agencies(where: { id: { eq: "ag4" } }) { nodes { id } }
      byCode: agencies(where: { code: { eq: "sh-xfzd" } }) { nodes { id } }
      byKind: agencies(where: { kind: { in: [DISTRICT_BUREAU, PROVINCIAL_BUREAU] } }) { totalCount nodes { id } }
    }`);
    expect(answer).toEqual({
      data: {
        byId: { nodes: [{ id: "ag4" }] },
        byCode: { nodes: [{ id: "ag1" }] },
        byKind: { totalCount: 2, nodes: [{ id: "ag2" }, { id: "ag4" }] },
      },
    });
  });

  test("answer references with names in two statements, null for an unknown one", async () => {
    const { data, errors } = await graph.run(
      "query Q($r: [_Any!]!) { _entities(representations: $r) { ... on Agency { name } } }",
      { variables: { r: ["ag4", "ag9", "ag1"].map((id) => ({ __typename: "Agency", id })) } },
    );
    expect(errors).toBeUndefined();
    expect(data?.["_entities"]).toEqual([{ name: "省应急厅" }, null, { name: "市消防救援局" }]);
    expect(graph.statements).toHaveLength(2);
  });

  test("answer an unknown identifier with NOT_FOUND", async () => {
    const { data, errors } = await graph.run('{ agency(id: "ag9") { id } }');
    expect(data).toEqual({ agency: null });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["NOT_FOUND"]);
  });
});
