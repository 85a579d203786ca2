import { storeEntities } from "../../src/cli/store-entities.js";
import type { AuditedRead, AuditRecord } from "../../src/store/audit-table.js";
import { migrateStore } from "../../src/store/migrate-store.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import type { TestEngine } from "../support/engines.js";

/** The key of the chains under test. */
export const KEY = "a key of the audit tests, 32 or more";

/** A migrated store of its own, opened by so many processes (here: connections). */
export async function openAuditStores(
  engine: TestEngine,
  processes = 1,
): Promise<{ stores: Store[]; url: string; drop: () => Promise<void> }> {
  const database = await engine.freshDatabase();
  const stores: Store[] = [];
  for (let at = 0; at < processes; at++) stores.push(await openStore(database.url, storeEntities()));
  await migrateStore(stores[0] as Store);
  const drop = async () => {
    for (const store of stores) await store.close();
    await database.drop();
  };
  return { stores, url: database.url, drop };
}

/** A pull; what a test is about goes over it. */
export function auditRecord(own: Partial<AuditRecord> = {}): AuditRecord {
  return {
    requestId: "r",
    kind: "GRAPHQL",
    role: "analyst",
    subject: "an",
    partner: null,
    address: "127.0.0.1",
    operation: "Teams",
    document: "d".repeat(64),
    purpose: null,
    outcome: "OK",
    codes: [],
    reads: [auditedRead()],
    ...own,
  };
}

/** What a pull read; what a test is about goes over it. */
export function auditedRead(own: Partial<AuditedRead> = {}): AuditedRead {
  return {
    dataset: "TEAMS",
    type: "Team",
    rows: 2,
    groups: 0,
    fields: ["id", "name"],
    masks: [],
    agreements: [],
    ids: ["t1", "t2"],
    ...own,
  };
}
