import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { getIntrospectionQuery } from "graphql";
import { createDocumentStore } from "../../src/edge/document-store.js";
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

async function codes(query: string, variables: Record<string, unknown> = {}) {
  const { errors = [] } = await ask(graph.url, query, { variables });
  return [...new Set(errors.map(({ extensions }) => extensions["code"]))];
}

async function dataOf(query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await ask(graph.url, query, { variables });
  return { data, errors };
}

// The planner merges answers by response name into plain objects: an alias `__proto__` wrote into the prototype of
// all objects, and the process then went round for ever without answering anybody.
describe("a name that every JavaScript object has", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])(
    "%s is refused",
    async (name) => {
      expect(await codes(`{ ${name}: units(first: 1) { nodes { code } } }`)).toEqual(["INVALID_OPERATION"]);
      expect(await codes(`{ units(first: 1) { nodes { ${name}: base { code } } } }`)).toEqual([
        "INVALID_OPERATION",
      ]);
      expect(await codes(`query ($${name}: Int) { units(first: $${name}) { nodes { code } } }`)).toEqual([
        "INVALID_OPERATION",
      ]);
      expect(await codes(`query ${name} { units(first: 1) { nodes { code } } }`)).toEqual([
        "INVALID_OPERATION",
      ]);
      expect(
        await codes(`{ ...${name} } fragment ${name} on Query { units(first: 1) { nodes { code } } }`),
      ).toEqual(["INVALID_OPERATION"]);
      expect(({} as Record<string, unknown>)["nodes"]).toBeUndefined();
    },
  );

  test("`then` is an ordinary alias", async () => {
    const { text } = await ask(graph.url, "{ then: units(first: 1) { then: nodes { then: code } } }");
    expect(text.trim()).toMatch(/^\{"data":\{"then":\{"then":\[\{"then":"[A-Z]+"\}\]\}\}\}$/);
  });
});

describe("a document that leaves nothing to plan", () => {
  test.each([
    "{ units(first: 1) @skip(if: true) { nodes { code } } }",
    "query ($no: Boolean = false) { a: units(first: 1) @include(if: $no) { nodes { code } } }",
    "{ ...All @skip(if: true) } fragment All on Query { units(first: 1) { nodes { code } } }",
  ])("%s answers with no data, not with an error", async (query) => {
    expect(await dataOf(query)).toEqual({ data: {} });
  });

  test("the schema and data in one operation are refused, not answered with null", async () => {
    expect(await codes("{ __schema { queryType { name } } units(first: 1) { nodes { code } } }")).toEqual([
      "INVALID_OPERATION",
    ]);
  });

  test("the schema is answered through a fragment too", async () => {
    expect(
      await dataOf("{ ...About } fragment About on Query { __schema { queryType { name } } __typename }"),
    ).toEqual({ data: { __schema: { queryType: { name: "Query" } }, __typename: "Query" } });
  });
});

