import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { entryHash, GENESIS, unpackIds } from "../../src/store/audit-chain.js";
import { purgeAudit } from "../../src/store/audit-purge.js";
import { type AuditHead, appendAudit, readHead } from "../../src/store/audit-table.js";
import { verifyAudit } from "../../src/store/audit-verify.js";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";
import { auditedRead, auditRecord, KEY, openAuditStores } from "./audit-store.js";
import { chainIn, ENTRIES, tamperingsWith } from "./tampering.js";

describeEachEngine("the audit's chain", (engine) => {
  let stores: Store[];
  let store: Store;
  let drop: () => Promise<void>;
  let head: AuditHead;

  beforeAll(async () => {
    ({ stores, drop } = await openAuditStores(engine, 2));
    store = stores[0] as Store;
  }, 60_000);
  afterAll(() => drop());

  beforeEach(async () => {
    for (let at = 1; at <= ENTRIES; at += 4) {
      const batch = [at, at + 1, at + 2, at + 3];
      head = await appendAudit(
        store,
        KEY,
        batch.map((n) =>
          auditRecord({
            requestId: `r${n}`,
            subject: n % 3 === 0 ? "张三 𠮷 O'Neil \\ ümlaut  " : `s${n}`,
            purpose: n % 2 === 0 ? "值守" : null,
            codes: n % 5 === 0 ? ["FORBIDDEN_FIELD"] : [],
            reads: n === 7 ? [] : [auditedRead({ ids: [`t${n}`] }), auditedRead({ type: "Expert", ids: [] })],
          }),
        ),
      );
    }
  });
  afterEach(async () => {
    for (const table of ["audit_entry", "audit_read", "audit_checkpoint"]) {
      await sql`delete from ${sql.table(table)}`.execute(store.db);
    }
    await sql`update audit_head set seq = 0, hash = ${GENESIS}, at = '1970-01-01 00:00:00.000'`.execute(
      store.db,
    );
  });

  const chain = chainIn(() => store);
  const { run, verify, hashOf, remove, copy, setHead } = chain;

  test("is found as it was written, also against a head that was kept on the way", async () => {
    expect(await verify()).toBe(ENTRIES);
    expect(await verify({ kept: head })).toBe(ENTRIES);
    const kept = await readHead(store);
    expect(kept).toEqual(head);
    await appendAudit(store, KEY, [auditRecord()]);
    expect(await verify({ kept })).toBe(ENTRIES + 1);
  });

  test.each(tamperingsWith(chain, () => head))(
    "shows what was done to it: %s",
    async (_what, tamper, seq, problem) => {
      await tamper();
      expect(await verify()).toEqual([seq, expect.stringMatching(problem)]);
    },
  );

  test("that is cut off together with its head is told only by a head that was kept", async () => {
    const cut = async () => {
      await remove(sql`seq > 8`);
      await setHead(8, await hashOf(8));
    };
    await cut();
    expect(await verify()).toBe(8);
    expect(await verify({ kept: head })).toEqual([9, expect.stringMatching(/^the chain ends at 8/)]);
    // Written on after the cut: as long as before, but not the same.
    await appendAudit(store, KEY, [auditRecord(), auditRecord(), auditRecord(), auditRecord()]);
    expect(await verify()).toBe(ENTRIES);
    expect(await verify({ kept: head })).toEqual([ENTRIES, expect.stringMatching(/^it has another hash/)]);
  });

  test("that was computed anew with another key does not fit the right one", async () => {
    const other = "another key, of 32 characters or more";
    await remove(sql`1 = 1`);
    await setHead(0, GENESIS);
    await appendAudit(store, other, [auditRecord(), auditRecord()]);
    expect(await verify({ key: other })).toBe(2);
    expect(await verify()).toEqual([1, expect.stringContaining("AUDIT_KEY is not the key")]);
  });

  test("stays verifiable when older entries are purged, which is on record", async () => {
    const at = async (seq: number) =>
      (await sql<{ at: string }>`select at from audit_entry where seq = ${seq}`.execute(store.db)).rows[0]
        ?.at as string;
    expect(await purgeAudit(store, KEY, await at(1))).toEqual({ through: undefined, removed: 0 });
    await new Promise((later) => setTimeout(later, 5));
    await appendAudit(store, KEY, [auditRecord(), auditRecord()]);
    const kept = await readHead(store);
    expect(await purgeAudit(store, KEY, await at(ENTRIES + 1))).toEqual({
      through: ENTRIES,
      removed: ENTRIES,
    });
    const report = await verifyAudit(store, { key: KEY, kept });
    expect(report).toMatchObject({ entries: 3, purgedThrough: ENTRIES, wrong: undefined });
    const last = await sql<{ kind: string }>`select kind from audit_entry order by seq desc limit 1`.execute(
      store.db,
    );
    expect(last.rows[0]?.kind).toBe("PURGE");
    expect(await verify({ kept: { seq: 3, hash: GENESIS } })).toEqual([3, expect.stringContaining("purge")]);
    // Left over by a purge that was cut off, or put there by somebody.
    await copy(ENTRIES + 1, 2);
    expect(await verify()).toEqual([2, expect.stringContaining("before the beginning")]);
    await remove(sql`seq = 2`);
    // What is left is as well kept as before.
    await remove(sql`seq = ${ENTRIES + 1}`);
    expect(await verify()).toEqual([ENTRIES + 1, expect.stringContaining("not there")]);
  });

  test("has one order when several processes write to it at the same moment", async () => {
    const writes = Array.from({ length: 20 }, (_, at) =>
      appendAudit(stores[at % 2] as Store, KEY, [auditRecord(), auditRecord()]),
    );
    const heads = await Promise.all(writes);
    expect(new Set(heads.map(({ seq }) => seq)).size).toBe(20);
    expect(await verify()).toBe(ENTRIES + 40);
  });

  test("does not go on when its head is gone, or cannot be written to", async () => {
    await run(sql`delete from audit_head`);
    await expect(appendAudit(store, KEY, [auditRecord()])).rejects.toThrow("no head");
    await run(
      sql`insert into audit_head (id, seq, hash, at) values (1, 3, ${await hashOf(3)}, '2026-11-01 00:00:00.000')`,
    );
    // The place is taken: nothing of the batch is kept.
    await expect(appendAudit(store, KEY, [auditRecord()])).rejects.toThrow();
    await setHead(ENTRIES, head.hash);
    expect(await verify()).toBe(ENTRIES);
  });

  test("takes texts of any length and kind", async () => {
    const odd = auditRecord({
      subject: `\ud800${"𠮷".repeat(400)}`,
      operation: "a\0b\u2028\n",
      partner: "33",
      purpose: "'; drop table audit_entry; --",
      reads: [auditedRead({ ids: Array.from({ length: 20_000 }, (_, at) => `key-${at}-${Math.sin(at)}`) })],
    });
    await appendAudit(store, KEY, [odd]);
    expect(await verify()).toBe(ENTRIES + 1);
    const { rows } = await sql<{
      ids: Uint8Array;
    }>`select ids from audit_read where seq = ${ENTRIES + 1}`.execute(store.db);
    expect(unpackIds(rows[0]?.ids ?? null)).toEqual(odd.reads[0]?.ids);
  });
});

test("an entry's hash never changes between releases", () => {
  const entry = {
    seq: 1,
    at: "2026-11-01 00:00:00.000",
    request_id: "r",
    kind: "GRAPHQL",
    role: "analyst",
    subject: "an",
    partner: null,
    address: null,
    operation: "Teams",
    document: null,
    purpose: null,
    outcome: "OK",
    codes: "[]",
  };
  const read = {
    seq: 1,
    position: 0,
    dataset: "TEAMS",
    type: "Team",
    row_count: 1,
    group_count: 0,
    fields: '["id"]',
    masks: "[]",
    agreements: "[]",
    ids: Buffer.from("t1"),
  };
  expect(entryHash(KEY, GENESIS, entry, [read])).toBe(
    "96f9b701dd022df930647848daf8b18d7c90a2e993affee4ccf3e3ea0a5ae304",
  );
});
