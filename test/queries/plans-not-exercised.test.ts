import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import type { Store } from "../../src/store/store.js";
import { type ExportGraph, ndjson, refusal, serveExportGraph } from "../edge/export/export-harness.js";
import { describeEachEngine } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";

describeEachEngine("the saved query plans-not-exercised", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: ExportGraph;
  beforeAll(async () => {
    // The period ends now, so the sample data does too.
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    ({ store, drop } = await openSeededStore(engine, { today, scale: 0.5 }));
    graph = await serveExportGraph(store);
  }, 120_000);
  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  const table = async (search: string) => {
    const response = await graph.get(`/export/plans-not-exercised.csv?labels=path${search}`, {
      role: "anonymous",
    });
    expect(response.status).toBe(200);
    return parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[];
  };

  /** Plans with no exercise from a day of Shanghai on; what was held before a plan took effect counts as held. */
  const expected = async (since: string, division: string) => {
    const { rows } = await sql<Record<string, string | null>>`
      select p.code, p.title, p.kind, n.name as owner, d.code as division, max(e.held_on) as last
      from ${sql.table("plan")} p
      join agency_name n on n.agency_id = p.owner_agency_id and n.role = 'PRINCIPAL' and n.valid_to is null
      join division d on d.code = p.division_code
      left join exercise e on e.plan_id = p.id
      where (p.status = 'IN_FORCE' or p.status = 'UNDER_REVISION') and p.division_code like ${`${division}%`}
      group by p.code, p.title, p.kind, n.name, d.code
      having sum(case when e.held_on >= ${since} then 1 else 0 end) = 0
      order by max(e.held_on) is not null, max(e.held_on), p.code`.execute(store.db);
    return rows.map(({ code, title, kind, owner, division: at, last }) => [
      code,
      title,
      kind,
      owner,
      at,
      last ?? "",
    ]);
  };

  const ofTable = (rows: Record<string, string>[]) =>
    rows.map((row) => [
      row["code"],
      row["title"],
      row["kind"],
      row["ownerAgency.name"],
      row["division.code"],
      row["lastExercisedOn"],
    ]);

  /** The day in Shanghai that lies some months before now. */
  function monthsAgo(months: number): string {
    const date = new Date();
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() - months);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, last));
    return new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  }

  test("gives the plans in force without an exercise in 12 months, to anybody", async () => {
    const wanted = await expected(monthsAgo(12), "31");
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.some(([, , , , , last]) => last === "")).toBe(true);
    expect(ofTable(await table(""))).toEqual(wanted);
  });

  test("takes another period and another division", async () => {
    const wanted = await expected(monthsAgo(24), "310115");
    expect(wanted.length).toBeGreaterThan(3);
    expect(ofTable(await table("&period=-P24M&division=310115"))).toEqual(wanted);
    expect((await expected(monthsAgo(12), "310115")).length).toBeGreaterThan(wanted.length);
  });

  test("says of each plan that it is a sample", async () => {
    const rows = await table("");
    expect(new Set(rows.map((row) => row["provenance.synthetic"]))).toEqual(new Set(["true"]));
    expect(
      rows.filter(({ title, titleEn }) => !title?.startsWith("示例") || !titleEn?.startsWith("Sample")),
    ).toEqual([]);
  });

  test("gives the same rows as NDJSON", async () => {
    const lines = await ndjson(await graph.get("/export/plans-not-exercised.ndjson"));
    const codes = lines.flatMap((line) => ("code" in line ? [line["code"]] : []));
    expect(codes).toEqual((await table("")).map(({ code }) => code));
  });

  test.each([
    ["BAD_DURATION", 400, "period=12"],
    ["BAD_DURATION", 400, "period="],
    ["EXPORT_PARAMETER", 400, "months=12"],
  ])("refuses with %s and %i: %s", async (code, status, search) => {
    expect(await refusal(await graph.get(`/export/plans-not-exercised.csv?${search}`))).toEqual([
      code,
      status,
    ]);
  });
});
