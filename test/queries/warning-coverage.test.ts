import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import type { Store } from "../../src/store/store.js";
import { type ExportGraph, refusal, serveExportGraph } from "../edge/export/export-harness.js";
import { describeEachEngine } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";

interface Report {
  readonly code: string;
  readonly name: string;
  readonly targeted: number;
  readonly reached: number;
}

describeEachEngine("the saved query warning-coverage", (engine) => {
  let graph: ExportGraph;
  let store: Store;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine));
    graph = await serveExportGraph(store);
  }, 180_000);
  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  /** The same answer from plain rows, grouped and divided in JavaScript. */
  async function expected(division: string, from: string, to: string, below: number) {
    const { rows } = await sql<Report>`
      select c.division_code as code, d.name, c.targeted, c.reached
      from warning w join warning_coverage c on c.warning_id = w.id join division d on d.code = c.division_code
      where w.status = 'ACTUAL' and c.division_code like ${`${division}%`}
        and w.issued_at >= ${from} and w.issued_at < ${to}`.execute(store.db);
    const share = ({ reached, targeted }: Pick<Report, "reached" | "targeted">) =>
      Math.floor((reached / targeted) * 1e6 + 0.5) / 1e6;
    return [...Map.groupBy(rows, ({ code }) => code)]
      .map(([code, reports]) => {
        const targeted = reports.reduce((sum, one) => sum + one.targeted, 0);
        const reached = reports.reduce((sum, one) => sum + one.reached, 0);
        return {
          "key.division.code": code,
          "key.division.name": reports[0]?.name ?? "",
          "ratio.coverage": share({ reached, targeted }),
          count: reports.length,
          "sum.targeted": targeted,
          "sum.reached": reached,
          "min.coverage": Math.min(...reports.map(share)),
        };
      })
      .filter((town) => town["ratio.coverage"] < below)
      .sort(
        (a, b) =>
          a["ratio.coverage"] - b["ratio.coverage"] ||
          (a["key.division.code"] < b["key.division.code"] ? -1 : 1),
      );
  }

  async function table(search: string): Promise<Record<string, string | number>[]> {
    const response = await graph.get(`/export/warning-coverage.csv?labels=path&${search}`, {
      role: "analyst",
    });
    expect(response.status).toBe(200);
    const rows = parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[];
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, name.startsWith("key.") ? value : Number(value)]),
      ),
    );
  }

  test("gives the towns of a district, the lowest coverage first, by all people reached of all targeted", async () => {
    const towns = await table("division=310115");
    expect(towns).toEqual(await expected("310115", "2000-01-01", "2100-01-01", 2));
    // Shanghai's warnings reach every town of Pudong but those that never reported.
    expect(towns.length).toBeGreaterThan(35);
  });

  test("gives those of a period that miss the target", async () => {
    const period = "from=2026-06-01T00:00:00Z&to=2026-11-01T00:00:00Z";
    const towns = await table(`division=31&${period}&below=0.9`);
    expect(towns).toEqual(await expected("31", "2026-06-01", "2026-11-01", 0.9));
    expect(towns.length).toBeGreaterThan(5);
  });

  test.each([
    ["EXPORT_PARAMETER", 400, "", "analyst"],
    ["BAD_INSTANT", 400, "division=310115&from=noon", "analyst"],
    ["EXPORT_PARAMETER", 400, "division=310115&below=high", "analyst"],
    ["FORBIDDEN_FIELD", 403, "division=310115", "anonymous"],
  ] as const)("is refused with %s and %i: %j for %s", async (code, status, search, role) => {
    const response = await graph.get(`/export/warning-coverage.csv?${search}`, { role });
    expect(await refusal(response)).toEqual([code, status]);
  });
});
