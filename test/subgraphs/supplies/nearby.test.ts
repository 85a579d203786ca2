import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { suppliesSubgraph } from "../../../src/subgraphs/supplies/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { depotRow, insertSupplies } from "./supplies-rows.js";

const TEAMS = `query ($teams: [_Any!]!, $km: Float!, $first: Int) {
  _entities(representations: $teams) { ... on Team { depotsWithin(km: $km, first: $first) { distanceKm depot { name } } } }
}`;

const team = (id: string, latitude: number, longitude: number) => ({
  __typename: "Team",
  id,
  basePoint: { wgs84: { latitude, longitude } },
});

describeEachEngine("depots around a place", (engine) => {
  let supplies: SubgraphHarness;
  beforeAll(async () => {
    supplies = await openSubgraph(suppliesSubgraph, engine);
    await insertSupplies(supplies);
  });
  afterAll(() => supplies.close());

  const near = async (args: string) => {
    const { data, errors } = await supplies.run(`{ depotsNear(${args}) { distanceKm depot { name } } }`);
    return errors === undefined ? data?.["depotsNear"] : errors.map(({ extensions }) => extensions["code"]);
  };

  test("come nearest first, with distances to the metre, in one statement for all teams", async () => {
    const answer = await supplies.run(TEAMS, {
      variables: {
        teams: [
          team("tm1", 31.2, 121.5),
          team("tm2", 31.2, 121.6),
          team("tm3", 30, 120),
          { __typename: "Team", id: "tm4", basePoint: null },
        ],
        km: 5,
      },
    });
    expect(answer).toEqual({
      data: {
        _entities: [
          {
            depotsWithin: [
              { distanceKm: 0, depot: { name: "市库" } },
              { distanceKm: 1.112, depot: { name: "区库" } },
            ],
          },
          { depotsWithin: [{ distanceKm: 0, depot: { name: "邻区库" } }] },
          { depotsWithin: [] },
          { depotsWithin: null },
        ],
      },
    });
    expect(supplies.statements).toHaveLength(1);
  });

  test("are cut to the nearest few for each team", async () => {
    const answer = await supplies.run(TEAMS, {
      variables: { teams: [team("tm1", 31.2, 121.5), team("tm2", 31.2, 121.6)], km: 50, first: 1 },
    });
    expect(answer).toEqual({
      data: {
        _entities: [
          { depotsWithin: [{ distanceKm: 0, depot: { name: "市库" } }] },
          { depotsWithin: [{ distanceKm: 0, depot: { name: "邻区库" } }] },
        ],
      },
    });
  });

  test("of a free point are those of the same place in any datum", async () => {
    expect(await near("latitude: 31.2, longitude: 121.55, datum: WGS84, km: 5")).toEqual([
      { distanceKm: 4.756, depot: { name: "市库" } },
      { distanceKm: 4.756, depot: { name: "邻区库" } },
      { distanceKm: 4.884, depot: { name: "区库" } },
    ]);
    expect(await near("latitude: 31.198, longitude: 121.5045, datum: GCJ02, km: 0.1")).toEqual([
      { distanceKm: expect.closeTo(0, 1), depot: { name: "市库" } },
    ]);
    expect(await near("latitude: 31.198, longitude: 121.5045, datum: WGS84, km: 0.1")).toEqual([]);
  });

  test("hold what lies just within the radius and nothing beyond", async () => {
    expect(await near("latitude: 31.2, longitude: 121.5, datum: CGCS2000, km: 1.112")).toHaveLength(2);
    expect(await near("latitude: 31.2, longitude: 121.5, datum: CGCS2000, km: 1.111")).toHaveLength(1);
  });

  test("are found at the poles and across the 180th meridian too", async () => {
    await supplies.insert("depot", [
      depotRow({ id: "dp8", name: "东经端", tier: null, county: "310115", at: [0, 179.9] }),
      depotRow({ id: "dp9", name: "极点旁", tier: null, county: "310115", at: [89.9, 0] }),
    ]);
    expect(await near("latitude: 0, longitude: -179.9, datum: WGS84, km: 30")).toEqual([
      { distanceKm: 22.239, depot: { name: "东经端" } },
    ]);
    expect(await near("latitude: 89.9, longitude: 180, datum: WGS84, km: 30")).toEqual([
      { distanceKm: 22.239, depot: { name: "极点旁" } },
    ]);
  });

  test.each([
    ["km: 0", "BAD_RADIUS"],
    ["km: -1", "BAD_RADIUS"],
    ["km: 500.1", "BAD_RADIUS"],
    ["km: 5, first: 0", "BAD_PAGE_SIZE"],
    ["km: 5, first: 501", "BAD_PAGE_SIZE"],
  ])("cannot be asked for with %s", async (args, code) => {
    expect(await near(`latitude: 31.2, longitude: 121.5, datum: WGS84, ${args}`)).toEqual([code]);
  });

  test.each(["latitude: 91, longitude: 0", "latitude: 0, longitude: 181"])(
    "cannot be asked for around %s",
    async (place) => {
      expect(await near(`${place}, datum: WGS84, km: 5`)).toEqual(["BAD_POINT"]);
    },
  );
});
