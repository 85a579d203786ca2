import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { verifyAudit } from "../../../src/store/audit-verify.js";
import type { Store } from "../../../src/store/store.js";
import { writeTransaction } from "../../../src/store/write-transaction.js";
import { KEY, openAuditStores } from "../../store/audit-store.js";
import { describeEachEngine } from "../../support/engines.js";
import { type AuditedGraph, forget, kept, serveAudited, TEAMS, writeRecords } from "./audited-graph.js";

describeEachEngine("what is pulled", (engine) => {
  let store: Store;
  let other: Store;
  let drop: () => Promise<void>;
  let graph: AuditedGraph;

  beforeAll(async () => {
    let stores: Store[];
    ({ stores, drop } = await openAuditStores(engine, 2));
    [store, other] = stores as [Store, Store];
    await writeRecords(store);
    graph = await serveAudited(store, { key: KEY });
  }, 60_000);
  afterAll(async () => {
    await graph.stop();
    await drop();
  });
  beforeEach(() => forget(store));

  test("at the same moment share a transaction, and each waits for it", async () => {
    let commits = 0;
    let reads = 0;
    let read = () => {};
    const allRead = new Promise<void>((resolve) => {
      read = resolve;
    });
    const end = store.onStatement((statement) => {
      if (/^update audit_head/.test(statement)) commits += 1;
      if (/ from .team. as c/.test(statement) && ++reads === 40) read();
    });
    // Another process writes until all have been read: what is to be put on record gathers meanwhile.
    let began = () => {};
    const begun = new Promise<void>((resolve) => {
      began = resolve;
    });
    const writing = writeTransaction(other, async (db) => {
      await sql`update audit_head set at = at where id = 1`.execute(db);
      began();
      await allRead;
    });
    await begun;
    let answered = 0;
    const asked = Array.from({ length: 40 }, async () => {
      await (await graph.send(TEAMS)).text();
      answered += 1;
    });
    await allRead;
    expect(answered).toBe(0);
    await Promise.all([writing, ...asked]);
    end();
    expect(await kept(store)).toHaveLength(40);
    expect(commits).toBeLessThan(10);
    expect((await verifyAudit(store, { key: KEY })).entries).toBe(40);
  });

  test("that cannot be put on record are not given", async () => {
    // As when the store is full or read-only: reads go on, writes fail.
    await sql`alter table audit_read rename to audit_gone`.execute(store.db);
    try {
      const unavailable = {
        errors: [
          expect.objectContaining({
            extensions: { code: "AUDIT_UNAVAILABLE", requestId: expect.any(String) },
          }),
        ],
      };
      for (const answer of [
        await graph.send(TEAMS),
        await graph.send(TEAMS, { headers: { accept: "text/csv" } }),
        await graph.get("/export/municipal-teams.csv"),
      ]) {
        expect([answer.status, await answer.json()]).toEqual([503, unavailable]);
      }
      expect(await kept({ ...store, db: store.db }).catch(() => [])).toEqual([]);
      // Who is not audited is not held up.
      expect((await graph.send(TEAMS, { role: "anonymous" })).status).toBe(200);
    } finally {
      await sql`alter table audit_gone rename to audit_read`.execute(store.db);
    }
    expect((await sql`select 1 from audit_entry`.execute(store.db)).rows).toEqual([]);
    expect((await graph.send(TEAMS)).status).toBe(200);
    expect((await verifyAudit(store, { key: KEY })).entries).toBe(1);
  });

  if (engine.name === "sqlite") {
    test.each([
      ["read-only", "pragma query_only = on", "pragma query_only = off"],
      ["full", "pragma max_page_count = 1", "pragma max_page_count = 4294967294"],
    ])("are not given while the store is %s, and are again after it", async (_what, begin, end) => {
      const pragma = (statement: string) => sql.raw(statement).execute(store.db);
      await pragma(begin);
      try {
        // A full store has room for some more entries in the pages that it has.
        let status = 200;
        for (let pull = 0; pull < 200 && status === 200; pull++) status = (await graph.send(TEAMS)).status;
        expect(status).toBe(503);
      } finally {
        await pragma(end);
      }
      expect((await graph.send(TEAMS)).status).toBe(200);
      const { wrong, entries } = await verifyAudit(store, { key: KEY });
      expect([wrong, entries > 0]).toEqual([undefined, true]);
    });
  }

  test("of an export that cannot go on record break off before what is not", async () => {
    let pages = 0;
    graph.between((execute) => async (operation, ctx) => {
      const result = await execute(operation, ctx);
      if (++pages === 2) await sql`alter table audit_read rename to audit_gone`.execute(store.db);
      return result;
    });
    try {
      const query = "query All { teams(first: 500) { nodes { id } } }";
      const answer = await graph.send(query, { headers: { accept: "application/x-ndjson" } });
      const text = await read(answer);
      const lines = text.trimEnd().split("\n");
      // The line of facts, 500 rows, and why there are no more.
      expect(lines).toHaveLength(502);
      expect(lines.at(-1)).toContain("AUDIT_UNAVAILABLE");
    } finally {
      graph.between();
      await sql`alter table audit_gone rename to audit_read`.execute(store.db);
    }
  });

  test("whose client has left are on record as aborted", async () => {
    const gate = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    let pages = 0;
    graph.between((execute) => async (operation, ctx) => {
      if (++pages === 2) {
        began.resolve();
        await gate.promise;
      }
      return execute(operation, ctx);
    });
    const leaving = new AbortController();
    const query = "query All { teams(first: 500) { nodes { id } } }";
    const answer = await graph.send(query, { headers: { accept: "text/csv" }, signal: leaving.signal });
    await began.promise;
    leaving.abort();
    await answer.text().catch(() => undefined);
    // The server learns of it in a moment of its own.
    await new Promise((later) => setTimeout(later, 50));
    gate.resolve();
    for (let tries = 0; tries < 100 && (await kept(store)).length < 3; tries++) {
      await new Promise((later) => setTimeout(later, 20));
    }
    graph.between();
    expect((await kept(store)).map(({ outcome, reads }) => [outcome, reads.length])).toEqual([
      ["OK", 1],
      ["OK", 1],
      ["ABORTED", 0],
    ]);
  });
});

/** What arrived of an answer that may be cut off. */
async function read(answer: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk, { stream: true });
  } catch {
    // Cut off: that is what was to be seen.
  }
  return text;
}
