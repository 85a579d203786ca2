import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { appendAudit, readHead } from "../src/store/audit-table.js";
import type { Store } from "../src/store/store.js";
import { auditRecord, KEY, openAuditStores } from "./store/audit-store.js";
import { engines, type TestEngine } from "./support/engines.js";
import { startProgram } from "./support/program.js";

// What the commands do to a store is tested on every engine in test/store.
const [engine] = engines() as [TestEngine];

describe("npm run audit", () => {
  let store: Store;
  let env: Record<string, string>;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const opened = await openAuditStores(engine);
    ({ drop } = opened);
    store = opened.stores[0] as Store;
    env = { DATABASE_URL: opened.url, AUDIT_KEY: KEY };
    await appendAudit(store, KEY, [auditRecord(), auditRecord(), auditRecord()]);
  }, 60_000);
  afterAll(() => drop());

  async function run(...args: string[]) {
    const program = startProgram("cli/audit.js", args, env);
    return [await program.ended, program.printed().trim()] as const;
  }

  test("prints the head, and verifies against it", async () => {
    const { seq, hash } = await readHead(store);
    const [code, head] = await run("head");
    expect([code, head]).toEqual([0, `${seq}:${hash}`]);
    const [verified, said] = await run("verify", "--head", head);
    expect([verified, said]).toEqual([0, expect.stringContaining("3 entries, as they were written")]);
    expect(said).not.toContain("--head");
    // Without one it says what it cannot tell.
    expect((await run("verify"))[1]).toContain("can be told only with --head");
  });

  test("ends with 1 and the first wrong entry, and purges nothing then", async () => {
    await sql`update audit_entry set subject = 'x' where seq = 2`.execute(store.db);
    const broken = [1, expect.stringMatching(/^AUDIT_BROKEN: .* from entry 2 on: its hash does not fit/m)];
    expect(await run("verify")).toEqual(broken);
    expect(await run("purge", "--before", "2026-01-01")).toEqual(broken);
    await sql`update audit_entry set subject = 'an' where seq = 2`.execute(store.db);
  });

  test("purges what is old and can be verified after it", async () => {
    const [code, said] = await run("purge", "--before", "2026-01-01");
    expect([code, said]).toEqual([0, expect.stringContaining("No entry is that old.")]);
    expect((await run("verify"))[0]).toBe(0);
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
  ])("ends with 2 and says what to type: %j", async (args) => {
    const [code, said] = await run(...args);
    expect([code, said]).toEqual([2, expect.stringMatching(/^COMMAND_USAGE: [\s\S]*usage: npm run audit/)]);
  });
});
