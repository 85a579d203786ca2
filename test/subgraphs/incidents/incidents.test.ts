import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { incidentsSubgraph } from "../../../src/subgraphs/incidents/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertIncidents } from "./incident-rows.js";

describeEachEngine("incidents", (engine) => {
  let incidents: SubgraphHarness;
  beforeAll(async () => {
    incidents = await openSubgraph(incidentsSubgraph, engine);
    await insertIncidents(incidents);
  });
  afterAll(() => incidents.close());

  const ask = (query: string) => incidents.run(query, { role: "analyst" });

  test("one incident is read whole in one statement, its first arrival included", async () => {
    const answer = await ask(`{
      incident(id: "ic1") {
        id level status alarmAt closedAt minutesToFirstArrival
        eventType { code } division { code } point { datum wgs84 { latitude longitude } } provenance { synthetic }
      }
    }`);
    expect(answer).toEqual({
      data: {
        incident: {
          id: "ic1",
          level: 4,
          status: "CLOSED",
          alarmAt: "2026-03-01T00:00:00.000Z",
          closedAt: "2026-03-01T02:00:00.000Z",
          minutesToFirstArrival: 8.5,
          eventType: { code: "RG-A-FIR" },
          division: { code: "310115" },
          point: { datum: "WGS84", wgs84: { latitude: 31.21, longitude: 121.5 } },
          provenance: { synthetic: true },
        },
      },
    });
    expect(incidents.statements).toHaveLength(1);
  });

  test("an arrival before the alarm stays as it came, and no minutes are made of it", async () => {
    const answer = await ask(`{
      dispatch(id: "ds3") { arrivedAt minutesToArrival provenance { qualityNote } incident { alarmAt } }
    }`);
    expect(answer).toEqual({
      data: {
        dispatch: {
          arrivedAt: "2026-03-31T23:00:00.000Z",
          minutesToArrival: null,
          provenance: { qualityNote: "到场时间早于接警时间 / arrived before the alarm" },
          incident: { alarmAt: "2026-04-01T00:00:00.000Z" },
        },
      },
    });
  });

  test.each([
    ["{ level: { lte: 2 } }", ["ic2"]],
    ['{ division: { within: "310115" }, status: { eq: CLOSED } }', ["ic1"]],
    ['{ alarmAt: { gte: "2026-04-01T08:00:00+08:00" } }', ["ic2"]],
    ['{ eventType: { code: { eq: "RG-A-GAS" } } }', ["ic3"]],
    ["{ dispatches: { none: {} } }", ["ic4"]],
    ["{ dispatches: { some: { minutesToArrival: { gt: 15 } } } }", ["ic2"]],
    ["{ minutesToFirstArrival: { lt: 10 } }", ["ic1"]],
    [
      "{ point: { within: { center: { latitude: 31.21, longitude: 121.5, datum: WGS84 }, km: 1 } } }",
      ["ic1", "ic2", "ic3"],
    ],
  ])("the filter %s holds for what it gives", async (where, ids) => {
    const answer = await ask(`{ incidents(where: ${where}) { nodes { id } } }`);
    expect(answer).toEqual({ data: { incidents: { nodes: ids.map((id) => ({ id })) } } });
  });

  test.each([
    ['{ team: { id: { eq: "tm2" } } }', ["ds2"]],
    ["{ minutesToArrival: { isNull: true } }", ["ds3", "ds5"]],
    ['{ incident: { some: { division: { within: "310104" } } } }', ["ds5"]],
    [
      '{ incident: { some: { alarmAt: { gte: "2026-03-01T00:00:00Z", lt: "2026-04-01T00:00:00Z" }, level: { eq: 4 } } } }',
      ["ds1", "ds2", "ds5"],
    ],
    ['{ provenance: { qualityNote: { contains: "早于" } } }', ["ds3"]],
  ])("the filter %s of dispatches holds for what it gives", async (where, ids) => {
    const answer = await ask(`{ dispatches(where: ${where}) { nodes { id } } }`);
    expect(answer).toEqual({ data: { dispatches: { nodes: ids.map((id) => ({ id })) } } });
  });

  test("are ordered by how long the first team took, and dispatches by their own time", async () => {
    const answer = await ask(`{
      incidents(orderBy: [{ minutesToFirstArrival: DESC }]) { nodes { id } }
      dispatches(orderBy: [{ minutesToArrival: ASC }], first: 2) { nodes { id } }
    }`);
    expect(answer).toEqual({
      data: {
        incidents: { nodes: [{ id: "ic2" }, { id: "ic1" }, { id: "ic4" }, { id: "ic3" }] },
        dispatches: { nodes: [{ id: "ds2" }, { id: "ds1" }] },
      },
    });
  });

  test("lead from a division and a team to who went, one statement for each level", async () => {
    const answer = await ask(`{
      _entities(representations: [
        { __typename: "Division", code: "310115" }
        { __typename: "Division", code: "310104" }
        { __typename: "Team", id: "tm1" }
        { __typename: "Team", id: "tm9" }
      ]) {
        ... on Division { incidents { nodes { id dispatches(first: 1) { nodes { team { id } } } } } }
        ... on Team { dispatches(where: { minutesToArrival: { isNull: false } }) { nodes { incident { id } } } }
      }
    }`);
    const went = (id: string) => ({ nodes: [{ team: { id } }] });
    expect(answer).toEqual({
      data: {
        _entities: [
          {
            incidents: {
              nodes: [
                { id: "ic1", dispatches: went("tm1") },
                { id: "ic2", dispatches: went("tm1") },
                { id: "ic4", dispatches: { nodes: [] } },
              ],
            },
          },
          { incidents: { nodes: [{ id: "ic3", dispatches: went("tm1") }] } },
          { dispatches: { nodes: [{ incident: { id: "ic1" } }, { incident: { id: "ic2" } }] } },
          { dispatches: { nodes: [] } },
        ],
      },
    });
    expect(incidents.statements).toHaveLength(4);
  });

  test("give the median from alarm to arrival by district, without what cannot be told", async () => {
    const answer = await ask(`{
      dispatchAggregate(groupBy: [{ division: { level: COUNTY } }]) {
        nodes { key { division { code } } count median { minutesToArrival } avg { minutesToArrival } }
      }
      byMonth: dispatchAggregate(groupBy: [{ alarmAt: { by: MONTH } }, { level: true }, { eventType: true }]) {
        nodes { key { alarmAt level eventType { code } } count }
      }
      incidentAggregate { nodes { count median { minutesToFirstArrival } max { alarmAt } } }
    }`);
    expect(answer).toEqual({
      data: {
        dispatchAggregate: {
          nodes: [
            {
              key: { division: { code: "310104" } },
              count: 1,
              median: { minutesToArrival: null },
              avg: { minutesToArrival: null },
            },
            {
              key: { division: { code: "310115" } },
              count: 4,
              median: { minutesToArrival: 10 },
              avg: { minutesToArrival: 12.833333 },
            },
          ],
        },
        byMonth: {
          nodes: [
            { key: { alarmAt: "2026-03-01", level: 4, eventType: { code: "RG-A-FIR" } }, count: 2 },
            { key: { alarmAt: "2026-03-01", level: 4, eventType: { code: "RG-A-GAS" } }, count: 1 },
            { key: { alarmAt: "2026-04-01", level: 2, eventType: { code: "RG-A-FIR" } }, count: 2 },
          ],
        },
        incidentAggregate: {
          nodes: [
            {
              count: 4,
              median: { minutesToFirstArrival: 14.25 },
              max: { alarmAt: "2026-04-01T00:00:00.000Z" },
            },
          ],
        },
      },
    });
    expect(incidents.statements).toHaveLength(3);
  });

  test.each([
    ["BAD_INSTANT", '{ incidents(where: { alarmAt: { gte: "2026-03-01" } }) { totalCount } }'],
    ["BAD_DURATION", '{ incidents(where: { alarmAt: { within: "last year" } }) { totalCount } }'],
    [
      "BAD_RADIUS",
      "{ incidents(where: { point: { within: { center: { latitude: 31, longitude: 121, datum: WGS84 }, km: -1 } } }) { totalCount } }",
    ],
    ["BAD_PAGE_ARGUMENTS", "{ dispatches(first: 1, last: 1) { nodes { id } } }"],
    ["BAD_ORDER", "{ dispatchAggregate(orderBy: [{ key: { level: ASC } }]) { nodes { count } } }"],
    ["NOT_FOUND", '{ incident(id: "ic999") { level } }'],
    ["NOT_FOUND", '{ dispatch(id: "ic1") { id } }'],
  ])("a bad question is refused with %s: %s", async (code, query) => {
    const { errors } = await ask(query);
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual([code]);
  });
});
