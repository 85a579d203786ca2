import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "../config.js";
import { fault } from "../errors.js";
import { migrateStore } from "../store/migrate-store.js";
import { openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { SUBGRAPHS } from "../subgraphs/index.js";
import { noStore } from "./no-store.js";
import { needsSeed } from "./seed-note.js";
import { storeEntities } from "./store-entities.js";

/**
 * Opens the store for the subgraphs in this process: migrated, and in the demo profile with sample data when it is
 * empty. With every subgraph remote the store holds what the gateway itself keeps, the audit above all; where nothing
 * is audited there is nothing to open.
 */
export async function openGraphStore(config: Config, log: Logger): Promise<Store> {
  const isBare = SUBGRAPHS.every(({ name }) => name in config.subgraphUrls);
  if (isBare && !config.audit.on) return noStore();
  const store = await openStore(config.databaseUrl, storeEntities());
  const { applied } = await migrateStore(store);
  if (applied.length > 0) log.info({ store: store.address, applied }, "store migrated");
  if (config.profile === "demo" && !isBare && (await needsSeed(store))) {
    const failed = !(await seedInItsOwnProcess());
    // Another process that was started at the same time may have done it.
    if (failed && (await needsSeed(store))) throw fault("STORE_NOT_SEEDED", { address: store.address });
  }
  return store;
}

/** The generator and its data take memory that the service would never give back. */
async function seedInItsOwnProcess(): Promise<boolean> {
  const seed = spawn(process.execPath, [join(import.meta.dirname, "seed.js")], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise<number | null>((ended) => seed.once("exit", ended));
  return code === 0;
}
