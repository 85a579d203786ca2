import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { auditCommand } from "../src/cli/audit.js";
import { readConfig } from "../src/config.js";
import { codeOf } from "../src/errors.js";
import { checkpointSeal } from "../src/store/audit-chain.js";
import { appendAudit, readHead } from "../src/store/audit-table.js";
import type { Store } from "../src/store/store.js";
import { auditRecord, KEY, openAuditStores } from "./store/audit-store.js";
import { engines, type TestEngine } from "./support/engines.js";
import { startProgram } from "./support/program.js";

// What the commands do to a store is tested on every engine in test/store.
const [engine] = engines() as [TestEngine];

describe("npm run audit", () => {
  let store: Store;
  let url: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const opened = await openAuditStores(engine);
    ({ drop } = opened);
    store = opened.stores[0] as Store;
    ({ url } = opened);
    await appendAudit(store, KEY, [auditRecord(), auditRecord(), auditRecord()]);
  }, 60_000);
  afterAll(() => drop());

  /** The code of what goes wrong, if it does, and everything that is printed. */
  async function run(...args: string[]): Promise<readonly [code: string | undefined, said: string]> {
    const printed: string[] = [];
    const config = readConfig({ DATABASE_URL: url, AUDIT_KEY: KEY });
    try {
      await auditCommand(args, config, (line) => printed.push(line));
      return [undefined, printed.join("\n")];
    } catch (error) {
      return [codeOf(error), (error as Error).message];
    }
  }

  test("prints the head, and verifies against it", async () => {
    const { seq, hash } = await readHead(store);
    const [code, head] = await run("head");
    expect([code, head]).toEqual([undefined, `${seq}:${hash}`]);
    const [verified, said] = await run("verify", "--head", head);
    expect([verified, said]).toEqual([undefined, expect.stringContaining("3 entries, as they were written")]);
    expect(said).not.toContain("--head");
    const program = startProgram("cli/audit.js", ["head"], { DATABASE_URL: url, AUDIT_KEY: KEY });
    expect([await program.ended, program.printed().trim()]).toEqual([0, head]);
    // Without one it says what it cannot tell.
    expect((await run("verify"))[1]).toContain("can be told only with --head");
  });

  test("says the first wrong entry, and purges nothing then", async () => {
    await sql`update audit_entry set subject = 'x' where seq = 2`.execute(store.db);
    const broken = ["AUDIT_BROKEN", expect.stringMatching(/from entry 2 on: its hash does not fit/)];
    expect(await run("verify")).toEqual(broken);
    expect(await run("purge", "--before", "2026-01-01")).toEqual(broken);
    await sql`update audit_entry set subject = 'an' where seq = 2`.execute(store.db);
  });

  test("purges what is old and can be verified after it", async () => {
    const [code, said] = await run("purge", "--before", "2026-01-01");
    expect([code, said]).toEqual([undefined, expect.stringContaining("No entry is that old.")]);
    expect((await run("verify"))[0]).toBeUndefined();
  });

  test.each([
    [[]],
    [["shred"]],
    [["verify", "--head", "x"]],
    [["verify", "--before", "2026-01-01"]],
    [["purge"]],
    [["purge", "--before", "2999-01-01"]],
    [["purge", "--before", "2026-02-30"]],
    [["head", "more"]],
    [["head", "--other"]],
  ])("says what to type: %j", async (args) => {
    const [code, said] = await run(...args);
    expect([code, said]).toEqual(["COMMAND_USAGE", expect.stringContaining("usage: npm run audit")]);
  });

  test("finishes a purge that was interrupted, and removes nothing for a checkpoint that is not its own", async () => {
    const head = await readHead(store);
    const { rows } = await sql<{ seq: number; hash: string; at: string }>`
      select seq, hash, at from audit_entry order by seq limit 1`.execute(store.db);
    const [first] = rows as [{ seq: number; hash: string; at: string }];
    const note = (seal: string) =>
      sql`insert into audit_checkpoint (seq, hash, at, seal)
      values (${first.seq}, ${first.hash}, ${first.at}, ${seal})`.execute(store.db);
    const left = async () =>
      (
        await sql<{ n: number }>`select count(*) as n from audit_entry where seq <= ${first.seq}`.execute(
          store.db,
        )
      ).rows[0]?.n;
    await note("0".repeat(64));
    expect((await run("purge", "--before", "2026-01-01"))[0]).toBe("AUDIT_BROKEN");
    expect(Number(await left())).toBe(1);
    await sql`delete from audit_checkpoint where seq = ${first.seq}`.execute(store.db);
    await note(checkpointSeal(KEY, { seq: Number(first.seq), hash: first.hash, at: first.at }));
    expect((await run("verify"))[0]).toBe("AUDIT_BROKEN");
    const [code, said] = await run("purge", "--before", "2026-01-01");
    expect([code, said]).toEqual([undefined, expect.stringContaining(`up to ${head.seq}:`)]);
    expect(Number(await left())).toBe(0);
  });
});
