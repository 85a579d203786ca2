import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { ask, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";
import { sqlitePlan, statementsOf } from "../support/query-plan.js";

// A page of one kind of rows must not sort all rows of that kind: SQLite's keys are no part of its indexes by themselves, so an
// index has to end with the key (a filtered page took six times as long at thirty times the data before they did).

const sqlite = engines()[0] as NonNullable<ReturnType<typeof engines>[0]>;
let store: Store;
let drop: () => Promise<void>;
let graph: Served;

beforeAll(async () => {
  ({ store, drop } = await openSeededStore(sqlite));
  graph = await serveGraph(store);
}, 120_000);
afterAll(async () => {
  await graph.stop();
  await drop();
});

test.each([
  ["teams", "category: { eq: COMPREHENSIVE_FIRE }", "team_category_id_index"],
  ["teams", "level: { eq: DISTRICT }", "team_level_id_index"],
  ["teams", 'division: { within: "310115" }', "team_county_code_id_index"],
  ["depots", "tier: { eq: CITY }", "depot_tier_id_index"],
  ["depots", "mode: { eq: GOVERNMENT }", "depot_mode_id_index"],
  ["landingSites", "kind: { eq: HELIPORT }", "landing_site_kind_id_index"],
  ["airUnits", "kind: { eq: HELICOPTER }", "air_unit_kind_id_index"],
  ["volunteers", 'division: { within: "310115" }', "volunteer_county_code_id_index"],
])("a page of %s where %s is read in the order of an index", async (list, where, index) => {
  const run = await statementsOf(store, async () => {
    const { errors } = await ask(
      graph.url,
      `{ ${list}(where: { ${where} }, first: 5) { nodes { __typename id } } }`,
    );
    expect(errors).toBeUndefined();
  });
  expect(run).toHaveLength(1);
  const plan = await sqlitePlan(store, run[0] as (typeof run)[0]);
  expect(plan.join("; ")).toContain(index);
  expect(plan.join("; ")).not.toContain("TEMP B-TREE");
});

test.each([
  "warnings(first: 5)",
  "warnings(last: 5)",
  "warningCoverages(first: 5)",
  "volunteers(first: 5, orderBy: [{ serviceHours: DESC }])",
  "volunteers(last: 5, orderBy: [{ serviceHours: DESC }])",
])("%s follows an index with its key, whichever way it goes", async (list) => {
  const run = await statementsOf(store, async () => {
    const { errors } = await ask(graph.url, `{ ${list} { nodes { __typename id } } }`, { role: "steward" });
    expect(errors).toBeUndefined();
  });
  for (const statement of run) {
    const plan = (await sqlitePlan(store, statement)).join("; ");
    expect([plan, plan.includes("TEMP B-TREE")]).toEqual([plan, false]);
  }
});
