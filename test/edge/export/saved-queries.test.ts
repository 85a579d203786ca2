import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { buildSchema } from "graphql";
import { readSavedQueries } from "../../../src/edge/saved-queries.js";
import type { Store } from "../../../src/store/store.js";
import { engines } from "../../support/engines.js";
import { openSeededStore } from "../../support/graph-harness.js";
import { type ExportGraph, refusal, serveExportGraph } from "./export-harness.js";

describe("the saved queries", () => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: ExportGraph;

  beforeAll(async () => {
    const [engine] = engines();
    if (engine === undefined) throw new Error("There is no engine.");
    ({ store, drop } = await openSeededStore(engine));
    graph = await serveExportGraph(store);
  }, 60_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  async function table(path: string): Promise<Record<string, string>[]> {
    const response = await graph.get(path);
    expect(response.status).toBe(200);
    return parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[];
  }

  test("are listed with what they are for and what they take", async () => {
    const list = (await (await graph.get("/queries", { role: "anonymous" })).json()) as { name: string }[];
    const byName = new Map(list.map((query) => [query.name, query]));
    expect(byName.get("experts-on-call")).toEqual({
      name: "experts-on-call",
      title: { zh: "某区值班专家", en: "Experts on call in a district" },
      description: {
        zh: expect.stringContaining("值班的专家及其领域"),
        en: expect.stringContaining("on call at an instant"),
      },
      parameters: [
        { name: "division", type: "ID!", required: true },
        { name: "at", type: "String", required: false },
      ],
      formats: ["csv", "ndjson", "xlsx"],
      origin: "file",
    });
    expect([...byName.keys()]).toEqual(expect.arrayContaining(["district-stock", "municipal-teams"]));
  });

  test("municipal-teams gives the 28 teams of the plan", async () => {
    const teams = await table("/export/municipal-teams.csv?labels=path");
    expect(teams).toHaveLength(28);
    expect(teams.find(({ planNumber }) => planNumber === "1")).toMatchObject({
      name: "市危险化学品事故应急救援队伍",
      "leadAgencies.name": "市应急局; 市消防救援总队",
    });
  });

  test("district-stock gives every lot in a district", async () => {
    const { depots } = (await graph.ask(
      `{ depots(where: { division: { within: "310114" } }, first: 500) {
        totalCount nodes { id stock { totalCount } }
      } }`,
    )) as { depots: { totalCount: number; nodes: { id: string; stock: { totalCount: number } }[] } };
    const lots = depots.nodes.reduce((sum, { stock }) => sum + stock.totalCount, 0);
    expect(lots).toBeGreaterThan(0);
    const rows = await table("/export/district-stock.csv?division=310114");
    expect(rows).toHaveLength(lots);
    const inDistrict = new Set(depots.nodes.map(({ id }) => id));
    expect(rows.filter((row) => !inDistrict.has(row["depot.id"] as string))).toEqual([]);
  });

  test("experts-on-call gives those of the district at that instant", async () => {
    const at = "2026-11-02T10:00:00+08:00";
    const { division } = (await graph.ask(
      `query ($at: String) {
        division(code: "310115") { experts(onCall: true, at: $at) { totalCount } }
      }`,
      { at },
    )) as { division: { experts: { totalCount: number } } };
    const path = `/export/experts-on-call.csv?division=310115&at=${encodeURIComponent(at)}`;
    expect(await table(path)).toHaveLength(division.experts.totalCount);
  });

  test.each([
    ["SAVED_QUERY_UNKNOWN", 404, "/export/nothing.csv"],
    ["SAVED_QUERY_UNKNOWN", 404, "/export/..%2Fmunicipal-teams.csv"],
    ["EXPORT_FORMAT_UNKNOWN", 404, "/export/municipal-teams.pdf"],
    ["EXPORT_FORMAT_UNKNOWN", 404, "/export/municipal-teams"],
    ["EXPORT_PARAMETER", 400, "/export/municipal-teams.csv?level=MUNICIPAL"],
    ["EXPORT_PARAMETER", 400, "/export/district-stock.csv"],
    ["EXPORT_PARAMETER", 400, "/export/district-stock.csv?division=31&division=32"],
    ["EXPORT_OPTION", 400, "/export/municipal-teams.csv?header=yes"],
    ["BAD_INSTANT", 400, "/export/experts-on-call.csv?division=310115&at=noon"],
    ["EXPORT_UNKNOWN", 404, "/export/progress/unknown"],
  ])("refuses with %s and %i: %s", async (code, status, path) => {
    expect(await refusal(await graph.get(path))).toEqual([code, status]);
  });

  test("are refused to a page of another site, as any GET", async () => {
    const response = await fetch(`${graph.origin}/export/municipal-teams.csv`, {
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(await refusal(response)).toEqual(["BAD_REQUEST", 400]);
  });
});

describe("a folder of saved queries", () => {
  const schema = buildSchema("type Query { one(n: Int, ok: Boolean): String } ");
  const head = "# 标题\n# Title\n";

  function read(file: string, text: string) {
    const folder = mkdtempSync(join(tmpdir(), "rescue-queries-"));
    try {
      writeFileSync(join(folder, file), text);
      return readSavedQueries(schema, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test("may hold a query that cannot be exported: it says so", () => {
    const query = read("one.graphql", `${head}query One($n: Int = 3) { one(n: $n) }`).get("one");
    expect(query?.formats).toEqual([]);
    expect(query?.parameters).toEqual([{ name: "n", type: "Int", required: false, default: 3 }]);
  });

  test("is empty when it is not there", () => {
    expect(readSavedQueries(schema, join(tmpdir(), "rescue-no-such-folder")).size).toBe(0);
  });

  test.each([
    ["One.graphql", `${head}query One { one }`, "its name must be"],
    ["one.graphql", `${head}query One { two }`, 'Cannot query field "two"'],
    ["one.graphql", `${head}query One {`, "Syntax Error"],
    ["one.graphql", `${head}query One { one } query Two { one }`, "one operation"],
    ["one.graphql", `${head}{ one }`, "a query with a name"],
    ["one.graphql", "# Title\nquery One { one }", "two comment lines"],
    ["one.graphql", `${head}query One($lists: Int) { one(n: $lists) }`, "an export option"],
  ])("stops the start for %s holding %j", (file, text, reason) => {
    expect(() => read(file, text)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(reason),
        extensions: expect.objectContaining({ code: "SAVED_QUERY_INVALID", file }),
      }),
    );
  });
});
