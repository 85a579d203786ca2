import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { createCallers } from "../../src/edge/callers.js";
import { executionCounts } from "../../src/gateway/executions.js";
import { ANONYMOUS } from "../../src/policy/caller.js";
import type { QuotaMeter } from "../../src/policy/quota.js";
import { type ExportGraph, serveExportGraph } from "../edge/export/export-harness.js";
import { describeEachEngineAtLength } from "../support/engines.js";
import { codes, type SharingGraph, startSharing } from "./sharing-graph.js";

const ANHUI = { partner: "34" };
const teams = (first: number) => `{ teams(first: ${first}) { nodes { id name } } }`;
const EXPORT = "query Teams { teams { nodes { id name } } }";

describeEachEngineAtLength("a daily quota", (engine) => {
  let graph: SharingGraph;
  let exporting: ExportGraph;
  let agreement: string;

  beforeAll(async () => {
    graph = await startSharing(engine, 1);
    exporting = await serveExportGraph(graph.store);
    const found = await sql<{ id: string }>`
      select agreement_id as id from agreement_party where division_code = '34' and role = 'RECEIVER'
      and agreement_id in (select agreement_id from agreement_grant)`.execute(graph.store.db);
    agreement = found.rows[0]?.id as string;
  }, 120_000);
  afterAll(async () => {
    await exporting.stop();
    await graph.stop();
  });
  beforeEach(async () => {
    await sql`delete from quota_use`.execute(graph.store.db);
    await quota(20);
  });

  const quota = (records: number | null) =>
    sql`update agreement set quota_per_day = ${records} where id = ${agreement}`.execute(graph.store.db);
  const used = async () => {
    const found = await sql<{ agreement_id: string; partner: string; records: number }>`
      select agreement_id, partner, records from quota_use order by agreement_id, partner`.execute(
      graph.store.db,
    );
    return found.rows.map((row) => [row.agreement_id, row.partner, Number(row.records)]);
  };

  test("counts what is given until it is used up, and then says when it renews", async () => {
    expect(codes(await graph.ask(ANHUI, teams(8)))).toEqual([]);
    expect(await used()).toEqual([[agreement, "34", 8]]);
    expect(
      codes(
        await graph.ask(
          ANHUI,
          `{ a: teams(first: 6) { nodes { id } } b: teams(first: 6) { nodes { name } } }`,
        ),
      ),
    ).toEqual([]);
    expect(await used()).toEqual([[agreement, "34", 20]]);
    const over = await graph.ask(ANHUI, teams(1));
    expect(over.data).toEqual({ teams: null });
    expect(over.errors?.map(({ extensions }) => extensions)).toEqual([
      {
        code: "QUOTA_EXCEEDED",
        agreement,
        quota: 20,
        // Midnight in Shanghai.
        renewsAt: expect.stringMatching(/T16:00:00\.000Z$/),
      },
    ]);
    // Yesterday's records are no longer in the way.
    await sql`update quota_use set day = '2026-01-01'`.execute(graph.store.db);
    expect(codes(await graph.ask(ANHUI, teams(1)))).toEqual([]);
  });

  test("never gives more than there is, however large the page, and what is public stays open", async () => {
    const answer = await graph.ask(
      ANHUI,
      `{ teams(first: 21) { nodes { id } } agencies(first: 3) { nodes { id } } }`,
    );
    expect(codes(answer)).toEqual(["QUOTA_EXCEEDED"]);
    expect(answer.data).toMatchObject({ teams: null, agencies: { nodes: [{}, {}, {}] } });
    expect(
      codes(await graph.ask(ANHUI, `{ teamAggregate { nodes { count } } sharingCategories { dataset } }`)),
    ).toEqual([]);
  });

  test("is one for all requests that run side by side", async () => {
    const callers = createCallers(
      async () => ANONYMOUS,
      graph.store,
      "a key for the tokens of the tests, long enough",
    );
    const partner = { role: "partner", subject: "tester", ...ANHUI } as const;
    const meters = await Promise.all(
      Array.from({ length: 6 }, async () => (await callers.renewed(partner)).quota as QuotaMeter),
    );
    const taken = Array.from({ length: 8 }, () => meters.map((meter) => meter.take([agreement]))).flat();
    expect(taken.filter((full) => full === undefined)).toHaveLength(20);
    expect(taken.filter((full) => full !== undefined)).toEqual(Array(28).fill({ agreement, perDay: 20 }));
    // Each settles what it gave itself.
    const settled = meters.map((meter) => meter.takeGiven().get(agreement) ?? 0);
    expect(settled.reduce((sum, records) => sum + records, 0)).toBe(20);
  });

  test("a piece of a feed ends where the quota does, and gives what it may", async () => {
    const query = "{ changes(dataset: TEAMS, first: 50) { changes { cursor } hasMore endCursor } }";
    type Piece = { changes: { changes: { cursor: string }[]; hasMore: boolean; endCursor: string } };
    const { changes: piece } = await graph.data<Piece>(ANHUI, query);
    expect([piece.changes.length, piece.hasMore]).toEqual([20, true]);
    expect(piece.endCursor).toBe(piece.changes.at(-1)?.cursor);
    expect(await used()).toEqual([[agreement, "34", 20]]);
    const again = query.replace("first: 50", `first: 50, after: "${piece.endCursor}"`);
    expect(codes(await graph.ask(ANHUI, again))).toEqual(["QUOTA_EXCEEDED"]);
  });

  test("counts no row that is not given: a count, or whether there is more", async () => {
    const failedBefore = executionCounts().get("failed");
    for (const query of [
      "{ teams(first: 8) { totalCount } }",
      "{ teams(first: 8) { pageInfo { hasNextPage } } }",
    ]) {
      expect(codes(await graph.ask(ANHUI, query))).toEqual([]);
    }
    expect(await used()).toEqual([]);
    // A cursor tells the key of its row.
    await graph.ask(ANHUI, "{ teams(first: 8) { pageInfo { endCursor } } }");
    expect(await used()).toEqual([[agreement, "34", 8]]);
    await graph.ask(ANHUI, teams(12));
    const over = await graph.ask(ANHUI, "{ teams(first: 8) { totalCount pageInfo { endCursor } } }");
    expect(codes(over)).toEqual(["QUOTA_EXCEEDED"]);
    expect(over.data).toEqual({ teams: { totalCount: expect.any(Number), pageInfo: { endCursor: null } } });
    expect(executionCounts().get("failed")).toBe(failedBefore);
    const after = await graph.ask(ANHUI, "{ teams(first: 8) { totalCount nodes { id } } }");
    expect([after.data, codes(after)]).toEqual([{ teams: null }, ["QUOTA_EXCEEDED"]]);
    expect(codes(await graph.ask(ANHUI, "{ teams(first: 8) { totalCount } }"))).toEqual([]);
  });

  test("is each partner's own, and without a quota nothing is counted", async () => {
    await graph.ask(ANHUI, teams(20));
    expect(codes(await graph.ask({ partner: "32" }, teams(20)))).toEqual([]);
    expect((await used()).map(([, partner, records]) => [partner, records])).toEqual(
      expect.arrayContaining([
        ["34", 20],
        ["32", 20],
      ]),
    );
    expect(codes(await graph.ask("admin", teams(20)))).toEqual([]);
    await quota(null);
    expect(codes(await graph.ask(ANHUI, teams(20)))).toEqual([]);
    expect((await used()).filter(([, partner]) => partner === "34")).toEqual([[agreement, "34", 20]]);
  });

  test("an export stops where the quota ends, and says so", async () => {
    await sql`update agreement set quota_per_day = 600 where quota_per_day = 200000`.execute(graph.store.db);
    const accept = "application/x-ndjson";
    const first = await exporting.post(EXPORT, { role: "partner", accept });
    expect(first.status).toBe(200);
    const { lines, isWhole } = await received(first);
    expect(isWhole).toBe(false);
    // Pages are of 500, and of the second not all would be left: it is not given at all.
    expect(lines.filter((line) => "id" in line)).toHaveLength(500);
    expect(JSON.stringify(lines.at(-1))).toContain("QUOTA_EXCEEDED");
    const again = await exporting.post(EXPORT, { role: "partner", accept });
    expect([again.status, await again.text()]).toEqual([429, expect.stringContaining("QUOTA_EXCEEDED")]);
  });
});

/** The lines that came before an answer broke off, or all of a whole one. */
async function received(response: Response): Promise<{ lines: object[]; isWhole: boolean }> {
  let text = "";
  let isWhole = true;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      text += decoder.decode(chunk, { stream: true });
  } catch {
    isWhole = false;
  }
  const lines = text.trimEnd().split("\n");
  return { lines: lines.map((line) => JSON.parse(line) as object), isWhole };
}