describe("an answer too large to hold", () => {
  const nested = (times: number, size: number): string =>
    times === 0 ? "code" : `parent { children(first: ${size}) { nodes { ${nested(times - 1, size)} } } }`;
  const bomb = `query { division(code: "310115") { ...F0 } } ${Array.from(
    { length: 20 },
    (_, i) => `fragment F${i} on Division { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
  ).join(" ")} fragment F20 on Division { code }`;

  test("is refused before it is read: too deep, or too many rows", async () => {
    expect(await codes(`{ division(code: "31") { ${nested(15, 20)} } }`)).toEqual(["OPERATION_TOO_DEEP"]);
    expect(await codes(`{ division(code: "31") { ${nested(6, 20)} } }`)).toEqual(["OPERATION_TOO_LARGE"]);
    // Before its size is looked at: written out it has more selections than anybody asks for.
    expect(await codes(bomb)).toEqual(["INVALID_OPERATION"]);
  });

  test("counts page sizes that come in variables, each time anew", async () => {
    const query =
      "query ($n: Int = 500) { divisions(first: $n) { nodes { children(last: $n) { nodes { code name level } } } } }";
    expect(await codes(query)).toEqual(["OPERATION_TOO_LARGE"]);
    expect(await codes(query, { n: 2 })).toEqual([]);
    expect(await codes(query, { n: 500 })).toEqual(["OPERATION_TOO_LARGE"]);
  });

  test("500 rows with their lists still pass", async () => {
    expect(
      await codes(
        "{ depots(first: 500) { nodes { id name stock { nodes { id itemCode item { name } } } } } }",
      ),
    ).toEqual([]);
  });
});

// The planner's parser has a limit of its own, and words its refusal as nobody else does.
test("a document nested deeper than the planner reads is refused, by fragments and by values", async () => {
  const within = (depth: number) =>
    `{ ${"... { ".repeat(depth)} units(first: 1) { nodes { code } } ${"}".repeat(depth)} }`;
  const not = (depth: number) =>
    `{ teams(first: 1, where: ${"{ not: ".repeat(depth)} {} ${"}".repeat(depth)}) { nodes { id } } }`;
  expect(await codes(within(1000))).toEqual(["OPERATION_TOO_DEEP"]);
  expect(await codes(within(43))).toEqual(["OPERATION_TOO_DEEP"]);
  expect(await codes(within(42))).toEqual([]);
  expect(await codes(not(1000))).toEqual(["OPERATION_TOO_DEEP"]);
  const aliases = Array.from({ length: 10_000 }, (_, at) => `a${at}: __typename`).join(" ");
  expect(await codes(`{ ${aliases} }`)).toEqual(["SYNTAX_ERROR"]);
});

test.each([
  [
    "empty alternatives",
    "TeamFilter",
    "teams(where: $x) { totalCount }",
    { or: Array(1000).fill({}) },
    "FILTER_TOO_LARGE",
  ],
  [
    "a thousand comparisons of measures",
    "TeamHaving",
    "teamAggregate(groupBy: [{ category: true }], having: $x) { totalCount }",
    { compare: Array(1000).fill({ left: { sum: "headcount" }, gt: { sum: "standbyHeadcount" } }) },
    /^(FILTER_TOO_LARGE|WRONG_TYPE)$/,
  ],
  [
    "a key that is null",
    "DepotFilter",
    "depots(where: $x) { totalCount }",
    { ownerAgency: { id: null } },
    "BAD_FILTER",
  ],
] as const)("%s are refused with a code", async (_name, type, field, x, code) => {
  const { errors } = await ask(graph.url, `query ($x: ${type}) { ${field} }`, { variables: { x } });
  expect(errors?.[0]?.extensions["code"]).toMatch(code);
});

test("as many keys as filters may hold, and a type named many times, are answered", async () => {
  const keys = Array.from({ length: 490 }, (_, at) => `nobody-${at}`);
  const where = { or: Array.from({ length: 48 }, () => ({ id: { in: keys } })) };
  const counted = "query ($x: TeamFilter) { teams(where: $x) { totalCount nodes { id } } }";
  const { data } = await ask(graph.url, counted, { variables: { x: where } });
  expect(data).toEqual({ teams: { totalCount: 0, nodes: [] } });
  const types = Array(33_000).fill("TEAM");
  const search =
    'query ($types: [SearchType!]) { search(text: "nobody-has-this", types: $types) { nodes { score } } }';
  expect((await ask(graph.url, search, { variables: { types } })).errors).toBeUndefined();
});

test.each([
  [
    "introspection that is wide",
    `{ __schema { types { inputFields { type { inputFields { ${Array.from({ length: 1500 }, (_, at) => `a${at}: name`).join(" ")} } } } } } }`,
  ],
  [
    "names of types, many times",
    `{ divisions(first: 500) { nodes { parent { children(first: 500) { nodes { ${Array.from({ length: 1500 }, (_, at) => `a${at}: __typename`).join(" ")} } } } } } }`,
  ],
])("%s is refused before it is answered", async (_name, query) => {
  expect(await codes(query)).toEqual(["OPERATION_TOO_LARGE"]);
});

test("the standard introspection is no such thing", async () => {
  const { data, errors } = await ask(
    graph.url,
    getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
  );
  expect([errors, Object.keys(data ?? {})]).toEqual([undefined, ["__schema"]]);
});

test("fragments that double what they spread are read once", async () => {
  const doubling = Array.from(
    { length: 13 },
    (_, at) => `fragment A${at} on Query { ...A${at + 1} ...A${at + 1} }`,
  ).join(" ");
  const { data } = await ask(graph.url, `{ ...A0 } ${doubling} fragment A13 on Query { __typename }`);
  expect(data).toEqual({ __typename: "Query" });
  const more = Array.from(
    { length: 30 },
    (_, at) => `fragment A${at} on Query { ...A${at + 1} ...A${at + 1} }`,
  ).join(" ");
  expect(
    (await ask(graph.url, `{ ...A0 } ${more} fragment A30 on Query { __typename }`)).data,
  ).toBeUndefined();
});

// It took minutes: longer than a test may.
test("what is sent as a key of a variable is not gone through for words of errors", async () => {
  const key = '<Enum "a" cannot represent  '.repeat(20_000);
  const { errors } = await ask(graph.url, "query ($n: Int) { teams(first: $n) { totalCount } }", {
    variables: { n: { [key]: 1 } },
  });
  expect(errors?.[0]?.extensions["code"]).toBe("WRONG_TYPE");
});

test("what a caller sent goes back shortened", async () => {
  const long = "x".repeat(100_000);
  const { text } = await ask(graph.url, "query ($id: ID!) { team(id: $id) { id } }", {
    variables: { id: long },
  });
  expect(text.length).toBeLessThan(2000);
  expect((await ask(graph.url, `{ ${long} }`)).text.length).toBeLessThan(2000);
  const wrong = await ask(graph.url, "query ($n: Int) { teams(first: $n) { totalCount } }", {
    variables: { n: long },
  });
  expect(wrong.text.length).toBeLessThan(2000);
});

// The planner copies one error of a subgraph to every place where the same entity stands.
test("a refused field is reported once, however often its row stands in the answer", async () => {
  const query = "{ experts(first: 5) { nodes { shifts(first: 5) { nodes { team { contactName } } } } } }";
  const { errors } = await ask(graph.url, query, { role: "analyst" });
  expect(errors?.map(({ extensions }) => extensions["field"])).toEqual(["Team.contactName"]);
});

test("the document store keeps a bounded number, the last used ones", async () => {
  const documents = createDocumentStore();
  const document = (text: string) =>
    ({ kind: "Document", definitions: [], loc: { source: { body: text } } }) as never;
  await documents.set("used", document("{a}"));
  for (let i = 0; i < 5000; i++) {
    await documents.set(`d${i}`, document("{a}"));
    await documents.get("used");
  }
  await documents.set("long", document("x".repeat(100_000)));
  expect(await documents.get("used")).toBeDefined();
  expect(await documents.get("d0")).toBeUndefined();
  expect(await documents.get("d4999")).toBeDefined();
  expect(await documents.get("long")).toBeUndefined();
});
