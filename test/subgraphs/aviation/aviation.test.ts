import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Role } from "../../../src/policy/caller.js";
import { aviationSubgraph } from "../../../src/subgraphs/aviation/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertAviation } from "./aviation-rows.js";

describeEachEngine("air rescue", (engine) => {
  let aviation: SubgraphHarness;
  beforeAll(async () => {
    aviation = await openSubgraph(aviationSubgraph, engine);
    await insertAviation(aviation);
  });
  afterAll(() => aviation.close());

  const ask = async (query: string, variables: Record<string, unknown> = {}, role: Role = "admin") => {
    const { data, errors } = await aviation.run(query, { role, variables });
    return errors === undefined ? data : errors.map(({ extensions }) => extensions["code"]);
  };

  test("goes from a division to its sites, their units, and what these can do, one statement for each level", async () => {
    const answer = await ask(
      `query ($divisions: [_Any!]!) { _entities(representations: $divisions) { ... on Division {
        landingSites { totalCount nodes { id kind airUnits { nodes { id kind cruiseKmh homeSite { name } capabilities { code } } } } }
      } } }`,
      { divisions: ["310115", "310114", "33"].map((code) => ({ __typename: "Division", code })) },
    );
    const base = { name: "基地" };
    expect(answer).toEqual({
      _entities: [
        {
          landingSites: {
            totalCount: 2,
            nodes: [
              {
                id: "ls1",
                kind: "HELIPORT",
                airUnits: {
                  nodes: [
                    {
                      id: "au1",
                      kind: "HELICOPTER",
                      cruiseKmh: 200.5,
                      homeSite: base,
                      capabilities: [{ code: "air-medical" }, { code: "air-transport" }],
                    },
                    {
                      id: "au2",
                      kind: "DRONE",
                      cruiseKmh: 200.5,
                      homeSite: base,
                      capabilities: [{ code: "air-reconnaissance" }],
                    },
                  ],
                },
              },
              { id: "ls2", kind: "TEMPORARY", airUnits: { nodes: [] } },
            ],
          },
        },
        {
          landingSites: { totalCount: 1, nodes: [{ id: "ls3", kind: "TEMPORARY", airUnits: { nodes: [] } }] },
        },
        { landingSites: { totalCount: 0, nodes: [] } },
      ],
    });
    // Sites, their count, units, home sites, capabilities.
    expect(aviation.statements).toHaveLength(5);
  });

  test("is found from agencies and capabilities too", async () => {
    const answer = await ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Agency { landingSites { nodes { id } } airUnits { nodes { id } } }
        ... on Capability { able: airUnits { nodes { id } } }
      } }`,
      {
        of: [
          { __typename: "Agency", id: "ag1" },
          { __typename: "Agency", id: "ag2" },
          { __typename: "Capability", code: "air-medical" },
        ],
      },
    );
    const nodes = (...ids: string[]) => ({ nodes: ids.map((id) => ({ id })) });
    expect(answer).toEqual({
      _entities: [
        { landingSites: nodes("ls1", "ls2"), airUnits: nodes() },
        { landingSites: nodes(), airUnits: nodes("au1", "au2") },
        { able: nodes("au1") },
      ],
    });
  });

  test("gives the landing sites around a point, nearest first, without those whose place is not known", async () => {
    const near = (args: string) =>
      ask(
        `{ landingSitesNear(latitude: 31.2, longitude: 121.5, ${args}) { distanceKm landingSite { id } } }`,
      );
    expect(await near("datum: WGS84, km: 5")).toEqual({
      landingSitesNear: [
        { distanceKm: 0, landingSite: { id: "ls1" } },
        { distanceKm: 1.112, landingSite: { id: "ls2" } },
      ],
    });
    expect(aviation.statements).toHaveLength(1);
    expect(await near("datum: WGS84, km: 0")).toEqual(["BAD_RADIUS"]);
    expect(await near("datum: WGS84, km: 5, first: 501")).toEqual(["BAD_PAGE_SIZE"]);
    expect(
      await ask(`{ landingSitesNear(latitude: 91, longitude: 0, datum: WGS84, km: 5) { distanceKm } }`),
    ).toEqual(["BAD_POINT"]);
  });

  test("tells which towns are beyond two hours, those out of all reach first", async () => {
    expect(
      await ask(
        `{ airReaches(
          where: { or: [{ minutes: { gt: 120 } }, { minutes: { isNull: true } }], division: { within: "34" } }
          orderBy: [{ minutes: DESC_NULLS_FIRST }]
        ) { totalCount nodes { minutes division { code } airUnit { name } townPoint { wgs84 { latitude } } } } }`,
        {},
        "anonymous",
      ),
    ).toEqual({
      airReaches: {
        totalCount: 2,
        nodes: [
          {
            minutes: null,
            division: { code: "341202003" },
            airUnit: null,
            townPoint: { wgs84: { latitude: 31.2 } },
          },
          {
            minutes: 121,
            division: { code: "341202002" },
            airUnit: { name: "单元au1" },
            townPoint: { wgs84: { latitude: 31.2 } },
          },
        ],
      },
    });
    // The page, its count, the units.
    expect(aviation.statements).toHaveLength(3);
  });

  test("counts sites, units by capability, and towns by division", async () => {
    expect(
      await ask(`{
        landingSiteAggregate(groupBy: [{ kind: true }]) { nodes { key { kind } count } }
        airUnitAggregate(groupBy: [{ capability: true }]) { nodes { key { capability { code } } count } }
        airReachAggregate(groupBy: [{ division: { level: PROVINCE } }, { airUnit: true }]) {
          nodes { key { division { code } airUnit { name } } count max { minutes } }
        }
      }`),
    ).toEqual({
      landingSiteAggregate: {
        nodes: [
          { key: { kind: "HELIPORT" }, count: 1 },
          { key: { kind: "TEMPORARY" }, count: 2 },
        ],
      },
      airUnitAggregate: {
        nodes: [
          { key: { capability: { code: "air-medical" } }, count: 1 },
          { key: { capability: { code: "air-reconnaissance" } }, count: 1 },
          { key: { capability: { code: "air-transport" } }, count: 1 },
        ],
      },
      airReachAggregate: {
        nodes: [
          { key: { division: { code: "31" }, airUnit: { name: "单元au1" } }, count: 1, max: { minutes: 25 } },
          {
            key: { division: { code: "34" }, airUnit: { name: "单元au1" } },
            count: 2,
            max: { minutes: 121 },
          },
          { key: { division: { code: "34" }, airUnit: null }, count: 1, max: { minutes: null } },
        ],
      },
    });
  });

  test.each([
    [`airUnits(where: { capabilities: { some: { code: { eq: "air-transport" } } } })`, ["au1"]],
    [`airUnits(where: { status: { ne: AVAILABLE } })`, ["au2"]],
    [`landingSites(where: { airUnits: { some: { kind: { eq: DRONE } } } })`, ["ls1"]],
    [`landingSites(where: { ownerAgency: { isNull: true } })`, ["ls3"]],
    [`airReaches(where: { minutes: { lte: 120 } }, orderBy: [{ minutes: DESC }])`, ["ar2", "ar1"]],
  ])("is filtered: %s", async (field, expected) => {
    const answer = await ask(`{ list: ${field} { nodes { id } } }`);
    expect(answer).toEqual({ list: { nodes: expected.map((id) => ({ id })) } });
  });

  test.each([
    [`{ landingSite(id: "none") { id } }`, "NOT_FOUND"],
    [`{ airUnit(id: "none") { id } }`, "NOT_FOUND"],
    [`{ airReaches(first: 0) { nodes { id } } }`, "BAD_PAGE_SIZE"],
    [`{ airReaches(orderBy: [{ minutes: ASC }, { minutes: DESC }]) { nodes { id } } }`, "BAD_ORDER"],
  ])("refuses %s with %s", async (query, code) => {
    expect(await ask(query)).toEqual([code]);
  });

  test("shows its people to stewards alone, and lets nobody else guess them", async () => {
    const query = `{ landingSite(id: "ls1") { name contactName contactPhone } }`;
    for (const role of ["anonymous", "analyst"] as const) {
      const { data, errors = [] } = await aviation.run(query, { role });
      expect(data).toEqual({ landingSite: { name: "基地", contactName: null, contactPhone: null } });
      expect(errors.map(({ extensions }) => extensions["field"]).sort()).toEqual([
        "LandingSite.contactName",
        "LandingSite.contactPhone",
      ]);
      expect(aviation.statements.join()).not.toMatch(/contact_/);
      const guess = `{ landingSites(where: { contactName: { startsWith: "样" } }) { nodes { id } } }`;
      expect(await ask(guess, {}, role)).toEqual(["FORBIDDEN_FIELD"]);
      expect(aviation.statements).toEqual([]);
    }
    expect(await ask(query, {}, "steward")).toMatchObject({ landingSite: { contactName: "样例甲" } });
  });
});
