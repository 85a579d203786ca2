import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { referenceSubgraph } from "../../../src/subgraphs/reference/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";

const eventType = (
  code: string,
  name: string,
  eventClass: string,
  parentCode: string | null,
  warningGraded = 1,
) => ({
  code,
  name,
  nameEn: `${name} (en)`,
  eventClass,
  parentCode,
  warningGraded,
  source: "project",
});

const level = (at: number, name: string, warningColour: string) => ({
  level: at,
  name,
  nameEn: `${name} (en)`,
  warningColour,
  warningColourEn: null,
});

const capability = (code: string, kind: string) => ({
  code,
  category: "危险化学品",
  categoryEn: "Hazardous chemicals",
  kind,
  name: `能力 ${code}`,
  nameEn: `Capability ${code}`,
  description: "说明",
  descriptionEn: "Description",
});

const capabilityType = (id: string, capabilityCode: string, typeLevel: number) => ({
  id,
  capabilityCode,
  typeLevel,
  minPersonnel: 30 - 10 * typeLevel,
  maxTurnoutMinutes: null,
  metrics: "指标",
  metricsEn: "Metrics",
});

const category = (id: string, name: string, parentId: string | null = null) => ({
  id,
  scheme: id.split(":")[0] as string,
  code: id.split(":")[1] as string,
  name,
  nameEn: `${name} (en)`,
  parentId,
});

const crosswalk = (id: string, fromId: string, toId: string, match: string) => ({ id, fromId, toId, match });

