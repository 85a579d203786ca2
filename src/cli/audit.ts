import type { GraphQLError } from "graphql";
import { type Config, readConfig } from "../config.js";
import { fault } from "../errors.js";
import { finishPurge, purgeAudit } from "../store/audit-purge.js";
import { readHead } from "../store/audit-table.js";
import { type AuditReport, verifyAudit } from "../store/audit-verify.js";
import { openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { storeFault } from "../store/store-fault.js";
import { readArguments, runCommand } from "./command.js";
import { showProgress } from "./progress.js";
import { storeEntities } from "./store-entities.js";

const USAGE = `usage: npm run audit -- verify [--head <seq>:<hash>]   walk the chain, say the first wrong entry
       npm run audit -- head                           print <seq>:<hash>; keep it where the store's users cannot write
       npm run audit -- purge --before YYYY-MM-DD      verify, then remove the entries before a day in Shanghai`;

const OPTIONS = { head: { type: "string" }, before: { type: "string" } } as const;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * The record of who pulled what: verifies it, prints its head, removes what is old.
 * @param args `verify [--head <seq>:<hash>]`, `head` or `purge --before YYYY-MM-DD`
 * @param print where the answer goes, a line each
 * @throws COMMAND_USAGE; AUDIT_BROKEN when the chain is not as it was written
 */
export async function auditCommand(
  args: string[],
  { databaseUrl, audit: { key } }: Pick<Config, "databaseUrl" | "audit">,
  print: (line: string) => void,
): Promise<void> {
  const { values, positionals } = readArguments({ args, options: OPTIONS, allowPositionals: true }, USAGE);
  const [command = "", ...more] = positionals;
  const { head, before } = values as { head?: string; before?: string };
  const wrongly =
    more.length > 0 ||
    !["verify", "head", "purge"].includes(command) ||
    (head !== undefined && command !== "verify") ||
    (before !== undefined) !== (command === "purge");
  if (wrongly) throw usage("");
  const kept = head === undefined ? undefined : keptHead(head);
  const until = before === undefined ? undefined : startOfDay(before);
  const store = await openStore(databaseUrl, storeEntities());
  try {
    if (command === "head") {
      const { seq, hash } = await readHead(store);
      // Alone on the last line, for `HEAD=$(npm run -s audit -- head)`.
      print(`${seq}:${hash}`);
      return;
    }
    if (until !== undefined) await finishPurge(store, key);
    print(await verify(store, key, kept));
    if (until !== undefined) print(await purge(store, key, until));
  } catch (error) {
    throw storeFault(error, store.address);
  } finally {
    await store.close();
  }
}

async function verify(
  store: Store,
  key: string,
  kept: { readonly seq: number; readonly hash: string } | undefined,
): Promise<string> {
  const progress = showProgress({ doing: "Verifying the audit", done: "Verified" });
  const report = await verifyAudit(store, {
    key,
    kept,
    onProgress: ({ entries, expected }) => progress.update({ table: "audit_entry", rows: entries, expected }),
  });
  const { wrong } = report;
  if (wrong !== undefined) throw fault("AUDIT_BROKEN", { seq: wrong.seq, reason: wrong.problem });
  progress.done(`${report.entries} entries`);
  return said(report, kept !== undefined);
}

function said({ entries, purgedThrough, head }: AuditReport, compared: boolean): string {
  const begin = purgedThrough === 0 ? "" : ` after ${purgedThrough}, which were purged`;
  const end = compared ? "" : "; that none is missing at the end can be told only with --head";
  return `Verified: ${entries} entries${begin}, as they were written, up to ${head.seq}:${head.hash}${end}`;
}

async function purge(store: Store, key: string, before: string): Promise<string> {
  const { removed, through } = await purgeAudit(store, key, before);
  return through === undefined ? "No entry is that old." : `Removed ${removed} entries, up to ${through}.`;
}

function keptHead(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) throw usage("--head must be what `head` printed");
  return { seq: Number(seq), hash };
}

/** The beginning of a day in Shanghai, as the store keeps instants. */
function startOfDay(day: string): string {
  const start = new Date(DAY.test(day) ? `${day}T00:00:00+08:00` : Number.NaN);
  // 30 February is read as 2 March.
  const isDay = !Number.isNaN(start.getTime()) && dayInShanghai(start.getTime()) === day;
  if (!isDay || start.getTime() > Date.now()) {
    throw usage(`--before must be a day that has begun, as YYYY-MM-DD, but got: ${day}`);
  }
  return start.toISOString().replace("T", " ").slice(0, 23);
}

function dayInShanghai(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 10);
}

function usage(reason: string): GraphQLError {
  return fault("COMMAND_USAGE", { reason: `${reason}\n${USAGE}`.trim() });
}

if (import.meta.main) {
  await runCommand(() => auditCommand(process.argv.slice(2), readConfig(), (line) => console.log(line)));
}
