import { expect, test } from "@jest/globals";
import { AT_LENGTH } from "../../support/engines.js";
import { compareSynthetic } from "./synthetic.js";

const RUNS = AT_LENGTH ? 5000 : 300;

test("random operations over sources with all that federation has are answered as by one graph, nulls and errors among them", async () => {
  const { compared, objects, errors, misplanned, unplanned } = await compareSynthetic(1, RUNS);
  expect(objects).toBeGreaterThan(1000);
  expect(errors).toBeGreaterThan(50);
  expect(misplanned).toBeLessThan(compared * 0.05);
  expect(unplanned).toBeLessThan(compared * 0.03);
}, 600_000);
