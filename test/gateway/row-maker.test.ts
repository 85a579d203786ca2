import { expect, test } from "@jest/globals";
import { buildSchema, execute, type GraphQLEnumType, parse } from "graphql";
import type { RequestContext } from "../../src/context.js";
import { levelExecutor } from "../../src/gateway/level-executor.js";

const schema = buildSchema(`
  scalar Any
  enum Level { HIGH LOW }
  type Row { id: ID! text: String count: Int share: Float open: Boolean level: Level any: Any none: String }
  type Query { rows: [Row] }
`);
const [high] = (schema.getType("Level") as GraphQLEnumType).getValues();

/** Values that stand as they are, values that do not, and values that are none of their type. */
const VALUES = [
  "a",
  "队",
  7,
  -0,
  2 ** 31,
  1.5,
  Number.NaN,
  true,
  false,
  null,
  undefined,
  high?.value,
  "LOW",
  "NO",
];

test("many rows are answered as GraphQL's own executor answers them, whatever stands in their fields", async () => {
  const names = ["text", "count", "share", "open", "level", "any"];
  const rows = Array.from({ length: 400 }, (_, at) => ({
    id: at % 2 === 0 ? `r${at}` : at,
    ...Object.fromEntries(names.map((name, place) => [name, VALUES[(at + place * 3) % VALUES.length]])),
  }));
  const document = parse("{ rows { kind: __typename id text count share open grade: level any none } }");
  (schema.getQueryType()?.getFields()["rows"] as { resolve?: unknown }).resolve = () => rows;
  const ours = await levelExecutor(schema)(
    { document, operationName: undefined, variables: {} },
    {} as RequestContext,
  );
  const expected = await execute({ schema, document });
  expect(ours?.data).toEqual(expected.data);
  // The order of keys too.
  expect(JSON.stringify(ours?.data)).toBe(JSON.stringify(expected.data));
  const told = (errors: typeof expected.errors) =>
    (errors ?? []).map(({ path, message }) => `${path} ${message}`).sort();
  expect(told(ours?.errors)).toEqual(told(expected.errors));
  expect(told(expected.errors).length).toBeGreaterThan(100);
});
