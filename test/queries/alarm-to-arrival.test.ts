import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import readXlsxFile from "read-excel-file/node";
import type { Store } from "../../src/store/store.js";
import { type ExportGraph, ndjson, refusal, serveExportGraph } from "../edge/export/export-harness.js";
import { describeEachEngine } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";

type District = [code: string, name: string, dispatches: number, median: number];

describeEachEngine("the saved query alarm-to-arrival", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: ExportGraph;
  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine, { scale: 1 }));
    graph = await serveExportGraph(store);
  }, 120_000);
  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  const path = (format: string, search = "") => `/export/alarm-to-arrival.${format}?labels=path${search}`;

  async function table(search = ""): Promise<District[]> {
    const response = await graph.get(path("csv", search), { role: "analyst" });
    expect(response.status).toBe(200);
    const rows = parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[];
    return rows.map((row) => [
      row["key.division.code"] ?? "",
      row["key.division.name"] ?? "",
      Number(row["count"]),
      Number(row["median.minutesToArrival"]),
    ]);
  }

  /** From the instants alone; the stored minutes are not looked at. */
  async function expected(from: string, to: string, division = "31"): Promise<District[]> {
    const seconds =
      engine.name === "sqlite"
        ? sql`unixepoch(x.arrived_at) - unixepoch(i.alarm_at)`
        : sql`timestampdiff(second, i.alarm_at, x.arrived_at)`;
    const { rows } = await sql<Record<string, string | number | null>>`
      with arrivals as (
        select i.county_code as code, round((${seconds}) / 60.0, 2) as minutes
        from dispatch x join incident i on i.id = x.incident_id
        where x.arrived_at >= i.alarm_at and i.alarm_at >= ${from} and i.alarm_at < ${to}
          and i.division_code like ${`${division}%`}
      ), placed as (
        select code, minutes, count(*) over (partition by code) as n,
          row_number() over (partition by code order by minutes) as place
        from arrivals
      )
      select p.code, d.name, p.n, round(avg(p.minutes), 6) as median
      from placed p left join division d on d.code = p.code
      where p.place = floor((p.n + 1) / 2.0) or p.place = floor((p.n + 2) / 2.0)
      group by p.code, d.name, p.n order by avg(p.minutes), p.code is null, p.code`.execute(store.db);
    return rows.map(({ code, name, n, median }) => [
      String(code ?? ""),
      String(name ?? ""),
      Number(n),
      Number(median),
    ]);
  }

  test("gives the median and the count of every district, over all incidents", async () => {
    const wanted = await expected("0001-01-01", "9999-01-01");
    expect(wanted.length).toBeGreaterThanOrEqual(16);
    expect(wanted.reduce((sum, [, , count]) => sum + count, 0)).toBeGreaterThan(5000);
    expect(await table()).toEqual(wanted);
  });

  test("takes a period, its end excluded, and a division", async () => {
    // The year 2026 up to July in Shanghai.
    const wanted = await expected("2025-12-31 16:00:00.000", "2026-06-30 16:00:00.000", "310115");
    expect(wanted).toHaveLength(1);
    const search = `&from=${encodeURIComponent("2026-01-01T00:00:00+08:00")}&to=${encodeURIComponent("2026-07-01T00:00:00+08:00")}`;
    expect(await table(`${search}&division=310115`)).toEqual(wanted);
    expect(await table(search)).toEqual(await expected("2025-12-31 16:00:00.000", "2026-06-30 16:00:00.000"));
  });

  test("gives the same groups as NDJSON and XLSX", async () => {
    const wanted = await table();
    const lines = await ndjson(await graph.get(path("ndjson"), { role: "analyst" }));
    const groups = lines.filter((line) => "count" in line) as Record<string, unknown>[];
    expect(
      groups.map((group) => [
        group["key.division.code"] ?? "",
        group["key.division.name"] ?? "",
        group["count"],
        group["median.minutesToArrival"],
      ]),
    ).toEqual(wanted);
    const response = await graph.get(path("xlsx"), { role: "analyst" });
    const [sheet] = await readXlsxFile(Buffer.from(await response.arrayBuffer()));
    expect(sheet?.data.slice(1).map((row) => [row[0] ?? "", row[1] ?? "", row[2], row[3]])).toEqual(wanted);
  });

  test("walks groups page by page as an ordinary list", async () => {
    const query = `query ($after: String) {
      dispatchAggregate(
        where: { minutesToArrival: { isNull: false } }, groupBy: [{ division: { level: COUNTY } }], first: 5, after: $after
      ) { nodes { key { division { code } } } pageInfo { hasNextPage endCursor } }
    }`;
    const codes: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { dispatchAggregate: page } = (await graph.ask(query, { after })) as {
        dispatchAggregate: {
          nodes: { key: { division: { code: string } | null } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      codes.push(...page.nodes.map(({ key }) => key.division?.code ?? ""));
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
    }
    expect([...codes].sort()).toEqual((await table()).map(([code]) => code).sort());
  });

  test.each([
    ["FORBIDDEN_FIELD", 403, "", "anonymous"],
    // What a partner's contract lacks is not there for him.
    ["SAVED_QUERY_UNKNOWN", 404, "", "partner"],
    ["BAD_INSTANT", 400, "&from=yesterday", "analyst"],
    ["EXPORT_PARAMETER", 400, "&since=2026", "analyst"],
  ] as const)("refuses with %s and %i: %j as %s", async (code, status, search, role) => {
    expect(await refusal(await graph.get(path("csv", search), { role }))).toEqual([code, status]);
  });
});
