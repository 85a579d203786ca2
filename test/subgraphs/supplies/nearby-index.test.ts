import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { suppliesSubgraph } from "../../../src/subgraphs/supplies/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { depotRow } from "./supplies-rows.js";

const INDEX = "depot_wgs84latitude_wgs84longitude_index";
/** Enough that reading all of them would be the worse choice, a tenth of a degree apart. */
const DEPOTS = 2000;

describeEachEngine("what lies near a point", (engine) => {
  let supplies: SubgraphHarness;
  let last: { text: string; parameters: readonly unknown[] } | undefined;

  beforeAll(async () => {
    supplies = await openSubgraph(suppliesSubgraph, engine);
    const rows = Array.from({ length: DEPOTS }, (_, at) => {
      const place: [number, number] = [20 + (at % 200) / 10, 110 + Math.floor(at / 200)];
      return depotRow({
        id: `dp${String(at).padStart(4, "0")}`,
        name: `库 ${at}`,
        tier: null,
        county: "310115",
        at: place,
      });
    });
    await supplies.insert("depot", rows);
    if (engine.name === "mariadb") await sql`analyze table depot`.execute(supplies.store.db);
    supplies.store.onStatement((text, parameters) => {
      last = { text, parameters };
    });
  }, 60_000);
  afterAll(() => supplies.close());

  /** The steps that the engine would take for the statement that answered. */
  const explained = async () => {
    if (last === undefined) throw new Error("No statement ran.");
    const { text, parameters } = last;
    const [before = "", ...after] = text.split("?");
    const statement = after.reduce(
      (so, part, at) => sql`${so}${parameters[at]}${sql.raw(part)}`,
      sql.raw(before),
    );
    const explain = sql.raw(engine.name === "sqlite" ? "explain query plan " : "explain ");
    return (await sql<Record<string, unknown>>`${explain}${statement}`.execute(supplies.store.db)).rows;
  };

  test.each([
    [
      "depotsNear",
      "{ depotsNear(latitude: 31.2, longitude: 113, datum: WGS84, km: 15) { distanceKm depot { id } } }",
    ],
    [
      "a filter on the location",
      `{ depots(where: { location: { within: { center: { latitude: 31.2, longitude: 113, datum: WGS84 }, km: 15 } } },
        orderBy: [{ name: ASC }]) { nodes { id } } }`,
    ],
  ])("is found through the index on latitude and longitude: %s", async (_what, query) => {
    const { data, errors } = await supplies.run(query);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain("dp0712");
    const plan = JSON.stringify(await explained());
    expect(plan).toContain(INDEX);
    // MariaDB: `range` reads a part of an index, `index` and `ALL` everything. SQLite: SEARCH does, SCAN everything.
    expect(plan).toMatch(engine.name === "sqlite" ? /SEARCH c USING INDEX/ : /"type":"range"/);
  });
});
