import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Store } from "../../../src/store/store.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSeededStore } from "../../support/graph-harness.js";
import { type ExportGraph, ndjson, serveExportGraph } from "./export-harness.js";

describeEachEngine("an export whose filter another dataset answers", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: ExportGraph;
  const statements: string[] = [];

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine, { scale: 1 }));
    store.onStatement((statement) => statements.push(statement));
    graph = await serveExportGraph(store);
  }, 180_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  test("asks it once, however many pages are walked, and has every row", async () => {
    const list = `teams(where: { division: { inside: { level: { eq: COUNTY }, volunteers: { count: { gte: 1 } } } } },
      orderBy: [{ division: { name: DESC } }])`;
    const { teams } = await graph.ask<{ teams: { totalCount: number } }>(`{ ${list} { totalCount } }`);
    expect(teams.totalCount).toBeGreaterThan(500);
    const before = graph.executed();
    statements.length = 0;
    const response = await graph.post(`{ ${list} { nodes { id } } }`, { accept: "application/x-ndjson" });
    const rows = (await ndjson(response)).filter((row) => "id" in row);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(teams.totalCount);
    expect(graph.executed() - before).toBeGreaterThan(1);
    expect(statements.filter((statement) => /from [`"]volunteer[`"]/.test(statement))).toHaveLength(1);
    expect(statements.filter((statement) => /from [`"]division[`"]/.test(statement))).toHaveLength(2);
  });
});