describeEachEngine("the catalogues", (engine) => {
  let graph: SubgraphHarness;

  beforeAll(async () => {
    graph = await openSubgraph(referenceSubgraph, engine);
    await graph.insert("event_type", [
      eventType("RG-N", "自然灾害", "NATURAL", null),
      eventType("RG-N-WTR", "水旱灾害", "NATURAL", "RG-N"),
      eventType("RG-N-SEI", "地震灾害", "NATURAL", "RG-N"),
      eventType("RG-S", "社会安全事件", "SOCIAL_SECURITY", null, 0),
    ]);
    await graph.insert("event_level", [level(2, "重大", "橙"), level(1, "特别重大", "红")]);
    await graph.insert("capability", [capability("hazmat", "TEAM"), capability("pump", "EQUIPMENT")]);
    await graph.insert("capability_type", [
      capabilityType("ct1", "hazmat", 2),
      capabilityType("ct2", "hazmat", 1),
      capabilityType("ct3", "pump", 1),
    ]);
    await graph.insert("supply_category", [
      category("GBT38565:2", "应急装备及配套物资"),
      category("CLASS13:01", "防护用品"),
      category("CLASS13:02", "生命救助"),
      category("NDRC2015:1", "现场管理与保障"),
      category("NDRC2015:1-1", "现场监测", "NDRC2015:1"),
    ]);
    await graph.insert("supply_category_crosswalk", [
      crosswalk("cw1", "CLASS13:01", "GBT38565:2", "BROADER"),
      crosswalk("cw2", "CLASS13:02", "GBT38565:2", "BROADER"),
      crosswalk("cw3", "CLASS13:01", "NDRC2015:1", "RELATED"),
    ]);
  });
  afterAll(() => graph.close());

  test("have event types as a tree with classes", async () => {
    const answer = await graph.run(
      `{
        root: eventType(code: "RG-N") { code name nameEn eventClass warningGraded source parent { code } children { code } }
        leaf: eventType(code: "RG-N-WTR") { parent { name } children { code } }
        eventTypes(where: { eventClass: { eq: SOCIAL_SECURITY } }) { totalCount nodes { code warningGraded } }
      }`,
      { role: "anonymous" },
    );
    expect(answer).toEqual({
      data: {
        root: {
          code: "RG-N",
          name: "自然灾害",
          nameEn: "自然灾害 (en)",
          eventClass: "NATURAL",
          warningGraded: true,
          source: "project",
          parent: null,
          children: [{ code: "RG-N-SEI" }, { code: "RG-N-WTR" }],
        },
        leaf: { parent: { name: "自然灾害" }, children: [] },
        eventTypes: { totalCount: 1, nodes: [{ code: "RG-S", warningGraded: false }] },
      },
    });
  });

  test("have event levels, the gravest first", async () => {
    const answer = await graph.run("{ eventLevels { level name nameEn warningColour warningColourEn } }", {
      role: "anonymous",
    });
    expect(answer).toEqual({
      data: {
        eventLevels: [
          { level: 1, name: "特别重大", nameEn: "特别重大 (en)", warningColour: "红", warningColourEn: null },
          { level: 2, name: "重大", nameEn: "重大 (en)", warningColour: "橙", warningColourEn: null },
        ],
      },
    });
  });

  test("have capabilities with their types, the strongest first, in one statement for all", async () => {
    const answer = await graph.run(
      `{ capabilities { nodes {
        code category categoryEn kind name nameEn description descriptionEn
        types { id typeLevel minPersonnel maxTurnoutMinutes metrics metricsEn }
      } } }`,
      { role: "anonymous" },
    );
    const type = (id: string, typeLevel: number) => ({
      id,
      typeLevel,
      minPersonnel: 30 - 10 * typeLevel,
      maxTurnoutMinutes: null,
      metrics: "指标",
      metricsEn: "Metrics",
    });
    expect(answer).toEqual({
      data: {
        capabilities: {
          nodes: [
            { ...capability("hazmat", "TEAM"), types: [type("ct2", 1), type("ct1", 2)] },
            { ...capability("pump", "EQUIPMENT"), types: [type("ct3", 1)] },
          ],
        },
      },
    });
    expect(graph.statements).toHaveLength(2);
  });

  test("find a capability by code and list them by kind", async () => {
    const answer = await graph.run(
      '{ capability(code: "pump") { name } capabilities(where: { kind: { eq: TEAM } }) { nodes { code } } }',
    );
    expect(answer).toEqual({
      data: { capability: { name: "能力 pump" }, capabilities: { nodes: [{ code: "hazmat" }] } },
    });
  });

  test("have supply categories by scheme, as trees", async () => {
    const answer = await graph.run(
      `{
        supplyCategories(where: { scheme: { eq: CLASS13 } }) { totalCount nodes { id scheme code name nameEn } }
        supplyCategory(id: "NDRC2015:1") { parent { id } children { id parent { name } } }
      }`,
      { role: "anonymous" },
    );
    const published = ({ parentId: _, ...rest }: ReturnType<typeof category>) => rest;
    expect(answer).toEqual({
      data: {
        supplyCategories: {
          totalCount: 2,
          nodes: [
            published(category("CLASS13:01", "防护用品")),
            published(category("CLASS13:02", "生命救助")),
          ],
        },
        supplyCategory: {
          parent: null,
          children: [{ id: "NDRC2015:1-1", parent: { name: "现场管理与保障" } }],
        },
      },
    });
  });

  test("read the crosswalk from either side, the relation turned round", async () => {
    const answer = await graph.run(`{
      supplyCategories { nodes { id crosswalk { match category { id name } } } }
    }`);
    const broad = { id: "GBT38565:2", name: "应急装备及配套物资" };
    const protective = { id: "CLASS13:01", name: "防护用品" };
    expect(answer).toEqual({
      data: {
        supplyCategories: {
          nodes: [
            {
              id: "CLASS13:01",
              crosswalk: [
                { match: "BROADER", category: broad },
                { match: "RELATED", category: { id: "NDRC2015:1", name: "现场管理与保障" } },
              ],
            },
            { id: "CLASS13:02", crosswalk: [{ match: "BROADER", category: broad }] },
            {
              id: "GBT38565:2",
              crosswalk: [
                { match: "NARROWER", category: protective },
                { match: "NARROWER", category: { id: "CLASS13:02", name: "生命救助" } },
              ],
            },
            { id: "NDRC2015:1", crosswalk: [{ match: "RELATED", category: protective }] },
            { id: "NDRC2015:1-1", crosswalk: [] },
          ],
        },
      },
    });
    expect(graph.statements).toHaveLength(3);
  });

  test.each([
    ['eventType(code: "X") { code }', "EventType", "code"],
    ['capability(code: "X") { code }', "Capability", "code"],
    ['supplyCategory(id: "X") { id }', "SupplyCategory", "id"],
    ['unit(code: "X") { code }', "Unit", "code"],
  ])("answer %s with NOT_FOUND", async (field, type, key) => {
    const { errors } = await graph.run(`{ ${field} }`);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: "NOT_FOUND", type, key, value: "X" },
    ]);
  });

  test("answer references of every type", async () => {
    const references = [
      { __typename: "EventType", code: "RG-S" },
      { __typename: "Capability", code: "pump" },
      { __typename: "SupplyCategory", id: "CLASS13:02" },
      { __typename: "Unit", code: "KG" },
    ];
    const { data, errors } = await graph.run(
      `query Q($r: [_Any!]!) { _entities(representations: $r) {
        ... on EventType { name } ... on Capability { name } ... on SupplyCategory { name } ... on Unit { name }
      } }`,
      { variables: { r: references } },
    );
    expect(errors).toBeUndefined();
    expect(data?.["_entities"]).toEqual([
      { name: "社会安全事件" },
      { name: "能力 pump" },
      { name: "生命救助" },
      null,
    ]);
  });
});
