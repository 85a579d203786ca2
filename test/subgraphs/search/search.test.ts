import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sql } from "kysely";
import { fold } from "../../../src/store/folded.js";
import { ABBREVIATIONS } from "../../../src/subgraphs/search/abbreviations.js";
import { describeEachEngine, engines } from "../../support/engines.js";
import { nameOf, openSearchGraph, type SearchGraph } from "./search-graph.js";

/** What somebody types, and what must come first. */
const TOP: readonly (readonly [text: string, first: string])[] = [
  ["危化", "ExpertDomain 危险化学品"],
  ["危", "ExpertDomain 危险化学品"],
  ["危险化学品事故", "EventType 危险化学品事故"],
  ["浦东 消防", "Agency 浦东新区消防救援局"],
  ["消防 浦东", "Agency 浦东新区消防救援局"],
  ["浦东新区", "Division 浦东新区"],
  ["310115", "Division 浦东新区"],
  ["pudong", "Division 浦东新区"],
  ["pudogn", "Division 浦东新区"],
  ["Pudong fire", "Agency 浦东新区消防救援局"],
  ["pdxf", "Agency 浦东新区消防救援局"],
  ["pdxq", "Division 浦东新区"],
  ["hazmat", "ExpertDomain 危险化学品"],
  ["HAZMAT", "ExpertDomain 危险化学品"],
  ["ｈａｚｍａｔ", "ExpertDomain 危险化学品"],
  ["hazmta", "Capability 危险化学品事故处置"],
  ["hazardous chemicals", "ExpertDomain 危险化学品"],
  ["hazardous chemcials", "ExpertDomain 危险化学品"],
  ["消防总队", "Agency 市消防救援总队"],
  ["消防局", "Agency 市消防救援总队"],
  ["市消防救援局", "Agency 市消防救援总队"],
  ["xfzd", "Agency 市消防救援总队"],
  ["Shanghai Fire and Rescue Brigade", "Agency 市消防救援总队"],
  ["卫健委", "Agency 市卫生健康委"],
  ["帐篷", "Item 帐篷(12平方米)"],
  ["帐篷 12", "Item 帐篷(12平方米)"],
  ["tent", "Item 帐篷(12平方米)"],
  ["tents", "Item 帐篷(12平方米)"],
  ["blanket", "Item 毛毯"],
  ["blan", "Item 毛毯"],
  ["疫", "Capability 疫情监测"],
  ["台风", "EventType 台风"],
  ["Typhoon", "EventType 台风"],
  ["fire", "EventType 火灾"],
  ["急救", "Skill 急救"],
  ["first-aid", "Skill 急救"],
  ["锅炉 电梯", "Team 市特种设备应急处置队伍"],
  ["“危险化学品”队伍", "Team 市危险化学品事故应急救援队伍"],
  ["浙江", "Division 浙江省"],
];

/** The order of every query by engine, to be compared at the end. */
const orders = new Map<string, string[]>();

describeEachEngine("a search", (engine) => {
  let graph: SearchGraph;
  beforeAll(async () => {
    graph = await openSearchGraph(engine);
  }, 180_000);
  afterAll(() => graph.close());

  test.each(TOP)("for %s gives first %s", async (text, first) => {
    const hits = await graph.find(text, { first: 30 });
    orders.set(
      `${engine.name} ${text}`,
      hits.map((hit) => `${hit.score} ${nameOf(hit)} ${hit.item["key"]}`),
    );
    expect(hits.slice(0, 1).map(nameOf)).toEqual([first]);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
  });

  test("says where it found something, as it is written there", async () => {
    const [hit] = await graph.find("消防局");
    expect(hit?.matches[0]).toEqual({
      field: "names.shortName",
      fragment: "消防局",
      matched: ["消防局"],
      validFrom: "2024-06-18",
      validTo: null,
    });
    const [team] = await graph.find("锅炉 电梯");
    expect(team?.matches).toEqual([
      expect.objectContaining({
        field: "duty",
        fragment:
          "主要开展锅炉、压力容器、压力管道、电梯、起重机械、大型游乐设施和场(厂)内专用机动车辆等特种设备事故处置技术支持、调查分析等工作",
        matched: ["锅炉", "电梯"],
      }),
    ]);
    const [tent] = await graph.find("ＴＥＮＴ");
    expect(tent?.matches[0]).toMatchObject({ field: "nameEn", matched: ["Tent"] });
  });

  test("for Chinese text of any length finds exactly the rows that hold it", async () => {
    const fields = [
      { type: "DIVISION", table: "division", key: "code", columns: ["name"], role: "anonymous" },
      { type: "TEAM", table: "team", key: "id", columns: ["name", "duty"], role: "anonymous" },
      { type: "DEPOT", table: "depot", key: "id", columns: ["name", "keeper_name"], role: "anonymous" },
      {
        type: "DEPOT",
        table: "depot",
        key: "id",
        columns: ["name", "keeper_name", "address"],
        role: "analyst",
      },
      {
        type: "AGENCY",
        table: "agency_name",
        key: "agency_id",
        columns: ["name", "short_name"],
        role: "anonymous",
      },
    ] as const;
    type Stored = Record<string, string | null>;
    const rows = new Map<object, Stored[]>();
    for (const field of fields) {
      const columns = sql.join([field.key, ...field.columns].map((column) => sql.ref(column)));
      const read = sql<Stored>`select ${columns} from ${sql.table(field.table)} order by ${sql.ref(field.key)}`;
      rows.set(field, (await read.execute(graph.store.db)).rows);
    }
    const asked = fc.record({
      field: fc.constantFrom(...fields),
      row: fc.nat(),
      column: fc.nat(),
      from: fc.nat({ max: 30 }),
      length: fc.integer({ min: 1, max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ field, row, column, from, length }) => {
        const all = rows.get(field) as Stored[];
        const text = all[row % all.length]?.[field.columns[column % field.columns.length] as string] ?? "";
        const runs = text.match(/\p{Script=Han}+/gu) ?? [];
        const run = runs[from % Math.max(1, runs.length)] ?? "";
        const word = run.slice(from % Math.max(1, run.length)).slice(0, length);
        fc.pre(word !== "" && !ABBREVIATIONS.has(word));
        const holds = (each: Stored) =>
          field.columns.some((name) => fold(each[name] ?? "").includes(fold(word)));
        const expected = new Set(all.filter(holds).map((each) => each[field.key]));
        const found = await graph.walk(word, { types: [field.type], role: field.role });
        expect(new Set(found.map(({ item }) => item["key"]))).toEqual(expected);
        expect(found).toHaveLength(expected.size);
      }),
      { numRuns: 25, seed: 3 },
    );
  }, 120_000);
});

describe.each(TOP)("both engines", (text) => {
  test(`give the same order for ${text}`, () => {
    const [one, ...others] = engines().map(({ name }) => orders.get(`${name} ${text}`));
    expect(one?.length).toBeGreaterThan(0);
    for (const other of others) expect(other).toEqual(one);
  });
});
