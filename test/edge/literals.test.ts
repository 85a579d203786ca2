import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Kind, parseValue, print, type StringValueNode } from "graphql";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { type Answer, ask, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";

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

async function codes(query: string) {
  const { errors = [] } = await ask(graph.url, query);
  return errors.map(({ extensions }) => extensions["code"]);
}

// The planner reads these otherwise than graphql-js, or not at all.
test.each([
  ["ideographic blanks at the beginning of every line", "\n　　甲\n　　乙\n"],
  ["an ideographic blank across the common indentation", "\n    a\n  　　b\n  "],
  ["quotes, backslashes and an end of its own", '\n  \\""" " \\ \\n \n'],
])("a block string with %s means what GraphQL says", async (_name, block) => {
  const { value } = parseValue(`"""${block}"""`) as StringValueNode;
  const told = async (text: string, variables = {}) =>
    (await ask(graph.url, text, { variables })).errors?.[0]?.message;
  const byVariable = await told('query ($x: ID!) { convert(value: 1, from: $x, to: "KG") }', {
    x: value,
  });
  expect(byVariable).toContain(value.trim().slice(0, 1));
  for (let time = 0; time < 6; time++) {
    expect(await told(`query T${time} { convert(value: 1, from: """${block}""", to: "KG") }`)).toBe(
      byVariable,
    );
  }
});

test("strings mean what GraphQL says, whatever they hold", async () => {
  const told = async (text: string, variables = {}) =>
    (await ask(graph.url, text, { variables })).errors?.[0]?.message;
  for (const value of ["\b", "a\\b", '\f\n\r\t\\"/', "\u0000\u001f\u007f", "　\u2028\ufeff😀"]) {
    const byVariable = await told('query ($x: ID!) { convert(value: 1, from: $x, to: "KG") }', { x: value });
    const literal = print({ kind: Kind.STRING, value });
    expect([value, await told(`{ convert(value: 1, from: ${literal}, to: "KG") }`)]).toEqual([
      value,
      byVariable,
    ]);
  }
});

test("integers of any length are read as what they stand for", async () => {
  const number = await ask(
    graph.url,
    '{ convert(value: 10000000000000000000000000000, from: "KG", to: "KG") }',
  );
  expect([number.errors, number.data]).toEqual([undefined, { convert: 1e28 }]);
  const { errors } = await ask(graph.url, "{ team(id: 10000000000000000000000000000) { id } }");
  expect(errors?.map(({ message }) => message)).toEqual([
    "There is no Team with id 10000000000000000000000000000.",
  ]);
});

test("a null where it is chosen what is selected is refused, and spoils the document for nobody", async () => {
  const query = 'query ($v: Boolean = true) { division(code: "31") { code name @include(if: $v) } }';
  const asked = async (variables: object) =>
    (await ask(graph.url, query, { variables: { ...variables } })) as Answer;
  const name = (await asked({})).data?.["division"];
  expect(name).toEqual({ code: "31", name: "上海市" });
  for (let time = 0; time < 2; time++) {
    const empty = await asked({ v: null });
    expect(empty.data).toBeUndefined();
    expect(empty.errors?.map(({ extensions }) => extensions["code"])).toEqual(["WRONG_TYPE"]);
    expect((await asked({ v: false })).data).toEqual({ division: { code: "31" } });
    expect((await asked({ v: true })).data).toEqual({ division: name });
  }
});

test("a number that no Float holds is refused as a wrong type", async () => {
  expect(await codes('{ convert(value: 1e400, from: "KG", to: "KG") }')).toEqual(["WRONG_TYPE"]);
  expect(await codes(`{ convert(value: ${"9".repeat(400)}, from: "KG", to: "KG") }`)).toEqual(["WRONG_TYPE"]);
});
