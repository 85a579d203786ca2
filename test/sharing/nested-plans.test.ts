import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { engines } from "../support/engines.js";
import { sqlitePlan, statementsOf } from "../support/query-plan.js";
import { type SharingGraph, startSharing } from "./sharing-graph.js";

// What of a partner's list below its owner hangs on the owner's own rights must ask of that owner alone. Asked as `owner in
// (every owner of the agreements)`, SQLite gathers them all for each page: the page then grows with the table.

const sqlite = engines()[0] as NonNullable<ReturnType<typeof engines>[0]>;
let graph: SharingGraph;

beforeAll(async () => {
  graph = await startSharing(sqlite);
}, 240_000);
afterAll(() => graph.stop());

test.each([
  ["equipment", "{ teams(first: 5) { nodes { equipment(first: 2) { nodes { name } } } } }", "team_equipment"],
  ["stock", "{ depots(first: 5) { nodes { stock(first: 2) { nodes { id } } } } }", "stock_line"],
])("a partner's %s below its owner gathers no owners", async (_name, query, table) => {
  const run = await statementsOf(graph.store, () => graph.data({ partner: "33" }, query));
  const [nested, ...others] = run.filter(({ text }) => text.includes(`"${table}" as c`));
  expect(others).toEqual([]);
  const steps = await sqlitePlan(graph.store, nested as NonNullable<typeof nested>);
  expect(steps.filter((step) => /^(SCAN c|LIST SUBQUERY|MATERIALIZE)/.test(step))).toEqual([]);
  // The owner by its key.
  expect(steps.some((step) => /^SEARCH c USING .*\bid=\?\)$/.test(step))).toBe(true);
});
