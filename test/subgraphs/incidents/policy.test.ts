import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Role } from "../../../src/policy/caller.js";
import { incidentsSubgraph } from "../../../src/subgraphs/incidents/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { insertIncidents } from "./incident-rows.js";

const of = (typename: string, key: string, fields: string) =>
  `_entities(representations: [{ __typename: "${typename}", ${key} }]) { ... on ${typename} { ${fields} } }`;

const WAYS = [
  ["Query.incident", 'incident(id: "ic1") { level }'],
  ["Query.incidents", "incidents { totalCount nodes { id } }"],
  ["Query.incidents", "incidents(where: { level: { eq: 4 } }) { totalCount }"],
  ["Query.dispatch", 'dispatch(id: "ds1") { id }'],
  ["Query.dispatches", "dispatches { totalCount }"],
  ["Query.incidentAggregate", "incidentAggregate { nodes { count } }"],
  ["Query.dispatchAggregate", "dispatchAggregate { nodes { count } }"],
  ["Division.incidents", of("Division", 'code: "310115"', "incidents { totalCount }")],
  ["Team.dispatches", of("Team", 'id: "tm1"', "dispatches { totalCount }")],
  ["Incident", of("Incident", 'id: "ic1"', "level")],
  ["Dispatch", of("Dispatch", 'id: "ds1"', "id")],
] as const;

describeEachEngine("incidents are closed", (engine) => {
  let incidents: SubgraphHarness;
  beforeAll(async () => {
    incidents = await openSubgraph(incidentsSubgraph, engine);
    await insertIncidents(incidents);
  });
  afterAll(() => incidents.close());

  const refused = async (field: string, role: Role) => {
    const { errors = [] } = await incidents.run(`{ ${field} }`, { role });
    return errors.map(({ extensions }) => [extensions["code"], extensions["field"]]);
  };

  test.each(WAYS)(
    "on the way of %s to whoever has no token, without a statement: %s",
    async (coordinate, field) => {
      for (const role of ["anonymous", "partner"] as const) {
        // To a partner whom nothing is shared with there is not even the team.
        const isHidden = role === "partner" && coordinate === "Team.dispatches";
        expect(await refused(field, role)).toEqual(isHidden ? [] : [["FORBIDDEN_FIELD", coordinate]]);
        expect(incidents.statements).toEqual([]);
      }
    },
  );

  test.each(WAYS)("not on the way of %s to an analyst: %s", async (_coordinate, field) => {
    expect(await refused(field, "analyst")).toEqual([]);
    expect(incidents.statements.length).toBeGreaterThan(0);
  });

  test("hold nothing about callers or the people in them: no column could", async () => {
    const columns = incidents.subgraph.entities.flatMap(({ meta }) => Object.keys(meta.properties));
    expect(
      columns.filter((name) => /caller|name|phone|address|person|victim|casualt|note$/i.test(name)),
    ).toEqual(["qualityNote", "qualityNote"]);
  });
});
