import { sql } from "kysely";
import { packIds } from "../../src/store/audit-chain.js";
import type { AuditHead } from "../../src/store/audit-table.js";
import { verifyAudit } from "../../src/store/audit-verify.js";
import type { Store } from "../../src/store/store.js";
import { KEY } from "./audit-store.js";

/** How many entries the chain has that is tampered with. */
export const ENTRIES = 12;

/** What was done, how, and the entry at which it shows, as what. */
export type Tampering = [what: string, tamper: () => Promise<unknown>, seq: number, problem: RegExp];

/** A chain as somebody can change it who has the database and not the key. */
export function chainIn(store: () => Store) {
  const run = (statement: ReturnType<typeof sql>) => statement.execute(store().db);
  const verify = async (options: { key?: string; kept?: { seq: number; hash: string } } = {}) => {
    const { wrong, entries } = await verifyAudit(store(), { key: KEY, ...options });
    return wrong === undefined ? entries : [wrong.seq, wrong.problem];
  };
  const hashOf = async (seq: number) =>
    (await sql<{ hash: string }>`select hash from audit_entry where seq = ${seq}`.execute(store().db)).rows[0]
      ?.hash as string;

  /** Moves a row of both tables; -1 is free for changing places. */
  async function renumber(from: number, to: number) {
    await run(sql`update audit_entry set seq = ${to} where seq = ${from}`);
    await run(sql`update audit_read set seq = ${to} where seq = ${from}`);
  }
  async function remove(condition: ReturnType<typeof sql>) {
    await run(sql`delete from audit_read where ${condition}`);
    await run(sql`delete from audit_entry where ${condition}`);
  }
  async function copy(from: number, to: number) {
    const columns = sql`at, request_id, kind, role, subject, partner, address, operation, document, purpose, outcome, codes, hash`;
    await run(
      sql`insert into audit_entry (seq, ${columns}) select ${to}, ${columns} from audit_entry where seq = ${from}`,
    );
    const read = sql`position, dataset, type, row_count, group_count, fields, masks, agreements, ids`;
    await run(
      sql`insert into audit_read (seq, ${read}) select ${to}, ${read} from audit_read where seq = ${from}`,
    );
  }
  async function shiftUp(from: number) {
    for (let seq = ENTRIES; seq >= from; seq--) await renumber(seq, seq + 1);
  }
  const setHead = (seq: number, hash: string) =>
    run(sql`update audit_head set seq = ${seq}, hash = ${hash} where id = 1`);
  return { run, verify, hashOf, renumber, remove, copy, shiftUp, setHead };
}

/** Every kind of tampering. @param head what the chain's head was */
export function tamperingsWith(
  { run, hashOf, renumber, remove, copy, shiftUp, setHead }: ReturnType<typeof chainIn>,
  head: () => AuditHead,
): readonly Tampering[] {
  const FITS_NOT = /^its hash does not fit/;
  return [
    ["a field of an entry", () => run(sql`update audit_entry set subject = 'x' where seq = 5`), 5, FITS_NOT],
    ["an outcome", () => run(sql`update audit_entry set outcome = 'REFUSED' where seq = 6`), 6, FITS_NOT],
    [
      "a time",
      () => run(sql`update audit_entry set at = '2020-01-01 00:00:00.000' where seq = 1`),
      1,
      FITS_NOT,
    ],
    [
      "a purpose put in where none was",
      () => run(sql`update audit_entry set purpose = '' where seq = 3`),
      3,
      FITS_NOT,
    ],
    [
      "record ids",
      () => run(sql`update audit_read set ids = ${packIds(["t9"])} where seq = 5 and position = 0`),
      5,
      FITS_NOT,
    ],
    ["record ids taken out", () => run(sql`update audit_read set ids = null where seq = 4`), 4, FITS_NOT],
    ["a number of rows", () => run(sql`update audit_read set row_count = 1 where seq = 8`), 8, FITS_NOT],
    [
      "what was read, removed",
      () => run(sql`delete from audit_read where seq = 9 and position = 1`),
      9,
      FITS_NOT,
    ],
    [
      "what was read, added",
      () =>
        run(sql`insert into audit_read (seq, position, dataset, type, row_count, group_count, fields, masks, agreements)
          values (7, 0, 'TEAMS', 'Team', 1, 0, '[]', '[]', '[]')`),
      7,
      FITS_NOT,
    ],
    [
      "an entry removed in the middle",
      () => remove(sql`seq = 6`),
      6,
      /^it is not there: entries were removed/,
    ],
    ["several removed", () => remove(sql`seq between 6 and 8`), 6, /^it is not there to 8/],
    [
      "an entry removed, what it read left",
      () => run(sql`delete from audit_entry where seq = 6`),
      6,
      /not there/,
    ],
    ["the first removed", () => remove(sql`seq = 1`), 1, /^it is not there/],
    [
      "one removed and the rest moved up",
      async () => {
        await remove(sql`seq = 6`);
        for (let seq = 7; seq <= ENTRIES; seq++) await renumber(seq, seq - 1);
        await setHead(ENTRIES - 1, head().hash);
      },
      6,
      FITS_NOT,
    ],
    [
      "two that changed places",
      async () => {
        await renumber(5, 99);
        await renumber(6, 5);
        await renumber(99, 6);
      },
      5,
      FITS_NOT,
    ],
    [
      "one inserted in the middle",
      async () => {
        await shiftUp(6);
        await copy(5, 6);
        await run(sql`update audit_entry set subject = 'somebody' where seq = 6`);
        await setHead(ENTRIES + 1, head().hash);
      },
      6,
      FITS_NOT,
    ],
    [
      "one duplicated at the end",
      () => copy(ENTRIES, ENTRIES + 1),
      ENTRIES + 1,
      /^it stands behind the head/,
    ],
    [
      "one duplicated at the end, the head moved on",
      async () => {
        await copy(ENTRIES, ENTRIES + 1);
        await setHead(ENTRIES + 1, head().hash);
      },
      ENTRIES + 1,
      FITS_NOT,
    ],
    [
      "an entry and its hash, made without the key",
      async () => {
        await run(sql`update audit_entry set subject = 'x', hash = ${"ab".repeat(32)} where seq = 4`);
      },
      4,
      FITS_NOT,
    ],
    ["the head's hash", () => setHead(ENTRIES, "ab".repeat(32)), ENTRIES, /^the head holds another hash/],
    ["the head put back", async () => setHead(8, await hashOf(8)), 9, /^it stands behind the head/],
    ["the last removed, the head left", () => remove(sql`seq > 10`), 11, /^the chain ends before it/],
    [
      "a checkpoint that says the first were purged",
      async () => {
        await run(sql`insert into audit_checkpoint (seq, hash, at, seal)
          values (3, ${await hashOf(3)}, '2026-11-01 00:00:00.000', ${"ab".repeat(32)})`);
        await remove(sql`seq <= 3`);
      },
      3,
      /^the checkpoint says .* not made with AUDIT_KEY$/,
    ],
  ];
}
