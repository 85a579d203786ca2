import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { DEFAULT_SEED_OPTIONS, type SeedOptions } from "../../seeds/types.js";
import { showProgress } from "../../src/cli/progress.js";
import { needsSeed } from "../../src/cli/seed-note.js";
import { seedStore } from "../../src/cli/seed-store.js";
import { storeEntities } from "../../src/cli/store-entities.js";
import { projectRoot } from "../../src/project-root.js";
import { migrateStore } from "../../src/store/migrate-store.js";
import { openStore } from "../../src/store/open-store.js";
import { findOrInstallMariadb } from "../../test/support/mariadb-install.js";
import { startMariadb } from "../../test/support/mariadb-server.js";

/** The engines that are measured. */
export const ENGINES = ["sqlite", "mariadb"] as const;
/** One of {@link ENGINES}. */
export type BenchEngine = (typeof ENGINES)[number];

/** A store of the wanted size, ready to be read. */
export interface BenchStore {
  readonly engine: BenchEngine;
  /** For `openStore` and DATABASE_URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Everything fits, as on a server that is given what it needs; the tests' servers are smaller. */
const MARIADB_SETTINGS = ["--innodb-buffer-pool-size=2G"];

/** The sample data of a scale, the same on every day. */
export function seedOptions(scale: number): SeedOptions {
  return { ...DEFAULT_SEED_OPTIONS, scale };
}

/**
 * A store with the sample data of a scale. It is made when it is not there, and kept: at scale 20 that takes some
 * minutes.
 * @param folder @default data/bench
 */
export async function openBenchStore(
  engine: BenchEngine,
  scale: number,
  folder = join(projectRoot(), "data/bench"),
): Promise<BenchStore> {
  mkdirSync(folder, { recursive: true });
  const name = `${engine}-scale-${scale}`;
  if (engine === "sqlite") {
    const url = `sqlite:${join(folder, `${name}.db`)}`;
    await prepare(url, scale);
    return { engine, url, stop: async () => {} };
  }
  const keepIn = join(folder, name);
  const server = await startMariadb(findOrInstallMariadb(), { keepIn, settings: MARIADB_SETTINGS });
  try {
    const url = await databaseOn(server.url);
    await prepare(url, scale);
    return { engine, url, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function databaseOn(serverUrl: string): Promise<string> {
  const connection = await createConnection(serverUrl);
  await connection.query("create database if not exists rescue character set utf8mb4 collate utf8mb4_bin");
  await connection.end();
  return new URL("rescue", serverUrl).href;
}

/** Migrates the store, and fills it unless an earlier run has. */
async function prepare(url: string, scale: number): Promise<void> {
  const store = await openStore(url, storeEntities());
  try {
    await migrateStore(store);
    if (!(await needsSeed(store))) return;
    const progress = showProgress();
    const rows = await seedStore(store, {
      ...seedOptions(scale),
      reset: true,
      onProgress: progress.update,
    });
    progress.done(`${rows} rows in ${store.address}`);
  } finally {
    await store.close();
  }
}
