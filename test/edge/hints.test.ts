import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { ask, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";

let store: Store;
let drop: () => Promise<void>;
let graph: Served;

beforeAll(async () => {
  ({ store, drop } = await openSeededStore(engines()[0] as ReturnType<typeof engines>[number]));
  graph = await serveGraph(store);
}, 60_000);

afterAll(async () => {
  await graph.stop();
  await drop();
});

test("a member that an input lacks is answered with those that it has, or with what is spelt alike", async () => {
  const messageOf = async (query: string, variables: Record<string, unknown> = {}) =>
    (await ask(graph.url, query, { variables })).errors?.[0]?.message;
  const known = 'Field "equals" is not defined by type "IdFilter". It has eq, ne, in, notIn, isNull.';
  expect(await messageOf('{ teams(where: { id: { equals: "x" } }) { nodes { id } } }')).toBe(known);
  const byVariable = "query ($where: TeamFilter) { teams(where: $where) { nodes { id } } }";
  expect(await messageOf(byVariable, { where: { id: { equals: "x" } } })).toContain(known);
  expect(await messageOf('{ teams(where: { name: { contain: "x" } }) { nodes { id } } }')).toBe(
    'Field "contain" is not defined by type "TextFilter". Did you mean "contains" or "notIn"?',
  );
});

test.each([
  [
    "{ teamAggregate(groupBy: [CATEGORY]) { totalCount } }",
    /^Expected value of type "TeamGroupBy!", found CATEGORY\. Write an object, such as { planNumber: true }\. It has planNumber, category, /,
  ],
  [
    "{ teamAggregate(groupBy: [{ field: CATEGORY }]) { totalCount } }",
    /^Field "field" is not defined by type "TeamGroupBy"\. It has planNumber, category, /,
  ],
  [
    "{ teams(where: { status: active }) { nodes { id } } }",
    /^Expected value of type "TeamStatusFilter", found active\. Write an object, such as { eq: ACTIVE }\. It has /,
  ],
  [
    "{ teams(where: { status: { eq: nowhere } }) { nodes { id } } }",
    /^Value "nowhere" does not exist in "TeamStatus" enum\. It has ACTIVE, STOOD_DOWN, FORMING\.$/,
  ],
  [
    '{ teams(where: { status: { eq: "ACTIVE" } }) { nodes { id } } }',
    /^Enum "TeamStatus" cannot represent non-enum value: "ACTIVE"\./,
  ],
])("what is written wrongly is answered with what can be written: %s", async (query, message) => {
  const { errors } = await ask(graph.url, query);
  expect(errors?.[0]?.extensions["code"]).toBe("WRONG_TYPE");
  expect(errors?.[0]?.message).toMatch(message);
});

test("a variable that is no object is answered with what one looks like", async () => {
  const query = "query ($by: [TeamGroupBy!]) { teamAggregate(groupBy: $by) { totalCount } }";
  const { errors } = await ask(graph.url, query, { variables: { by: ["CATEGORY"] } });
  expect(errors?.[0]?.message).toMatch(
    / to be an object\. Write an object, such as { planNumber: true }\. It has /,
  );
});
