import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Store } from "../../../src/store/store.js";
import { engines } from "../../support/engines.js";
import { openSeededStore } from "../../support/graph-harness.js";
import { type ExportGraph, serveExportGraph } from "./export-harness.js";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NDJSON = "application/x-ndjson";

describe("an export of all volunteers and of all stock", () => {
  const samples: number[] = [];
  /** Pages between two samples. */
  let every = 1;
  let store: Store;
  let drop: () => Promise<void>;
  let graph: ExportGraph;

  beforeAll(async () => {
    const [engine] = engines();
    if (engine === undefined) throw new Error("There is no engine.");
    ({ store, drop } = await openSeededStore(engine, { scale: 1 }));
    let pages = 0;
    graph = await serveExportGraph(store, (execute) => async (operation, ctx) => {
      pages += 1;
      if (pages % every === 0) samples.push(bytesInUse());
      return await execute(operation, ctx);
    });
  }, 60_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  const volunteers = "{ volunteers { totalCount nodes { id name step serviceHours division { name } } } }";
  const stock = "{ depots { nodes { id stock(first: 500) { nodes { id batch item { name } } } } } }";

  test.each([
    ["text/csv", volunteers, ""],
    ["text/csv", stock, "?lists=rows"],
    [NDJSON, volunteers, ""],
    [XLSX, volunteers, ""],
    [XLSX, stock, "?lists=rows"],
  ])(
    "as %s needs no more memory for more rows: %s",
    async (accept, query, search) => {
      samples.length = 0;
      // A page of depots holds thousands of lots, so there are few.
      every = query === stock ? 1 : 4;
      const response = await graph.post(query, { accept, search });
      let bytes = 0;
      for await (const chunk of response.body ?? []) bytes += chunk.length;
      expect(bytes).toBeGreaterThan(100_000);
      const [first = 0] = samples;
      expect(samples.length).toBeGreaterThan(2);
      expect(Math.max(...samples) - first).toBeLessThan(25 * 1024 * 1024);
    },
    60_000,
  );
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes that are in use on the heap and outside of it, after what is not has been collected. */
function bytesInUse(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
