import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  buildSchema,
  type DocumentNode,
  executeSync,
  type GraphQLSchema,
  getIntrospectionQuery,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { checkSize, MOST_VALUES, sizeOf } from "../../src/edge/operation-size.js";
import { codeOf } from "../../src/errors.js";
import { createGateway } from "../../src/gateway/gateway.js";
import { buildSubgraphs } from "../support/graph-harness.js";

let schema: GraphQLSchema;
beforeAll(async () => {
  const gateway = await createGateway({ subgraphs: await buildSubgraphs(), urls: {}, timeoutMs: 5000 });
  schema = gateway.apiSchema;
  await gateway.stop();
}, 60_000);

const operationOf = ({ definitions }: DocumentNode) =>
  definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
const sized = (query: string, variables: Record<string, unknown> = {}, of = schema) => {
  const document = parse(query);
  return sizeOf(of, document, operationOf(document), variables);
};
/** Each field of an answer, and each member of its lists, by going through it. */
function valuesIn(data: unknown): number {
  if (Array.isArray(data)) return data.reduce((sum, each) => sum + valuesIn(each), 0);
  if (typeof data !== "object" || data === null) return 1;
  return 1 + Object.values(data).reduce((sum, each) => sum + (isEmpty(each) ? 1 : valuesIn(each)), 0);
}
const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

describe("the size of introspection", () => {
  test.each([
    ["the standard question", getIntrospectionQuery()],
    ["all of it", getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true })],
    ["one type", '{ __type(name: "Query") { fields { name args { name type { name ofType { name } } } } } }'],
    ["a type that is not there", '{ __type(name: "Nothing") { fields { name } } }'],
    ["lists that are empty", '{ __type(name: "Team") { possibleTypes { name } interfaces { name } } }'],
    ["lists of names", "{ __schema { directives { locations } } }"],
  ])("of %s is that of its answer", (_what, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
    const { data } = executeSync({ schema, document: parse(query) });
    // The object that holds all of it is no value.
    expect(sized(query).values).toBe(valuesIn(data) - 1);
  });

  test("follows from a type that comes in a variable, each time anew", () => {
    const document = parse("query ($name: String!) { __type(name: $name) { fields { name } } }");
    const of = (name: string) => sizeOf(schema, document, operationOf(document), { name }).values;
    expect(of("Query")).toBeGreaterThan(50);
    expect(of("Coordinates")).toBeLessThan(50);
    expect(of("Query")).toBeGreaterThan(50);
  });

  const many = (count: number, each: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => each(at)).join(" ");
  test.each([
    [
      "arguments of the largest type",
      `{ ${many(300, (at) => `a${at}: __type(name: "Query") { ...F }`)} }
       fragment F on __Type { fields { args { type { inputFields { ${many(300, (at) => `n${at}: name`)} } } } } }`,
    ],
    [
      "the members of the largest union",
      `{ ${many(250, (at) => `a${at}: __type(name: "SearchItem") { ...F }`)} }
       fragment F on __Type { possibleTypes { fields { ${many(600, (at) => `n${at}: name`)} } } }`,
    ],
    [
      "the root's type, without its name",
      `{ __schema { ${many(300, (at) => `a${at}: queryType { ...F }`)} } }
       fragment F on __Type { fields { args { ${many(100, (at) => `n${at}: name`)} } } }`,
    ],
    [
      "lists that are empty",
      `{ __schema { types { ${many(900, (at) => `a${at}: interfaces { name }`)} } } }`,
    ],
  ])("of %s, many times, is refused", (_what, query) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    let code: unknown;
    try {
      checkSize(schema, document, operationOf(document), {});
    } catch (error) {
      code = codeOf(error);
    }
    expect(code).toBe("OPERATION_TOO_LARGE");
  });

  test("of a graph twenty times as large as a usual one still passes", () => {
    const types = many(
      1400,
      (at) => `type T${at} { ${many(6, (n) => `f${n}(a: Int, b: [String!]!): [T${(at + n) % 1400}!]!`)} }`,
    );
    const large = buildSchema(`type Query { t: T0 } ${types}`);
    const { values } = sized(getIntrospectionQuery(), {}, large);
    expect(values).toBeGreaterThan(150_000);
    expect(values).toBeLessThan(MOST_VALUES);
  });
});

test("a type's name counts where it is asked for by other names: clients add the one to every selection", () => {
  const rows = (more: string) => `{ divisions(first: 100) { nodes { code ${more} } } }`;
  expect(sized(rows("__typename")).values).toBe(sized(rows("")).values);
  expect(sized(rows("a: __typename b: __typename")).values).toBe(sized(rows("")).values + 200);
});
