import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execute, parse } from "graphql";
import type { Subgraph } from "../../src/dataset/build-subgraph.js";
import { levelExecutor } from "../../src/gateway/level-executor.js";
import type { Caller } from "../../src/policy/caller.js";
import type { Grants } from "../../src/policy/grants.js";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { partnerCaller } from "../support/partner-caller.js";
import { testContext } from "../support/test-context.js";
import { compareAtRandom } from "./levels.js";

let store: Store;
let drop: () => Promise<void>;

beforeAll(async () => {
  const [sqlite] = engines();
  ({ store, drop } = await openSeededStore(sqlite as NonNullable<typeof sqlite>, { scale: 0.1 }));
}, 120_000);
afterAll(() => drop());

test.each([
  // What the inner lists begin with was read further out already, and what follows it was not.
  `{ depots(first: 1) { nodes { stock(first: 2) { nodes {
    item { name } depot { stock(first: 2) { nodes { batch item { name } depot { name } } } } } } } } }`,
  `{ depots(first: 2) { nodes { stock(first: 2) { nodes { item { name } depot { parent { name } stock(first: 1) { nodes {
    item { name } depot { name parent { name } } item2: item { packs { name } } } } } } } } } }`,
])("a list that was read already does not end the answer before what follows it: %s", async (text) => {
  const { schema } = (await buildSubgraphs()).find(({ name }) => name === "supplies") as Subgraph;
  const inLevels = levelExecutor(schema);
  const document = parse(text);
  const contextValue = () => testContext(store, "steward");
  const theirs = await execute({ schema, document, contextValue: contextValue() });
  expect(theirs.errors).toBeUndefined();
  for (let time = 0; time < 3; time++) {
    const ours = await inLevels({ document, operationName: undefined, variables: {} }, contextValue());
    expect([time, JSON.stringify(ours)]).toEqual([time, JSON.stringify(theirs)]);
  }
});

test.each(["steward", "a partner under agreements that overlap"])(
  "nothing of a request of %s is kept",
  async (who) => {
    // Kept for longer than the request, as the service keeps what agreements give.
    const partner = who === "steward" ? undefined : await partnerOfTwo(store);
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const { schema } = (await buildSubgraphs()).find(({ name }) => name === "teams") as Subgraph;
    const inLevels = levelExecutor(schema);
    const document = parse(`query ($first: Int, $with: Boolean! = true) {
    teams(first: $first) { nodes { id name @include(if: $with) contactName contactPhone address standbyHeadcount
      uscc equipment(first: 2) { nodes { name } } } } units: __typename }`);
    const run = async () => {
      const ctx = { ...testContext(store, "steward"), ...(partner === undefined ? {} : { caller: partner }) };
      const variables = { first: 3, more: { of: "the request" } };
      await inLevels({ document, operationName: undefined, variables }, ctx);
      return [new WeakRef<object>(ctx), new WeakRef<object>(variables.more)];
    };
    const left = [...(await run()), ...(await run())];
    for (let turn = 0; turn < 20 && left.some((each) => each.deref() !== undefined); turn++) {
      await new Promise((next) => setTimeout(next, 10));
      collectGarbage();
    }
    expect(left.map((each) => each.deref())).toEqual([undefined, undefined, undefined, undefined]);
    // Only now may these go, and what is kept with them.
    expect(document.definitions).toHaveLength(1);
    if (partner !== undefined) expect(partner.grants?.scopes.get("Team")).toHaveLength(2);
  },
);

/** A partner whose rows several agreements may hold: then which of them do is read with each row. */
async function partnerOfTwo(of: Store): Promise<Caller> {
  const partner = await partnerCaller(of, "33");
  const grants = partner.grants as Grants;
  const scopes = grants.scopes.get("Team") ?? [];
  const others = scopes.map((scope) => ({ ...scope, grantId: "second", agreementId: "second" }));
  return {
    ...partner,
    grants: { ...grants, version: "two", scopes: new Map([["Team", [...scopes, ...others]]]) },
  };
}

test("random operations on subgraphs are answered by levels as by graphql-js, errors and order of keys included", async () => {
  const { rows, errors } = await compareAtRandom(store, 1, 250);
  // Empty answers would be equal too.
  expect(rows).toBeGreaterThan(1000);
  expect(errors).toBeGreaterThan(50);
}, 60_000);
