import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { told } from "../dataset/suppression-model.js";
import { describeEachEngine } from "../support/engines.js";
import { asCells, openSavedQuery, type SavedQueryHarness, sorted } from "./saved-query.js";

const AT = "2026-11-02T10:00:00+08:00";
const ON_CALL = `
  from expert as e join expert_specialty as s on s.expert_id = e.id
  where e.status = 'ACTIVE' and exists (
    select 1 from expert_shift as x where x.expert_id = e.id
    and x.starts_at <= '2026-11-02 02:00:00.000' and x.ends_at > '2026-11-02 02:00:00.000')`;

interface Answer {
  expertAggregate: {
    totalCount: number;
    suppressedGroups: number;
    nodes: { key: { domain: { code: string } }; count: number }[];
  } | null;
}

describeEachEngine("experts on call by domain", (engine) => {
  let query: SavedQueryHarness;
  beforeAll(async () => {
    query = await openSavedQuery(engine, "experts-on-call-by-domain", { scale: 1 });
  }, 120_000);
  afterAll(() => query.close());

  const plainly = (where = "") =>
    query.rows<{ code: string; n: number }>(`
      select s.domain_code as code, count(distinct e.id) as n ${ON_CALL} ${where} group by s.domain_code`);
  const picked = (table: readonly Record<string, string>[]) =>
    sorted(table.map((row) => ({ code: row["key.domain.code"], n: row["count"] })));

  test("agree with SQL for those who may see small groups", async () => {
    const expected = await plainly();
    expect(expected.length).toBeGreaterThan(5);
    expect(picked(await query.table({ at: AT }))).toEqual(sorted(asCells(expected)));
    const { data } = await query.ask<Answer>({ at: AT });
    expect(data.expertAggregate).toMatchObject({ totalCount: expected.length, suppressedGroups: 0 });
    const counts = data.expertAggregate?.nodes.map(({ count }) => count) ?? [];
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  test("leave groups of fewer than five out for an analyst, and say how many, in the export too", async () => {
    const expected = await plainly("and e.county_code = '310115'");
    const shown = expected.filter(({ n }) => Number(n) >= 5);
    const hidden = told(expected.length - shown.length);
    expect(hidden).toBeGreaterThan(0);
    const asked = { at: AT, division: "310115" };
    const { data } = await query.ask<Answer>(asked, "analyst");
    expect(data.expertAggregate).toMatchObject({ totalCount: shown.length, suppressedGroups: hidden });
    expect(picked(await query.table(asked, "analyst"))).toEqual(
      sorted(asCells(shown.map(({ code, n }) => ({ code, n: told(Number(n)) })))),
    );
    const response = await query.export({ ...asked, header: "1" }, "analyst");
    expect(response.headers.get("x-export-hidden-groups")).toBe(String(hidden));
    expect(await response.text()).toContain(`# 未显示 Not shown: ${hidden} 组`);
    expect((await query.export(asked)).headers.get("x-export-hidden-groups")).toBeNull();
  });

  test("are not for anonymous callers", async () => {
    const { data, codes } = await query.ask<Answer>({ at: AT }, "anonymous");
    expect([data.expertAggregate, codes]).toEqual([null, ["FORBIDDEN_FIELD"]]);
    expect((await query.export({ at: AT }, "anonymous")).status).toBe(403);
  });

  test("are refused for what is no instant", async () => {
    expect((await query.ask({ at: "noon" })).codes).toEqual(["BAD_INSTANT"]);
  });

  test("are found by the same condition in lists and relations, as by the older arguments", async () => {
    const answer = (await query.graph.ask(
      `query ($at: String) {
        old: experts(onCall: true, at: $at) { totalCount }
        new: experts(where: { onCall: { at: $at } }) { totalCount }
        oldOthers: experts(onCall: false, at: $at) { totalCount }
        newOthers: experts(where: { onCall: { eq: false, at: $at } }) { totalCount }
        negated: experts(where: { not: { onCall: { at: $at } } }) { totalCount }
        oldDomain: experts(onCall: true, at: $at, domain: "HAZMAT") { totalCount }
        newDomain: experts(where: { onCall: { at: $at }, domains: { some: { code: { eq: "HAZMAT" } } } }) { totalCount }
        division(code: "310115") { experts(where: { onCall: { at: $at } }) { totalCount } }
      }`,
      { at: AT },
    )) as Record<string, { totalCount: number }> & { division: { experts: { totalCount: number } } };
    const [{ n } = { n: 0 }] = await query.rows<{ n: number }>(`select count(distinct e.id) as n ${ON_CALL}`);
    expect(answer["new"]).toEqual({ totalCount: Number(n) });
    expect(answer["old"]).toEqual(answer["new"]);
    expect(answer["oldOthers"]).toEqual(answer["newOthers"]);
    expect(answer["negated"]).toEqual(answer["newOthers"]);
    expect(answer["oldDomain"]).toEqual(answer["newDomain"]);
    expect(answer.division.experts.totalCount).toBeGreaterThan(0);
  });
});
