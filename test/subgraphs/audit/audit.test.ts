import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { graphql } from "graphql";
import { sql } from "kysely";
import { buildSubgraph, type Subgraph } from "../../../src/dataset/build-subgraph.js";
import type { Caller, Role } from "../../../src/policy/caller.js";
import { type AuditRecord, appendAudit } from "../../../src/store/audit-table.js";
import type { Store } from "../../../src/store/store.js";
import { auditSubgraph } from "../../../src/subgraphs/audit/subgraph.js";
import { forget } from "../../edge/audit/audited-graph.js";
import { auditedRead, auditRecord, KEY, openAuditStores } from "../../store/audit-store.js";
import { describeEachEngine } from "../../support/engines.js";
import { testContext } from "../../support/test-context.js";

describeEachEngine("who pulled what", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let subgraph: Subgraph;

  beforeAll(async () => {
    const opened = await openAuditStores(engine);
    ({ drop } = opened);
    store = opened.stores[0] as Store;
    subgraph = await buildSubgraph(auditSubgraph);
  }, 60_000);
  afterAll(() => drop());
  beforeEach(() => forget(store));

  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, compared as a whole.
  type Data = Record<string, any> | null | undefined;

  async function ask(source: string, as: Role | Caller = "steward") {
    const role = typeof as === "string" ? as : as.role;
    const caller = typeof as === "string" ? {} : { caller: as };
    const contextValue = { ...testContext(store, role), ...caller };
    const { data, errors } = await graphql({ schema: subgraph.schema, source, contextValue });
    return { data: data as Data, codes: errors?.map(({ extensions }) => extensions["code"]) };
  }
  const append = (...records: Partial<AuditRecord>[]) => appendAudit(store, KEY, records.map(auditRecord));
  /** As if an entry had been written then; the chain is not what these tests are about. */
  const at = (seq: number, instant: string) =>
    sql`update audit_entry set at = ${instant} where seq = ${seq}`.execute(store.db);
  const seqs = (data: Data, field: string) => data?.[field]?.nodes.map(({ seq }: { seq: string }) => seq);

  test("is told of a record: every pull that gave it, the latest first, page by page", async () => {
    for (let n = 1; n <= 450; n++) {
      await append({ reads: [auditedRead({ ids: n % 45 === 0 ? ["t1", "t2"] : ["t2", "t11", "xt1"] })] });
    }
    await append({ reads: [auditedRead({ type: "Expert", ids: ["t1"] })] });
    const page = async (after: string) => {
      const { data, codes } = await ask(
        `{ recordAccess(type: "Team", id: "t1", first: 4${after}) { nodes { seq } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`,
      );
      expect(codes).toBeUndefined();
      return data?.["recordAccess"];
    };
    const first = await page("");
    expect([first.nodes.map(({ seq }: { seq: string }) => seq), first.totalCount]).toEqual([
      ["450", "405", "360", "315"],
      10,
    ]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page(`, after: "${first.pageInfo.endCursor}"`);
    expect(seqs({ second }, "second")).toEqual(["270", "225", "180", "135"]);
    const third = await page(`, after: "${second.pageInfo.endCursor}"`);
    expect(seqs({ third }, "third")).toEqual(["90", "45"]);
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test("is told with who, when, what for and what else", async () => {
    await append({
      role: "partner",
      subject: "zj",
      partner: "33",
      purpose: "跨省支援",
      outcome: "PARTIAL",
      codes: ["FORBIDDEN_FIELD"],
      reads: [auditedRead({ agreements: ["a1"], masks: ["phone MASK"] })],
    });
    const { data } = await ask(`{ recordAccess(type: "Team", id: "t1") { nodes {
      seq at requestId kind role subject partner address operation document purpose outcome codes
      reads { dataset type rows groups fields masks agreements } } edges { node { role } } } }`);
    expect(data?.["recordAccess"].nodes).toEqual([
      {
        seq: "1",
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
        requestId: "r",
        kind: "GRAPHQL",
        role: "partner",
        subject: "zj",
        partner: "33",
        address: "127.0.0.1",
        operation: "Teams",
        document: "d".repeat(64),
        purpose: "跨省支援",
        outcome: "PARTIAL",
        codes: ["FORBIDDEN_FIELD"],
        reads: [
          {
            dataset: "TEAMS",
            type: "Team",
            rows: 2,
            groups: 0,
            fields: ["id", "name"],
            masks: ["phone MASK"],
            agreements: ["a1"],
          },
        ],
      },
    ]);
  });

  test("goes back 90 days unless told otherwise", async () => {
    await append({}, {});
    await at(1, "2020-01-01 00:00:00.000");
    const query = (since: string) => `{ recordAccess(type: "Team", id: "t1"${since}) { nodes { seq } } }`;
    expect(seqs((await ask(query(""))).data, "recordAccess")).toEqual(["2"]);
    expect(seqs((await ask(query(', since: "2019-01-01T00:00:00Z"'))).data, "recordAccess")).toEqual([
      "2",
      "1",
    ]);
    expect(seqs((await ask(query(', since: "2999-01-01T00:00:00Z"'))).data, "recordAccess")).toEqual([]);
  });

  test("is told to everybody of himself, and to a partner of its people", async () => {
    await append(
      { subject: "an" },
      { subject: "bo" },
      { subject: "zj1", partner: "33" },
      { subject: "zj2", partner: "33" },
      { subject: "js", partner: "32" },
    );
    const mine = async (as: Caller) =>
      seqs((await ask("{ myAccess(first: 10) { nodes { seq } } }", as)).data, "myAccess");
    expect(await mine({ role: "analyst", subject: "an" })).toEqual(["1"]);
    expect(await mine({ role: "steward", subject: "bo" })).toEqual(["2"]);
    expect(await mine({ role: "partner", subject: "zj1", partner: "33" })).toEqual(["4", "3"]);
    expect(await mine({ role: "partner", subject: "new", partner: "34" })).toEqual([]);
    const { data, codes } = await ask("{ myAccess { nodes { seq } } }", { role: "anonymous" });
    expect([data, codes]).toEqual([{ myAccess: null }, ["AUDIT_WITHOUT_SUBJECT"]]);
    const paged = await ask(
      "{ myAccess(first: 1) { nodes { seq reads { type } } totalCount pageInfo { endCursor } } }",
      { role: "partner", subject: "zj1", partner: "33" },
    );
    expect(paged.data?.["myAccess"]).toMatchObject({
      nodes: [{ seq: "4", reads: [{ type: "Team" }] }],
      totalCount: 2,
    });
    const after = paged.data?.["myAccess"].pageInfo.endCursor;
    const rest = await ask(`{ myAccess(first: 1, after: "${after}") { nodes { seq } } }`, {
      role: "partner",
      subject: "zj1",
      partner: "33",
    });
    expect(seqs(rest.data, "myAccess")).toEqual(["3"]);
  });

  test("is summed up by who, of what, and the ISO week of Shanghai's days", async () => {
    const teams = auditedRead({ rows: 5 });
    await append(
      { role: "partner", partner: "33", reads: [teams, auditedRead({ type: "TeamReadiness", rows: 1 })] },
      { role: "partner", partner: "33", reads: [teams] },
      {
        role: "partner",
        partner: "33",
        reads: [auditedRead({ dataset: "EXPERTS", type: "Expert", rows: 0, groups: 3 })],
      },
      { reads: [teams] },
      { reads: [teams] },
      { reads: [] },
    );
    // A Monday in Shanghai that is Sunday in UTC, the last ISO week of a year that ends in the next, and a Sunday.
    for (const [seq, instant] of [
      [1, "2026-11-22 16:00:00.000"],
      [2, "2026-11-29 15:59:59.999"],
      [3, "2026-11-25 00:00:00.000"],
      [4, "2027-01-03 10:00:00.000"],
      [5, "2027-01-04 10:00:00.000"],
    ] as const)
      await at(seq, instant);
    const { data, codes } = await ask(
      '{ accessSummary(since: "2026-11-01T00:00:00+08:00", until: "2027-02-01T00:00:00+08:00") { partner role dataset week pulls rows groups } }',
    );
    expect(codes).toBeUndefined();
    expect(data?.["accessSummary"]).toEqual([
      { partner: null, role: "analyst", dataset: "TEAMS", week: "2026-W53", pulls: 1, rows: 5, groups: 0 },
      { partner: null, role: "analyst", dataset: "TEAMS", week: "2027-W01", pulls: 1, rows: 5, groups: 0 },
      { partner: "33", role: "partner", dataset: "EXPERTS", week: "2026-W48", pulls: 1, rows: 0, groups: 3 },
      { partner: "33", role: "partner", dataset: "TEAMS", week: "2026-W48", pulls: 2, rows: 11, groups: 0 },
    ]);
  });

  test.each<[Role, string]>([
    ["anonymous", 'recordAccess(type: "Team", id: "t1") { nodes { seq } }'],
    ["analyst", 'recordAccess(type: "Team", id: "t1") { nodes { seq } }'],
    ["partner", 'recordAccess(type: "Team", id: "t1") { nodes { seq } }'],
    ["analyst", "accessSummary { pulls }"],
    ["partner", "accessSummary { pulls }"],
  ])("is not told to the role %s: %s", async (role, field) => {
    await append({});
    const { data, codes } = await ask(`{ ${field} }`, role);
    expect([Object.values(data ?? {}), codes]).toEqual([[null], ["FORBIDDEN_FIELD"]]);
  });

  test.each([
    ["AUDIT_TYPE_UNKNOWN", 'recordAccess(type: "Division", id: "x") { nodes { seq } }'],
    ["BAD_INSTANT", 'recordAccess(type: "Team", id: "x", since: "yesterday") { nodes { seq } }'],
    ["BAD_PAGE_SIZE", 'recordAccess(type: "Team", id: "x", first: 0) { nodes { seq } }'],
    ["BAD_CURSOR", 'recordAccess(type: "Team", id: "x", after: "?") { nodes { seq } }'],
    ["BAD_PAGE_SIZE", "myAccess(first: 501) { nodes { seq } }"],
    ["BAD_INSTANT", 'accessSummary(until: "2026-02-30T00:00:00Z") { pulls }'],
    ["AUDIT_RANGE", 'accessSummary(since: "2026-01-02T00:00:00Z", until: "2026-01-01T00:00:00Z") { pulls }'],
    ["AUDIT_RANGE", 'accessSummary(since: "2020-01-01T00:00:00Z", until: "2026-01-01T00:00:00Z") { pulls }'],
  ])("refuses with %s: %s", async (code, field) => {
    expect((await ask(`{ ${field} }`)).codes).toEqual([code]);
  });

  test("refuses a cursor of another record", async () => {
    await append({}, {});
    const { data } = await ask(
      '{ recordAccess(type: "Team", id: "t1", first: 1) { pageInfo { endCursor } } }',
    );
    const after = data?.["recordAccess"].pageInfo.endCursor;
    const other = await ask(`{ recordAccess(type: "Team", id: "t2", after: "${after}") { nodes { seq } } }`);
    expect(other.codes).toEqual(["CURSOR_MISMATCH"]);
  });
});
