import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { graphql } from "graphql";
import type { KyselyPlugin, RootOperationNode } from "kysely";
import { suppliesSubgraph } from "../../src/subgraphs/supplies/subgraph.js";
import { teamsSubgraph } from "../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine } from "../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../support/subgraph-harness.js";
import { teamRow } from "../support/team-row.js";
import { testContext } from "../support/test-context.js";

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}
interface Row {
  readonly id: string;
  readonly name: string;
  readonly wgs84Latitude: number | null;
  readonly wgs84Longitude: number | null;
}
interface Page {
  readonly nodes: readonly { readonly id: string; readonly distance: number | null }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** By the law of cosines of the chord, not as the SQL has it: agreement is not by the same mistake. */
function metres(from: Place, to: Row): number | null {
  if (to.wgs84Latitude === null || to.wgs84Longitude === null) return null;
  const vector = (latitude: number, longitude: number) => {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const [a, b] = [vector(from.latitude, from.longitude), vector(to.wgs84Latitude, to.wgs84Longitude)];
  const chord = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  const sum = Math.hypot(a[0] + b[0], a[1] + b[1], a[2] + b[2]);
  return Math.round(2 * Math.atan2(chord, sum) * 6371008.8);
}

// Hundredths of a degree: many rows share a place, so that ties are broken by the key; and antipodes occur.
const place = fc.record({
  latitude: fc.constantFrom(31.2, 31.21, 31.3, -31.2, 90, 0),
  longitude: fc.constantFrom(121.4, 121.41, 121.5, -58.6, 180, -180),
});
const row = fc.record({ name: fc.constantFrom("甲", "乙"), at: fc.option(place, { nil: null }) });
const DIRECTIONS = ["ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_FIRST"] as const;

function inOrder(rows: readonly Row[], from: Place, direction: string, byName: boolean): string[] {
  const missing = direction.endsWith("NULLS_FIRST") ? -1 : 1;
  return [...rows]
    .sort((a, b) => {
      const name = byName ? Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) : 0;
      if (name !== 0) return name;
      const [left, right] = [metres(from, a), metres(from, b)];
      if (left !== right) {
        if (left === null) return missing;
        if (right === null) return -missing;
        return (left - right) * (direction.startsWith("DESC") ? -1 : 1);
      }
      // The key goes the way of what comes before it.
      return Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)) * (direction.startsWith("DESC") ? -1 : 1);
    })
    .map(({ id }) => id);
}

