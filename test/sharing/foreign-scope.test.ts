import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { describeEachEngineAtLength } from "../support/engines.js";
import { type SharingGraph, startSharing } from "./sharing-graph.js";

// What stands in the store may have been written by another release, or by hand: what is not understood gives nothing.
describeEachEngineAtLength("a partner under an agreement that this release does not understand", (engine) => {
  let graph: SharingGraph;
  let grant: { id: string; scope: string | null };
  beforeAll(async () => {
    graph = await startSharing(engine);
    const { rows } = await sql<{ id: string; scope: string | null }>`
      select g.id, g.row_scope as scope from agreement_grant g join agreement_party p on p.agreement_id = g.agreement_id
      where p.division_code = '33' and g.record_type = 'Team'`.execute(graph.store.db);
    grant = rows[0] as typeof grant;
  }, 240_000);
  afterAll(() => graph.stop());
  beforeEach(() => scope(grant.scope));

  const scope = async (text: string | null) =>
    void (await sql`update agreement_grant set row_scope = ${text} where id = ${grant.id}`.execute(
      graph.store.db,
    ));
  const count = async () =>
    (await graph.data<{ teams: { totalCount: number } }>({ partner: "33" }, "{ teams { totalCount } }")).teams
      .totalCount;

  test.each([
    ["a member that there is not", { newMember: { eq: "x" } }],
    ["one beside others", { and: [{ status: { eq: "ACTIVE" } }, { newMember: { eq: "x" } }] }],
    ["one among alternatives", { or: [{ status: { eq: "ACTIVE" } }, { newMember: { eq: "x" } }] }],
    ["an operator that there is not", { status: { resembles: "ACTIVE" } }],
    ["a value that there is not", { status: { eq: "NEW_STATUS" } }],
    ["nothing", {}],
    ["a member with nothing in it", { status: {} }],
    ["a member that is null", { status: null }],
    ["nothing at all in a list", { and: [] }],
    ["an empty member among others", { and: [{ status: { eq: "ACTIVE" } }, {}] }],
  ])("%s: no rows", async (_name, rows) => {
    expect(await count()).toBeGreaterThan(0);
    await scope(JSON.stringify(rows));
    expect(await count()).toBe(0);
  });

  test("a rule that there is not hides its field", async () => {
    const rule = (name: string) =>
      sql`update agreement_field_rule set rule = ${name} where id = 'frTEST'`.execute(graph.store.db);
    const shown = async () => {
      const { data } = await graph.ask({ partner: "33" }, "{ teams(first: 5) { nodes { nameEn } } }");
      const teams = data?.["teams"] as { nodes: { nameEn: string | null }[] } | null | undefined;
      return teams?.nodes.filter(({ nameEn }) => nameEn !== null).length ?? 0;
    };
    await sql`insert into agreement_field_rule (id, grant_id, coordinate, rule, detail)
      values ('frTEST', ${grant.id}, 'Team.nameEn', 'CLEAR', null)`.execute(graph.store.db);
    expect(await shown()).toBeGreaterThan(0);
    await rule("BLUR");
    expect(await shown()).toBe(0);
    await sql`delete from agreement_field_rule where id = 'frTEST'`.execute(graph.store.db);
  });
});
