import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { buildSubgraph } from "../../../src/dataset/build-subgraph.js";
import { SUBGRAPHS } from "../../../src/subgraphs/index.js";
import { describeEachEngine } from "../../support/engines.js";
import { ask, serveGraph, serveSubgraph } from "../../support/graph-harness.js";
import { openSearchGraph, type SearchGraph } from "./search-graph.js";

const AROUND = (km: number, datum = "WGS84") => ({
  center: { latitude: 31.2335, longitude: 121.4736, datum },
  km,
});

describeEachEngine("a search", (engine) => {
  let graph: SearchGraph;
  beforeAll(async () => {
    graph = await openSearchGraph(engine, true);
  }, 180_000);
  afterAll(() => graph.close());

  const one = async (query: ReturnType<typeof sql<Record<string, string>>>) =>
    (await query.execute(graph.store.db)).rows[0] as Record<string, string>;

  test("does not find people for who may not see them, nor by what they may not read", async () => {
    const expert = await one(
      sql`select id, name, title, employer, summary from expert where summary is not null order by id limit 1`,
    );
    const finds = async (text: string, role: "anonymous" | "analyst" | "steward") =>
      (await graph.walk(text, { role, types: ["EXPERT"] })).some(({ item }) => item["key"] === expert["id"]);
    expect(await graph.find("工程师", { role: "anonymous", types: ["EXPERT"] })).toEqual([]);
    expect(await finds(expert["title"] as string, "anonymous")).toBe(false);
    expect(await finds(expert["name"] as string, "anonymous")).toBe(false);
    for (const column of ["title", "employer", "summary"]) {
      expect([column, await finds(expert[column] as string, "analyst")]).toEqual([column, true]);
    }
    expect(await finds(expert["name"] as string, "analyst")).toBe(false);
    expect(await finds(expert["name"] as string, "steward")).toBe(true);
  });

  test("neither matches nor counts by an INTERNAL field for the public", async () => {
    const depot = await one(sql`select id, address from depot where address is not null order by id limit 1`);
    const address = depot["address"] as string;
    const street = /\p{Script=Han}+(?:路|街|道|镇)/u.exec(address)?.[0] ?? address;
    const byAddress = async (role: "anonymous" | "analyst") =>
      (await graph.walk(address, { role, types: ["DEPOT"] })).flatMap(({ matches }) =>
        matches.filter(({ field }) => field === "address"),
      ).length;
    expect([await byAddress("anonymous"), await byAddress("analyst")]).toEqual([0, expect.any(Number)]);
    expect(await byAddress("analyst")).toBeGreaterThan(0);
    const count = async (role: "anonymous" | "analyst") => {
      const query = "query ($text: String!) { search(text: $text, types: [DEPOT]) { totalCount } }";
      const { data } = await ask(graph.url, query, { role, variables: { text: street } });
      return (data as { search: { totalCount: number } }).search.totalCount;
    };
    expect(await count("anonymous")).toBe((await graph.walk(street, { types: ["DEPOT"] })).length);
    expect(await count("analyst")).toBeGreaterThanOrEqual(await count("anonymous"));
  });

  test("knows no slip of a word that only closed texts hold", async () => {
    // Of an expert's name in Latin letters, one letter is wrong: the word itself must stay unknown to the public.
    const { name_en: name } = (await one(
      sql`select name_en from expert where name_en is not null and length(name_en) > 8 order by id limit 1`,
    )) as { name_en: string };
    const word = name.split(/[^A-Za-z]+/).sort((a, b) => b.length - a.length)[0] as string;
    expect(await graph.find(`${word}x`, { types: ["EXPERT"] })).toEqual([]);
    expect(await graph.find(`${word}x`, { types: ["EXPERT"], role: "steward" })).not.toEqual([]);
  });

  test("gives the public nothing that its owner would refuse", async () => {
    const hits = (await Promise.all(["队", "市", "应急", "rescue"].map((text) => graph.find(text)))).flat();
    expect(hits.length).toBeGreaterThan(500);
    expect(hits.filter(({ item }) => item === null)).toEqual([]);
  });

  test.each(["消防", "队", "rescue", "浦东 消防 站"])(
    "for %s in pages is the same as in one",
    async (text) => {
      const whole = await graph.walk(text, { first: 500 });
      const paged = await graph.walk(text, { first: whole.length > 300 ? 97 : 7 });
      expect(paged).toEqual(whole);
      expect(new Set(whole.map(({ item }) => `${item.__typename} ${item["key"]}`)).size).toBe(whole.length);
    },
    60_000,
  );

  test("runs a statement for each thing that it needs, whatever it finds", async () => {
    const statements = async (query: string) => {
      graph.statements.length = 0;
      const { errors } = await ask(graph.url, query, { role: "anonymous" });
      expect(errors).toBeUndefined();
      return graph.statements.length;
    };
    expect(await statements('{ search(text: "浦东 消防", first: 2) { nodes { score } } }')).toBe(1);
    expect(await statements('{ search(text: "浦东 消防", first: 200) { nodes { score } } }')).toBe(1);
    expect(await statements('{ search(text: "消防", first: 200) { nodes { matches { field } } } }')).toBe(2);
    expect(
      await statements('{ search(text: "pudong fire", first: 99) { nodes { matches { field } } } }'),
    ).toBe(3);
    expect(await statements('{ search(text: "消防", first: 1) { totalCount } }')).toBe(2);
    // Nothing found: then it makes sure that there is an index at all.
    expect(await statements('{ search(text: "浦东消防站") { nodes { score } } }')).toBe(2);
    expect(
      await statements(
        '{ search(text: "消防救援站", types: [TEAM]) { nodes { item { ... on Team { name } } } } }',
      ),
    ).toBe(2);
  });

  test("counts what it finds", async () => {
    const query = '{ search(text: "消防 站", first: 1, types: [TEAM]) { totalCount } }';
    const { data } = await ask(graph.url, query, { role: "anonymous" });
    const { n } = await one(
      sql`select count(*) as n from team where name like '%消防%' and name like '%站%'`,
    );
    expect((data as { search: { totalCount: number } }).search.totalCount).toBe(Number(n));
  });

  test("counts experts in fives for who may not read people, and the rest as it is", async () => {
    const count = async (role: "analyst" | "steward", types: string) => {
      const query = `{ search(text: "化", types: ${types}) { totalCount } }`;
      const { data } = await ask(graph.url, query, { role });
      return (data as { search: { totalCount: number } }).search.totalCount;
    };
    const [experts, teams] = [await count("analyst", "[EXPERT]"), await count("analyst", "[TEAM]")];
    const exact = (await graph.walk("化", { role: "analyst", types: ["EXPERT"] })).length;
    expect(exact % 5).not.toBe(0);
    expect(experts).toBe(Math.ceil(exact / 5) * 5);
    expect(teams).toBe((await graph.walk("化", { role: "analyst", types: ["TEAM"] })).length);
    expect(await count("analyst", "[EXPERT, TEAM]")).toBe(experts + teams);
    expect(await count("steward", "[EXPERT]")).toBeGreaterThanOrEqual(exact);
  });

  test("near a place gives what lies there only, and the nearer of equals first", async () => {
    const near = await graph.find("消防", { near: AROUND(30), types: ["TEAM"] });
    expect(near.length).toBeGreaterThan(5);
    for (const { distanceKm } of near) expect(distanceKm).toBeLessThanOrEqual(30);
    const plain = new Map(
      (await graph.walk("消防", { types: ["TEAM"] })).map((hit) => [hit.item["key"], hit.score]),
    );
    for (const { item, score, distanceKm } of near) {
      const bonus = Math.floor((500 * (30_000 - Math.round((distanceKm as number) * 1000))) / 30_000);
      expect(score).toBe((plain.get(item["key"] as string) as number) + bonus);
    }
    const stations = near.filter(
      (hit) => plain.get(hit.item["key"] as string) === plain.get(near[0]?.item["key"] as string),
    );
    const distances = stations.map(({ distanceKm }) => distanceKm as number);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    // Half a kilometre aside in the other datum.
    const [moved] = await graph.find("消防", { near: AROUND(30, "GCJ02"), types: ["TEAM"] });
    expect(moved?.distanceKm).not.toBe(near[0]?.distanceKm);
    expect(await graph.find("帐篷", { near: AROUND(30), types: ["ITEM"] })).toEqual([]);
  });

  test("keeps to the types that are asked for", async () => {
    const hits = await graph.find("消防", { types: ["TEAM", "EXPERT_DOMAIN"] });
    expect(new Set(hits.map(({ type }) => type))).toEqual(new Set(["TEAM", "EXPERT_DOMAIN"]));
    expect(await graph.find("消防", { types: [] })).toEqual([]);
  });

  test.each([
    ["", "SEARCH_TEXT_EMPTY"],
    [" \u3000\n", "SEARCH_TEXT_EMPTY"],
    ["!?、。%_*", "SEARCH_TEXT_WORDLESS"],
    ["🚒🔥", "SEARCH_TEXT_WORDLESS"],
    ["\ud83d", "SEARCH_TEXT_WORDLESS"],
    ["危\u0000化", "SEARCH_TEXT_CONTROL"],
    ["危".repeat(201), "SEARCH_TEXT_TOO_LONG"],
    ["a b c d e f g h i j k", "SEARCH_TOO_MANY_WORDS"],
  ])("refuses the text %j with %s, before it reads anything", async (text, code) => {
    graph.statements.length = 0;
    const { errors, data } = await graph.ask(text);
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual([code]);
    expect(data).toEqual({ search: null });
    expect(graph.statements).toEqual([]);
  });

  test.each([
    [{ first: 0 }, "BAD_PAGE_SIZE"],
    [{ first: 501 }, "BAD_PAGE_SIZE"],
    [{ types: ["VOLUNTEER"] }, "WRONG_TYPE"],
    [{ near: AROUND(0) }, "BAD_RADIUS"],
    [{ near: AROUND(501) }, "BAD_RADIUS"],
    [{ near: AROUND(5, "ED50") }, "WRONG_TYPE"],
    [{ near: { center: { latitude: 91, longitude: 0, datum: "WGS84" }, km: 5 } }, "BAD_POINT"],
    [{ after: "forged" }, "BAD_CURSOR"],
    [{ after: Buffer.from('["x",1,"Team","a"]').toString("base64url") }, "CURSOR_MISMATCH"],
  ])("refuses %j with %s", async (options, code) => {
    const { errors } = await graph.ask("消防", options);
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual([code]);
    expect(JSON.stringify(errors)).not.toMatch(/select|search_|\/src\//i);
  });

  test("refuses the cursor of another search", async () => {
    const { data } = await graph.ask("消防", { first: 1 });
    const { endCursor } = (data as { search: { pageInfo: { endCursor: string } } }).search.pageInfo;
    for (const [text, options] of [
      ["消", {}],
      ["消防", { types: ["TEAM"] }],
      ["消防", { near: AROUND(5) }],
    ] as const) {
      const { errors } = await graph.ask(text, { ...options, after: endCursor });
      expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["CURSOR_MISMATCH"]);
    }
  });

  test.each(["' or 1=1 --", '"危险', "100%", "危_", "a*", "消防🚒", "\\", "危险)化学品"])(
    "takes %j as what it says, and signs as nothing",
    async (text) => {
      const { errors } = await graph.ask(text);
      expect((errors ?? []).map(({ extensions }) => extensions["code"])).toEqual(
        text === "\\" ? ["SEARCH_TEXT_WORDLESS"] : [],
      );
    },
  );

  test("answers the same from a subgraph that is served alone", async () => {
    const definition = SUBGRAPHS.find(({ name }) => name === "search") as (typeof SUBGRAPHS)[number];
    const alone = await serveSubgraph(await buildSubgraph(definition), graph.store);
    const remote = await serveGraph(graph.store, { search: alone.url });
    const query = `{ search(text: "危化", types: [TEAM], first: 1) {
      nodes { score matches { field fragment } item { __typename ... on Team { id name leadAgencies { name } } } } } }`;
    const here = await ask(graph.url, query, { role: "anonymous" });
    expect((await ask(remote.url, query, { role: "anonymous" })).data).toEqual(here.data);
    expect(here.data).toMatchObject({
      search: {
        nodes: [
          {
            matches: [{ field: "name" }, { field: "duty" }],
            item: {
              __typename: "Team",
              name: "市危险化学品事故应急救援队伍",
              leadAgencies: [{ name: "市应急局" }, { name: "市消防救援总队" }],
            },
          },
        ],
      },
    });
    await remote.stop();
    await alone.stop();
  });

  test("says so when there is no index, instead of that there is nothing", async () => {
    await graph.store.db.transaction().execute(async (db) => {
      await sql`delete from search_document`.execute(db);
      await sql`delete from search_gram`.execute(db);
    });
    const { errors } = await graph.ask("消防");
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["SEARCH_INDEX_EMPTY"]);
  });
});
