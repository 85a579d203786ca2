import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { compose } from "../../src/gateway/compose.js";
import { type Program, startProgram } from "../support/program.js";

// `npm run gateway` over somebody else's supergraph, as a process: what ends it would not end the test's.
const folder = mkdtempSync(join(tmpdir(), "rescue-foreign-"));
let gateway: Program;
let origin: string;

const sdl = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n';
const subgraph = (name: string, more: string) => ({
  name,
  sdl: `${sdl} type Node @key(fields: "id") { id: ID! ${more} } input Tree { a: Tree } scalar Any type Query { ${name}(tree: Tree, any: Any): Node }`,
});

beforeAll(async () => {
  const file = join(folder, "supergraph.graphql");
  writeFileSync(file, compose([subgraph("one", "first: Node"), subgraph("two", "second: Node")]));
  gateway = startProgram("cli/gateway.js", ["--supergraph", file, "--port", "0"], {});
  origin = await gateway.sees(/(http:\/\/\S+:\d+)\/graphql/);
}, 60_000);

afterAll(async () => {
  gateway.child.kill("SIGKILL");
  await gateway.ended;
  rmSync(folder, { recursive: true, force: true });
});

const many = (count: number, each: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => each(at)).join(" ");
/** Each fragment spreads the next one, so often. */
const chain = (length: number, on: string, body: (next: string) => string, last: string) =>
  `${many(length, (at) => `fragment F${at} on ${on} { ${body(`...F${at + 1}`)} }`)} fragment F${length} on ${on} { ${last} }`;
const nested = (open: string, depth: number, within: string) =>
  `${open.repeat(depth)} ${within} ${"}".repeat(open.split("{").length * depth - depth)}`;

test.each([
  ["10,000 aliases", `{ ${many(10_000, (at) => `a${at}: one { id }`)} }`, "SYNTAX_ERROR"],
  [
    "fragments nested 1,000 deep",
    `{ ...F0 } ${chain(1000, "Query", (next) => next, "one { id }")}`,
    "SYNTAX_ERROR",
  ],
  [
    "as many as a document may hold",
    `{ ...F0 } ${chain(600, "Query", (next) => next, "one { id }")}`,
    "SOURCE_UNAVAILABLE",
  ],
  ["inline fragments nested 1,000 deep", `{ ${nested("... { ", 1000, "one { id }")} }`, "OPERATION_TOO_DEEP"],
  [
    "inline fragments nested deeper than the planner reads",
    `{ ${nested("... { ", 48, "one { id }")} }`,
    "OPERATION_TOO_DEEP",
  ],
  ["values nested so", `{ one(tree: ${nested("{ a: ", 60, "null")}) { id } }`, "OPERATION_TOO_DEEP"],
  ["fields nested 1,000 deep", `{ one { ${nested("first { ", 1000, "id")} } }`, "OPERATION_TOO_DEEP"],
  [
    "fragments that double 40 times",
    `{ one { ...F0 } } ${chain(40, "Node", (next) => `a: first { ${next} } b: first { ${next} }`, "id")}`,
    "INVALID_OPERATION",
  ],
  [
    "fragments that double 20 times",
    `{ one { ...F0 } } ${chain(20, "Node", (next) => `a: first { ${next} } b: first { ${next} }`, "id")}`,
    "INVALID_OPERATION",
  ],
  [
    "a plan that takes too long",
    `{ one { ...F0 } } ${chain(14, "Node", (next) => `a: first { ${next} } b: second { ${next} }`, "id")}`,
    "PLAN_TOO_SLOW",
  ],
  ["an integer of more than 64 bits", "{ one(any: 9223372036854775808) { id } }", "WRONG_TYPE"],
  ["one within a value", "{ one(any: { a: [18446744073709551615] }) { id } }", "WRONG_TYPE"],
  ["a fragment within itself", "{ ...A } fragment A on Query { ...A }", "INVALID_OPERATION"],
])("%s are answered with a code, and the gateway goes on", async (_what, query, code) => {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  expect([...new Set(errors.map(({ extensions }) => extensions.code))]).toEqual([code]);
  expect((await fetch(`${origin}/livez`)).status).toBe(200);
});
