import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { suppliesSubgraph } from "../../../src/subgraphs/supplies/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertSupplies } from "./supplies-rows.js";

describeEachEngine("depots", (engine) => {
  let supplies: SubgraphHarness;
  beforeAll(async () => {
    supplies = await openSubgraph(suppliesSubgraph, engine);
    await insertSupplies(supplies);
  });
  afterAll(() => supplies.close());

  test("one depot is read whole in one statement", async () => {
    const answer = await supplies.run(`{
      depot(id: "dp2") {
        id name nameEn tier mode status floorAreaM2 keeperName address contactName contactPhone
        division { code } ownerAgency { id } keeperAgency { id }
        location { datum datumInferred received { latitude longitude } wgs84 { latitude longitude } }
        provenance { source provinceCode observedAt receivedAt freshness synthetic }
      }
    }`);
    expect(answer).toEqual({
      data: {
        depot: {
          id: "dp2",
          name: "区库",
          nameEn: null,
          tier: "DISTRICT",
          mode: "GOVERNMENT",
          status: "OPEN",
          floorAreaM2: 1200.5,
          keeperName: null,
          address: "世纪大道 1 号",
          contactName: "样例甲",
          contactPhone: "00000000000",
          division: { code: "310115" },
          ownerAgency: { id: "ag1" },
          keeperAgency: null,
          location: {
            datum: "WGS84",
            datumInferred: false,
            received: { latitude: 31.23, longitude: 121.47 },
            wgs84: { latitude: 31.21, longitude: 121.5 },
          },
          provenance: {
            source: "sh-depots",
            provinceCode: "31",
            observedAt: "2026-11-01T00:00:00.000Z",
            receivedAt: "2026-11-01T01:00:00.000Z",
            freshness: "UNKNOWN",
            synthetic: true,
          },
        },
      },
    });
    expect(supplies.statements).toHaveLength(1);
  });

  test("a depot whose place is not known has no location", async () => {
    const answer = await supplies.run(`{ depot(id: "dp4") { tier location { datum } parentDepot { id } } }`);
    expect(answer).toEqual({ data: { depot: { tier: null, location: null, parentDepot: null } } });
  });

  test("the tiers are walked up and down, one statement for each level", async () => {
    const answer = await supplies.run(`{
      depots(where: { tier: { eq: CITY } }) {
        nodes { name childDepots(first: 5) { totalCount nodes { name parentDepot { name } } } }
      }
    }`);
    expect(answer).toEqual({
      data: {
        depots: {
          nodes: [
            {
              name: "市库",
              childDepots: {
                totalCount: 2,
                nodes: [
                  { name: "区库", parentDepot: { name: "市库" } },
                  { name: "邻区库", parentDepot: { name: "市库" } },
                ],
              },
            },
          ],
        },
      },
    });
    // Depots, their children, the children's count, the children's parents.
    expect(supplies.statements).toHaveLength(4);
  });

  test.each([
    ['{ id: { in: ["dp2", "dp3"] } }', ["dp2", "dp3"]],
    ["{ mode: { eq: PRODUCTION_CAPACITY } }", ["dp4"]],
    ["{ status: { in: [CLOSED, MAINTENANCE] } }", []],
    ['{ tier: { eq: DISTRICT }, division: { within: "310115" } }', ["dp2"]],
    ['{ division: { within: "31" } }', ["dp1", "dp2", "dp3"]],
  ])("the filter %s holds for what it gives", async (where, ids) => {
    const answer = await supplies.run(`{ depots(where: ${where}) { nodes { id } } }`);
    expect(answer).toEqual({ data: { depots: { nodes: ids.map((id) => ({ id })) } } });
  });

  test("the list is paged from both ends", async () => {
    const page = (args: string) =>
      supplies.run(
        `{ depots(${args}) { nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
      );
    const first = await page("first: 3");
    expect(first.data?.["depots"]).toMatchObject({
      nodes: [{ id: "dp1" }, { id: "dp2" }, { id: "dp3" }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const { endCursor } = (first.data as { depots: { pageInfo: { endCursor: string } } }).depots.pageInfo;
    expect((await page(`first: 3, after: "${endCursor}"`)).data?.["depots"]).toMatchObject({
      nodes: [{ id: "dp4" }],
      pageInfo: { hasNextPage: false },
    });
    expect((await page(`last: 3, before: "${endCursor}"`)).data?.["depots"]).toMatchObject({
      nodes: [{ id: "dp1" }, { id: "dp2" }],
      pageInfo: { hasPreviousPage: false },
    });
  });

  test("an enterprise tells what it can produce", async () => {
    const answer = await supplies.run(`{
      depot(id: "dp4") {
        productionCapacities { nodes { perDay leadTimeHours contractNumber validUntil unit { code } item { name } } }
      }
    }`);
    expect(answer).toEqual({
      data: {
        depot: {
          productionCapacities: {
            nodes: [
              {
                perDay: 80,
                leadTimeHours: 24,
                contractNumber: "SAMPLE-1",
                validUntil: "2027-12-31",
                unit: { code: "TENT" },
                item: { name: "帐篷" },
              },
            ],
          },
        },
      },
    });
  });

  test("a depot that does not exist is an error for whoever names it, null for who refers to it", async () => {
    const named = await supplies.run(`{ depot(id: "dp999") { name } }`);
    expect(named.data).toEqual({ depot: null });
    expect(named.errors?.map(({ message, extensions }) => [extensions["code"], message])).toEqual([
      ["NOT_FOUND", "There is no Depot with id dp999."],
    ]);
    const referred = await supplies.run(
      `{ _entities(representations: [{ __typename: "Depot", id: "dp999" }, { __typename: "Depot", id: "dp1" }]) {
        ... on Depot { name }
      } }`,
    );
    expect(referred).toEqual({ data: { _entities: [null, { name: "市库" }] } });
    expect(supplies.statements).toHaveLength(1);
  });

  test("divisions and agencies lead to their depots, one statement for all of them", async () => {
    const answer = await supplies.run(`{
      _entities(representations: [
        { __typename: "Division", code: "310115" }
        { __typename: "Division", code: "33" }
        { __typename: "Division", code: "34" }
      ]) { ... on Division { depots(first: 1) { nodes { name } } } }
    }`);
    expect(answer).toEqual({
      data: {
        _entities: [
          { depots: { nodes: [{ name: "市库" }] } },
          { depots: { nodes: [{ name: "协议工厂" }] } },
          { depots: { nodes: [] } },
        ],
      },
    });
    expect(supplies.statements).toHaveLength(1);

    const byOwner = await supplies.run(`{
      _entities(representations: [{ __typename: "Agency", id: "ag1" }, { __typename: "Agency", id: "ag2" }]) {
        ... on Agency { depots { totalCount } }
      }
    }`);
    expect(byOwner).toEqual({
      data: { _entities: [{ depots: { totalCount: 4 } }, { depots: { totalCount: 0 } }] },
    });
  });
});
