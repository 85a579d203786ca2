import { readConfig } from "../config.js";
import { migrateStore } from "../store/migrate-store.js";
import { openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { withStoreLock } from "../store/store-lock.js";
import { purgePersonalData } from "../subgraphs/delta/subgraph.js";
import { readArguments, runCommand } from "./command.js";
import { isIndexStale, noteIndex } from "./index-note.js";
import { indexStore } from "./index-store.js";
import { storeEntities } from "./store-entities.js";

const USAGE = "usage: npm run -s retention -- [--dry-run] [--actor name]";
const OPTIONS = {
  "dry-run": { type: "boolean", default: false },
  actor: { type: "string", default: "retention" },
} as const;

/** What a run of the command does. */
export interface RetentionRun {
  readonly dryRun: boolean;
  readonly actor: string;
  /** Takes each line of the report. */
  readonly write: (line: string) => void;
  /** The present, in epoch milliseconds. */
  readonly now?: number;
}

/**
 * Erases personal data that may be kept no longer, and reports it: a line of JSON for each agreement and type, and one
 * with the totals. The search index is made anew when something was erased. Take the store's lock around it.
 */
export async function runRetention(store: Store, run: RetentionRun): Promise<void> {
  const { dryRun, actor, write, now = Date.now() } = run;
  // Noted first: a run that ends between erasing and indexing would leave in the index what was erased.
  const wasStale = await isIndexStale(store);
  if (!dryRun) await noteIndex(store, "stale");
  const purged = await purgePersonalData(store, { dryRun, actor, now });
  const at = new Date(now).toISOString();
  for (const each of purged) write(JSON.stringify({ ...each, at, dryRun }));
  const records = purged.reduce((sum, each) => sum + each.records, 0);
  const agreements = new Set(purged.map(({ agreementId }) => agreementId)).size;
  write(JSON.stringify({ total: { records, agreements }, at, dryRun }));
  if (dryRun) return;
  if (records > 0 || wasStale) await indexStore(store, () => {});
  await noteIndex(store, "current");
}

if (import.meta.main) {
  await runCommand(async () => {
    const { "dry-run": dryRun, actor } = readArguments({ options: OPTIONS }, USAGE).values;
    const store = await openStore(readConfig().databaseUrl, storeEntities());
    try {
      await migrateStore(store);
      const write = (line: string) => console.log(line);
      await withStoreLock(store, () => runRetention(store, { dryRun, actor, write }));
    } finally {
      await store.close();
    }
  });
}
