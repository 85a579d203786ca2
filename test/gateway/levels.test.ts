import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";
import { compareAtRandom } from "./levels.js";

let store: Store;
let drop: () => Promise<void>;

beforeAll(async () => {
  const [sqlite] = engines();
  ({ store, drop } = await openSeededStore(sqlite as NonNullable<typeof sqlite>, { scale: 0.1 }));
}, 120_000);
afterAll(() => drop());

test("random operations on subgraphs are answered by levels as by graphql-js, errors and order of keys included", async () => {
  const { rows, errors } = await compareAtRandom(store, 1, 250);
  // Empty answers would be equal too.
  expect(rows).toBeGreaterThan(1000);
  expect(errors).toBeGreaterThan(50);
}, 60_000);
