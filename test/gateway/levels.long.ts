import { expect, test } from "@jest/globals";
import { describeEachEngine } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";
import { compareAtRandom } from "./levels.js";

describeEachEngine("the executor by levels", (engine) => {
  test("answers thousands of random operations as graphql-js does", async () => {
    const { store, drop } = await openSeededStore(engine, { scale: 0.1 });
    try {
      const { compared } = await compareAtRandom(store, 10_000, 4000);
      expect(compared).toBe(4000);
    } finally {
      await drop();
    }
  }, 900_000);
});
