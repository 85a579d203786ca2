import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { verifyAudit } from "../../../src/store/audit-verify.js";
import type { Store } from "../../../src/store/store.js";
import { writeRows } from "../../../src/store/write-rows.js";
import { KEY, openAuditStores } from "../../store/audit-store.js";
import { describeEachEngine } from "../../support/engines.js";
import { type AuditedGraph, forget, kept, serveAudited, TEAMS, writeRecords } from "./audited-graph.js";

describeEachEngine("pulls", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: AuditedGraph;

  beforeAll(async () => {
    let stores: Store[];
    ({ stores, drop } = await openAuditStores(engine));
    store = stores[0] as Store;
    await writeRecords(store);
    graph = await serveAudited(store, { key: KEY });
  }, 60_000);
  afterAll(async () => {
    await graph.stop();
    await drop();
  });
  beforeEach(() => forget(store));

  const summary = async () =>
    (await kept(store)).map(({ kind, outcome, codes, reads }) => [
      kind,
      outcome,
      JSON.parse(String(codes)),
      reads.map(({ type, row_count, ids }) => [type, row_count, ids.length]),
    ]);

  test("are on record: who, from where, what for, which operation, what was given and how it ended", async () => {
    const headers = { "x-request-id": "my-request", "x-purpose": encodeURIComponent("演练 2026") };
    const answer = await graph.send(TEAMS, { role: "analyst", subject: "an", headers });
    expect(answer.status).toBe(200);
    const [entry, ...more] = await kept(store);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      seq: 1,
      request_id: "my-request",
      kind: "GRAPHQL",
      role: "analyst",
      subject: "an",
      partner: null,
      address: "127.0.0.1",
      operation: "Teams",
      document: expect.stringMatching(/^[0-9a-f]{64}$/),
      purpose: "演练 2026",
      // The contact's name is PERSONAL: it was not given, and is not among the fields.
      outcome: "PARTIAL",
      codes: '["FORBIDDEN_FIELD"]',
    });
    expect(entry?.reads).toEqual([
      expect.objectContaining({
        dataset: "TEAMS",
        type: "Team",
        row_count: 2,
        group_count: 0,
        fields: '["id","name"]',
        masks: "[]",
        agreements: "[]",
        ids: ["t0000", "t0001"],
      }),
    ]);
    expect((await verifyAudit(store, { key: KEY })).wrong).toBeUndefined();
  });

  test("without a token are not", async () => {
    await graph.send(TEAMS, { role: "anonymous" });
    expect(await kept(store)).toEqual([]);
  });

  test.each<[string, string, unknown[]]>([
    ["a count alone", "{ teams { totalCount } }", ["OK", [], [["Team", 0, 0]]]],
    ["one record", '{ team(id: "u1") { name } }', ["OK", [], [["Team", 1, 1]]]],
    [
      "cursors, which hold keys",
      "{ teams(first: 3) { pageInfo { endCursor } } }",
      ["OK", [], [["Team", 3, 3]]],
    ],
    ["one that is not there", '{ team(id: "none") { name } }', ["PARTIAL", ["NOT_FOUND"], [["Team", 0, 0]]]],
    [
      "groups",
      "{ teamAggregate(groupBy: [{ level: true }]) { nodes { count } } }",
      ["OK", [], [["Team", 0, 0]]],
    ],
    [
      "a filter that is refused",
      "{ teams(where: { shoes: 1 }) { totalCount } }",
      ["REFUSED", ["WRONG_TYPE"], []],
    ],
    ["the schema", "{ __schema { queryType { name } } }", ["OK", [], []]],
    ["a syntax error", "{", ["REFUSED", ["SYNTAX_ERROR"], []]],
    ["reference data", "{ divisions(first: 1) { totalCount } }", ["OK", [], []]],
  ])("of %s are on record", async (_what, query, wanted) => {
    await graph.send(query);
    expect(await summary()).toEqual([["GRAPHQL", ...wanted]]);
  });

  test("of nested rows name all of them, each id once", async () => {
    const query =
      "{ teams(first: 2) { nodes { experts(first: 5) { nodes { id name teams { nodes { team { id name } } } } } } } }";
    const answer = (await (await graph.send(query)).json()) as { errors?: unknown };
    expect(answer.errors).toBeUndefined();
    expect(await summary()).toEqual([["GRAPHQL", "OK", [], expect.arrayContaining([["Expert", 1, 1]])]]);
    const team = (await kept(store))[0]?.reads.find(({ type }) => type === "Team");
    expect(team?.ids).toEqual(["t0000", "t0001"]);
  });

  test("by a partner say under which agreement, and what was changed", async () => {
    const id = "a1";
    const words = {
      title: "协议",
      titleEn: "Agreement",
      scopeLevel: "PROVINCE",
      status: "IN_FORCE",
      synthetic: 1,
    };
    await writeRows(store.db, "agreement", [{ id, ...words, legalBasis: "STATUTORY_DUTY" }]);
    const party = {
      id: "p1",
      agreementId: id,
      divisionCode: "33",
      agencyId: null,
      role: "RECEIVER",
      position: 0,
    };
    await writeRows(store.db, "agreement_party", [party]);
    const grant = { id: "g1", agreementId: id, receiverCode: null, recordType: "Team", rowScope: null };
    await writeRows(store.db, "agreement_grant", [{ ...grant, upliftDuty: null }]);
    const rule = { grantId: "g1", coordinate: "Team.contactName", rule: "MASK", detail: "NAME" };
    await writeRows(store.db, "agreement_field_rule", [{ id: "r1", ...rule }]);
    const answer = await graph.send(TEAMS, { role: "partner", subject: "zj", partner: "33" });
    expect(
      ((await answer.json()) as { data: { teams: { nodes: unknown[] } } }).data.teams.nodes,
    ).toHaveLength(2);
    const [entry] = await kept(store);
    expect(entry).toMatchObject({ role: "partner", subject: "zj", partner: "33", outcome: "OK" });
    expect(entry?.reads).toEqual([
      expect.objectContaining({
        type: "Team",
        row_count: 2,
        fields: '["contactName","id","name"]',
        masks: '["contactName MASK"]',
        agreements: '["a1"]',
      }),
    ]);
    // Another partner's contract has no teams: nothing is read, and that it was asked for is on record too.
    await graph.send(TEAMS, { role: "partner", subject: "js", partner: "32" });
    const other = (await kept(store))[1];
    expect(other).toMatchObject({ partner: "32", reads: [] });
    expect(JSON.parse(String(other?.["codes"]))).toEqual(["UNKNOWN_FIELD"]);
  });

  test("keep no value of a filter, not even in the document's hash", async () => {
    const asking = (name: string) =>
      `query A { teams(where: { name: { eq: "${name}" } }, first: 5) { totalCount } }`;
    await graph.send(asking("独一无二"));
    await graph.send(asking("13800001234"));
    const entries = await kept(store);
    expect(entries[0]?.["document"]).toBe(entries[1]?.["document"]);
    expect(JSON.stringify(entries)).not.toMatch(/独一无二|13800001234/);
  });

  test("for a purpose that is too long or unreadable are refused, and nothing is given", async () => {
    for (const purpose of ["x".repeat(201), "%E4%BD", "%zz"]) {
      const answer = await graph.send(TEAMS, { headers: { "x-purpose": purpose } });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        { errors: [expect.objectContaining({ extensions: { code: "AUDIT_PURPOSE", maximum: 200 } })] },
      ]);
    }
    expect(await kept(store)).toEqual([]);
  });

  test("by export have an entry for each page", async () => {
    const accept = { accept: "text/csv" };
    const query = "query All { teams(first: 500) { nodes { id name } } }";
    const text = await (
      await graph.send(query, { headers: { ...accept, "x-request-id": "export-1" } })
    ).text();
    expect(text.trimEnd().split("\r\n")).toHaveLength(1202);
    const entries = await kept(store);
    expect(
      entries.map(({ kind, operation, request_id, reads }) => [
        kind,
        operation,
        request_id,
        reads[0]?.ids.length,
      ]),
    ).toEqual([
      ["EXPORT", "All", "export-1", 500],
      ["EXPORT", "All", "export-1", 500],
      ["EXPORT", "All", "export-1", 201],
    ]);
  });

  test("by a saved query have its name", async () => {
    const answer = await graph.get("/export/municipal-teams.ndjson");
    expect(answer.status).toBe(200);
    await answer.text();
    expect((await kept(store)).map(({ kind, operation }) => [kind, operation])).toEqual([
      ["EXPORT", "municipal-teams"],
    ]);
  });

  test("by an export that is refused are on record as that", async () => {
    await graph.send("query A { teams { totalCount } }", { headers: { accept: "text/csv" } });
    await graph.send("query A { shoes }", { headers: { accept: "text/csv" } });
    expect(await summary()).toEqual([
      ["EXPORT", "REFUSED", [expect.stringMatching(/^EXPORT_/)], []],
      ["EXPORT", "REFUSED", ["UNKNOWN_FIELD"], []],
    ]);
  });
});
