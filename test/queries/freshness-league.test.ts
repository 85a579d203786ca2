import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { told } from "../dataset/suppression-model.js";
import { describeEachEngine } from "../support/engines.js";
import { asCells, openSavedQuery, type SavedQueryHarness, sorted } from "./saved-query.js";

const AS_OF = "2026-11-09T10:00:00+08:00";
const DAY = 86_400_000;
const TABLES = { teams: "team", experts: "expert", depots: "depot", volunteers: "volunteer" } as const;

interface Line {
  readonly [column: string]: string | number | null;
  readonly source: string;
  readonly province: string;
  readonly n: number;
  readonly oldest: string;
  readonly newest: string;
}

describeEachEngine("the freshness league", (engine) => {
  let query: SavedQueryHarness;
  beforeAll(async () => {
    query = await openSavedQuery(engine, "freshness-league");
  }, 120_000);
  afterAll(() => query.close());

  const iso = (stored: string) => `${stored.replace(" ", "T")}Z`;
  const share = (part: number, whole: number) =>
    whole === 0 ? null : Math.floor((part / whole) * 1e6 + 0.5) / 1e6;

  /** Groups by SQL; lateness by plain arithmetic over each record. */
  async function plainly(list: keyof typeof TABLES) {
    const table = TABLES[list];
    const lines = await query.rows<Line>(`
      select source, source_province as province, count(*) as n, min(observed_at) as oldest, max(observed_at) as newest
      from ${table} group by source, source_province`);
    const records = await query.rows<{ source: string; at: string; every: number | null }>(
      `select source, observed_at as at, refresh_every_days as every from ${table}`,
    );
    return lines.map(({ source, province, n, oldest, newest }) => {
      const rhythms = records.flatMap((record) =>
        record.source === source && record.every !== null
          ? [(Date.parse(AS_OF) - Date.parse(iso(record.at))) / (record.every * DAY)]
          : [],
      );
      // Of people an analyst is told counts in fives, and shares as those of two such counts.
      const count = list === "experts" || list === "volunteers" ? told : (n: number) => n;
      const over = (limit: number) => count(rhythms.filter((age) => age > limit).length);
      const whole = count(rhythms.length);
      return {
        list,
        source,
        province,
        n: count(Number(n)),
        oldest: iso(oldest),
        newest: iso(newest),
        overdue: share(over(2), whole),
        delinquent: share(over(3), whole),
      };
    });
  }

  test("is one table of all datasets, with shares as counted by hand, as of an instant", async () => {
    const expected = (
      await Promise.all((Object.keys(TABLES) as (keyof typeof TABLES)[]).map(plainly))
    ).flat();
    expect(expected.length).toBeGreaterThan(16);
    expect(expected.some(({ overdue }) => overdue !== null && overdue > 0 && overdue < 1)).toBe(true);
    const table = await query.table({ asOf: AS_OF }, "analyst");
    const picked = table.map((row) => ({
      list: row["list"],
      source: row["key.source"],
      province: row["key.sourceProvince.code"],
      n: row["count"],
      oldest: row["oldest.observedAt"],
      newest: row["newest.observedAt"],
      overdue: row["share.overdue"],
      delinquent: row["share.delinquent"],
    }));
    expect(sorted(picked)).toEqual(sorted(asCells(expected)));
    // Dataset by dataset, the latest source first in each.
    const lists = picked.map(({ list }) => list);
    expect([...new Set(lists)]).toEqual(Object.keys(TABLES));
    expect(lists).toEqual(Object.keys(TABLES).flatMap((name) => lists.filter((list) => list === name)));
    const teams = picked.filter(({ list }) => list === "teams").map(({ overdue }) => Number(overdue));
    expect(teams).toEqual([...teams].sort((a, b) => b - a));
    expect(table.find((row) => row["key.source"] === "sh-teams")?.["key.sourceProvince.name"]).toBe("上海市");
  });

  test("gives the same in JSON, all lists at once", async () => {
    const { data, codes } = await query.ask<Record<string, { totalCount: number; nodes: unknown[] }>>(
      { asOf: AS_OF },
      "analyst",
    );
    expect(codes).toEqual([]);
    expect(Object.keys(data)).toEqual(Object.keys(TABLES));
    expect(Object.values(data).reduce((sum, { totalCount }) => sum + totalCount, 0)).toBe(
      (await query.table({ asOf: AS_OF })).length,
    );
  });

  test("agrees with the freshness that each record tells, and groups by it", async () => {
    const { teamAggregate } = (await query.graph.ask(
      `query ($asOf: String) {
        teamAggregate(asOf: $asOf, groupBy: [{ freshness: true }]) { nodes { key { freshness } count share { overdue } } }
      }`,
      { asOf: AS_OF },
    )) as {
      teamAggregate: {
        nodes: { key: { freshness: string }; count: number; share: { overdue: number | null } }[];
      };
    };
    const records = await query.rows<{ at: string; every: number | null }>(
      "select observed_at as at, refresh_every_days as every from team",
    );
    const counted = new Map<string, number>();
    for (const { at, every } of records) {
      const age = every === null ? null : (Date.parse(AS_OF) - Date.parse(iso(at))) / (every * DAY);
      const state = ["FRESH", "DUE", "OVERDUE"][Math.ceil(age ?? 0) - 1] ?? "DELINQUENT";
      const name = age === null ? "UNKNOWN" : age <= 0 ? "FRESH" : state;
      counted.set(name, (counted.get(name) ?? 0) + 1);
    }
    expect(new Map(teamAggregate.nodes.map(({ key, count }) => [key.freshness, count]))).toEqual(counted);
    for (const { key, share: late } of teamAggregate.nodes) {
      const expected = { FRESH: 0, DUE: 0, OVERDUE: 1, DELINQUENT: 1 }[key.freshness] ?? null;
      expect(late.overdue).toBe(expected);
    }
  });

  test("is refused for what is no instant, and fails whole where a list is closed", async () => {
    expect((await query.export({ asOf: "yesterday" })).status).toBe(400);
    expect((await query.export({ asOf: AS_OF }, "anonymous")).status).toBe(403);
  });
});