const CENTRE = { latitude: 31.23, longitude: 121.47, datum: "WGS84" };
const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: [TeamOrder!],
  $where: TeamFilter, $from: CentreInput = { latitude: 31.23, longitude: 121.47, datum: WGS84 }) {
  teams(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, where: $where) {
    nodes { id distance(from: $from) }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

function placed(id: string, at: Place | null, own: Record<string, string | number> = {}) {
  const point = { latitude: at?.latitude ?? null, longitude: at?.longitude ?? null, datum: "WGS84" };
  const wgs84 = { wgs84Latitude: point.latitude, wgs84Longitude: point.longitude };
  return teamRow({ id, ...point, ...wgs84, ...own });
}

describeEachEngine("distance", (engine) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    harness = await openSubgraph(teamsSubgraph, engine);
  });
  afterAll(() => harness.close());

  async function fill(rows: Parameters<SubgraphHarness["insert"]>[1]): Promise<void> {
    await harness.store.db.deleteFrom("team").execute();
    await harness.insert("team", rows);
  }

  async function page(variables: Record<string, unknown>): Promise<Page> {
    const { data, errors } = await harness.run(QUERY, { variables });
    expect(errors).toBeUndefined();
    return data?.["teams"] as unknown as Page;
  }

  async function walk(variables: Record<string, unknown>, size: number, backward: boolean) {
    const nodes: Page["nodes"][number][] = [];
    for (let cursor: string | null = null; ; ) {
      const at = backward ? { last: size, before: cursor } : { first: size, after: cursor };
      const found: Page = await page({ ...variables, ...at });
      if (backward) nodes.unshift(...found.nodes);
      else nodes.push(...found.nodes);
      if (!(backward ? found.pageInfo.hasPreviousPage : found.pageInfo.hasNextPage)) return nodes;
      cursor = backward ? found.pageInfo.startCursor : found.pageInfo.endCursor;
    }
  }

  test("orders page in both directions without skips or repeats, as a plain sort has it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 14 }),
        place,
        fc.constantFrom(...DIRECTIONS),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (plain, from, direction, byName, size, backward) => {
          const rows = plain.map(({ name, at }, index) => ({
            id: `tm${String(index).padStart(3, "0")}`,
            name,
            wgs84Latitude: at?.latitude ?? null,
            wgs84Longitude: at?.longitude ?? null,
          }));
          await fill(
            rows.map((each, index) => placed(each.id, plain[index]?.at ?? null, { name: each.name })),
          );
          const centre = { ...from, datum: "WGS84" };
          const distance = { distance: { from: centre, direction } };
          const orderBy = byName ? [{ name: "ASC" }, distance] : [distance];
          const nodes = await walk({ orderBy, from: centre }, size, backward);
          expect(nodes.map(({ id }) => id)).toEqual(inOrder(rows, from, direction, byName));
          const byId = new Map(rows.map((each) => [each.id, each]));
          for (const { id, distance: km } of nodes) {
            const exact = metres(from, byId.get(id) as Row);
            expect(km).toBe(exact === null ? null : exact / 1000);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  test("as a field costs one statement for all rows, for each place, and none unless asked for", async () => {
    await fill([placed("a", { latitude: 31.23, longitude: 121.47 }), placed("b", null)]);
    const centre = "latitude: 31.24, longitude: 121.47, datum:";
    const source = `{ teams(first: 9) { nodes {
      id wgs: distance(from: { ${centre} WGS84 }) gcj: distance(from: { ${centre} GCJ02 })
    } } }`;
    const { data } = await harness.run(source, { role: "anonymous" });
    expect(data).toEqual({
      teams: {
        nodes: [
          { id: "a", wgs: 1.112, gcj: expect.closeTo(1.4, 0) },
          { id: "b", wgs: null, gcj: null },
        ],
      },
    });
    expect(harness.statements).toHaveLength(3);
    await harness.run("{ teams(first: 9) { nodes { id } } }");
    expect(harness.statements).toHaveLength(1);
    expect(harness.statements.join()).not.toContain("wgs84");
  });

  test("orders belong to their place: a cursor of another is refused", async () => {
    await fill([
      placed("a", { latitude: 31, longitude: 121 }),
      placed("b", { latitude: 32, longitude: 121 }),
    ]);
    const orderBy = (latitude: number) => [{ distance: { from: { ...CENTRE, latitude } } }];
    const { nodes, pageInfo } = await page({ first: 1, orderBy: orderBy(31.1) });
    expect(nodes.map(({ id }) => id)).toEqual(["a"]);
    const variables = { first: 1, after: pageInfo.endCursor, orderBy: orderBy(31.9) };
    const { errors } = await harness.run(QUERY, { variables });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["CURSOR_MISMATCH"]);
  });

  test("of the nearest rows in a circle is read by the index on the points", async () => {
    // Over a square of 10 degrees, so that few rows lie in the circle.
    await fill(
      Array.from({ length: 3000 }, (_, at) =>
        placed(`t${at}`, { latitude: 26 + (at % 100) / 10, longitude: 116 + Math.floor(at / 100) / 3 }),
      ),
    );
    if (engine.name === "mariadb") await harness.store.orm.em.execute("analyze table team");
    const plans: string[] = [];
    const explain: KyselyPlugin = {
      transformQuery({ node }) {
        if (node.kind !== "RawNode") return node;
        const [first = "", ...rest] = node.sqlFragments;
        const verb = engine.name === "sqlite" ? "explain query plan" : "explain";
        return { ...node, sqlFragments: [`${verb} ${first}`, ...rest] } as RootOperationNode;
      },
      async transformResult({ result }) {
        plans.push(JSON.stringify(result.rows));
        return { ...result, rows: [] };
      },
    };
    const { store } = harness;
    const ctx = testContext({ ...store, db: store.db.withPlugin(explain) }, "analyst");
    const variableValues = {
      first: 5,
      where: { basePoint: { within: { center: CENTRE, km: 20 } } },
      orderBy: [{ distance: { from: CENTRE } }],
    };
    await graphql({ schema: harness.subgraph.schema, source: QUERY, variableValues, contextValue: ctx });
    expect(plans).toHaveLength(1);
    const used =
      engine.name === "sqlite"
        ? "SEARCH c USING INDEX team_wgs84latitude_wgs84longitude_index (wgs84latitude>? AND wgs84latitude<?)"
        : '"type":"range","possible_keys":"team_wgs84latitude_wgs84longitude_index","key":"team_wgs84latitude_wgs84longitude_index"';
    expect(plans[0]).toContain(used);
    const { nodes } = await page(variableValues);
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes).toEqual([...nodes].sort((a, b) => Number(a.distance) - Number(b.distance)));
  });

  const order = (...from: object[]) => ({ orderBy: from.map((each) => ({ distance: { from: each } })) });
  const within = (center: object, km: number) => ({ where: { basePoint: { within: { center, km } } } });
  test.each<[string, Record<string, unknown>]>([
    ["BAD_POINT", order({ ...CENTRE, latitude: 90.1 })],
    ["BAD_POINT", order({ ...CENTRE, longitude: -180.1 })],
    ["BAD_ORDER", order(CENTRE, { ...CENTRE, latitude: 30 })],
    ["BAD_ORDER", { orderBy: [{ name: "ASC", distance: { from: CENTRE } }] }],
    ["BAD_RADIUS", within(CENTRE, -1)],
    ["BAD_RADIUS", within(CENTRE, 0)],
    ["BAD_RADIUS", within(CENTRE, 20_100)],
    ["BAD_POINT", within({ ...CENTRE, latitude: -91 }, 1)],
  ])("is refused with %s for %j, and nothing is read", async (code, variables) => {
    const { data, errors } = await harness.run(QUERY, { variables });
    expect([data, errors?.map(({ extensions }) => extensions["code"])]).toEqual([{ teams: null }, [code]]);
    expect(harness.statements).toEqual([]);
  });

  test.each([
    ["an unknown datum", { ...CENTRE, datum: "TOKYO" }],
    ["no datum", { latitude: 31, longitude: 121 }],
    ["a latitude that is no number", { ...CENTRE, latitude: "north" }],
  ])("is not valid with %s", async (_what, from) => {
    const { data, errors } = await harness.run(QUERY, { variables: order(from) });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain("$orderBy");
    expect(harness.statements).toEqual([]);
  });

  test("as a field from off the earth is null, with its code", async () => {
    await fill([placed("a", { latitude: 31, longitude: 121 })]);
    const { data, errors } = await harness.run(QUERY, { variables: { from: { ...CENTRE, latitude: 91 } } });
    expect(data).toMatchObject({ teams: { nodes: [{ id: "a", distance: null }] } });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["BAD_POINT"]);
  });

  test("is there for each dataset with a point, and for no other", async () => {
    const supplies = await openSubgraph(suppliesSubgraph, engine);
    const fields = (type: string) => {
      const found = supplies.subgraph.schema.getType(type) as { getFields?(): object } | undefined;
      return Object.keys(found?.getFields?.() ?? {});
    };
    expect(fields("Depot")).toContain("distance");
    expect(fields("DepotOrder")).toContain("distance");
    for (const type of ["StockLine", "StockLineOrder", "Team"])
      expect(fields(type)).not.toContain("distance");
    await supplies.close();
  });
});
