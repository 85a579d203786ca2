import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { Role } from "../../src/policy/caller.js";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { testContext } from "../support/test-context.js";

describe("an operation in bulk", () => {
  let store: Store;
  let drop: () => Promise<void>;
  let gateway: Gateway;

  beforeAll(async () => {
    const [sqlite] = engines();
    ({ store, drop } = await openSeededStore(sqlite as NonNullable<typeof sqlite>));
    gateway = await createGateway({
      subgraphs: await buildSubgraphs(),
      urls: {},
      timeoutMs: 5000,
      planTimeoutMs: 10_000,
    });
  }, 120_000);
  afterAll(async () => {
    await gateway.stop();
    await drop();
  });

  const stock = `{ stockLines(first: 100) { totalCount nodes { id lot: batch item { code name } depot { id name parentDepot { name } }
    quantity { value unit { code } } reserved expiresOn ownerAgency { id } } edges { cursor } pageInfo { hasNextPage endCursor } } }`;

  test.each<[string, Role]>([
    [stock, "analyst"],
    // Refused fields are null, and reported once.
    [stock, "anonymous"],
    [
      "{ depots(first: 50) { nodes { id stock(first: 3) { totalCount nodes { id item { code } } } } } }",
      "steward",
    ],
    [
      "{ volunteers(first: 50) { nodes { id name organisation { name } skills { validUntil skill { name } } } } }",
      "analyst",
    ],
    // Another subgraph has the division's name: the planner is asked.
    ["{ depots(first: 50) { nodes { id division { name } } } }", "anonymous"],
    // What fails, fails alike.
    ["{ stockLines(first: 501) { nodes { id } } }", "analyst"],
  ])("answers as any other: %s, %s", async (query, role) => {
    const ask = async (bulk: boolean) => {
      const operation = { document: parse(query), operationName: undefined, variables: {}, bulk };
      const { data, errors = [] } = await gateway.execute(operation, testContext(store, role));
      // Where a refused field stands first is not the same: it is reported once for all rows.
      const told = errors.map(({ message, extensions }) => [extensions["code"], message]).sort();
      return JSON.parse(JSON.stringify({ data, told }));
    };
    expect(await ask(true)).toEqual(await ask(false));
  });
});
