import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";
import { ask, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";

describeEachEngine("an order by how many there are in another dataset", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: Served;
  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine));
    graph = await serveGraph(store);
  }, 120_000);
  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  test("is right for keys of every length", async () => {
    const query = `{ capabilities(first: 500, orderBy: [{ holders: { count: DESC } }, { code: ASC }]) {
      nodes { code holders { totalCount } } } }`;
    const { data, errors } = await ask(graph.url, query);
    expect(errors).toBeUndefined();
    const { nodes } = (data as Record<string, unknown>)["capabilities"] as {
      nodes: { code: string; holders: { totalCount: number } }[];
    };
    const counts = nodes.map(({ holders }) => holders.totalCount);
    expect(counts).toEqual(counts.toSorted((one, other) => other - one));
    // Some whose keys are longer than minted ones have holders.
    expect(nodes.some(({ code, holders }) => code.length > 24 && holders.totalCount > 0)).toBe(true);
  });
});
