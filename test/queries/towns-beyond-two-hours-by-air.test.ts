import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import type { Store } from "../../src/store/store.js";
import { type ExportGraph, refusal, serveExportGraph } from "../edge/export/export-harness.js";
import { describeEachEngine } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";

const RADIANS = Math.PI / 180;

/** Kilometres by the spherical law of cosines: another formula than the one that the sample data is made with. */
function kilometres(a: readonly [number, number], b: readonly [number, number]): number {
  const cosine =
    Math.sin(a[0] * RADIANS) * Math.sin(b[0] * RADIANS) +
    Math.cos(a[0] * RADIANS) * Math.cos(b[0] * RADIANS) * Math.cos((a[1] - b[1]) * RADIANS);
  return 6371.0088 * Math.acos(Math.min(1, cosine));
}

describeEachEngine("the saved query towns-beyond-two-hours-by-air", (engine) => {
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

  /** Which towns are beyond, from the helicopters' and the towns' points alone. */
  async function expected(minutes: number, division: string) {
    const helicopters = await sql<{
      name: string;
      site: string;
      kmh: number;
      turnout: number;
      lat: number;
      lon: number;
    }>`
      select u.name, s.name as site, u.cruise_kmh as kmh, u.turnout_minutes as turnout,
        s.wgs84latitude as lat, s.wgs84longitude as lon
      from air_unit u join landing_site s on s.id = u.home_site_id
      where u.kind = 'HELICOPTER' and u.status = 'AVAILABLE'`.execute(store.db);
    const towns = await sql<{ id: string; code: string; name: string; lat: number; lon: number }>`
      select r.id, d.code, d.name, r.wgs84latitude as lat, r.wgs84longitude as lon
      from division d left join air_reach r on r.division_code = d.code
      where d.level = 'TOWN' and d.code like ${`${division}%`}`.execute(store.db);
    return towns.rows
      .map(({ id, code, name, lat, lon }) => {
        const [first] = helicopters.rows
          .map((unit) => ({
            unit,
            after: unit.turnout + (kilometres([unit.lat, unit.lon], [lat, lon]) / unit.kmh) * 60,
          }))
          .sort((a, b) => a.after - b.after);
        return {
          id,
          code,
          name,
          minutes: Math.ceil(first?.after ?? 0),
          unit: first?.unit.name,
          site: first?.unit.site,
        };
      })
      .filter((town) => town.minutes > minutes)
      .sort((a, b) => b.minutes - a.minutes || (a.id < b.id ? 1 : -1))
      .map(({ id: _id, ...town }) => town);
  }

  async function table(search: string) {
    const path = `/export/towns-beyond-two-hours-by-air.csv?labels=path&${search}`;
    const response = await graph.get(path, { role: "anonymous" });
    expect(response.status).toBe(200);
    const rows = parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[];
    return rows.map((row) => ({
      code: row["division.code"],
      name: row["division.name"],
      minutes: Number(row["minutes"]),
      unit: row["airUnit.name"],
      site: row["airUnit.homeSite.name"],
    }));
  }

  test("gives every town that no helicopter reaches within two hours, the slowest first", async () => {
    const towns = await table("");
    expect(towns).toEqual(await expected(120, ""));
    const provinces = new Set(towns.map(({ code }) => code?.slice(0, 2)));
    expect([provinces.has("34"), provinces.has("33"), provinces.has("31")]).toEqual([true, true, false]);
  });

  test("gives those of a division and of another limit", async () => {
    const towns = await table("minutes=45&division=310151");
    expect(towns).toEqual(await expected(45, "310151"));
    expect(await table("minutes=30&division=3303")).toEqual(await expected(30, "3303"));
  });

  test("is refused for minutes that are none", async () => {
    const response = await graph.get("/export/towns-beyond-two-hours-by-air.csv?minutes=soon");
    expect(await refusal(response)).toEqual(["EXPORT_PARAMETER", 400]);
  });
});
