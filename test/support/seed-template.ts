import { createHash } from "node:crypto";
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import type { SeedOptions } from "../../seeds/types.js";
import { seedStore } from "../../src/cli/seed-store.js";
import { storeEntities } from "../../src/cli/store-entities.js";
import { migrateStore } from "../../src/store/migrate-store.js";
import { openStore } from "../../src/store/open-store.js";
import type { FreshDatabase, TestEngine } from "./engines.js";

/** Longest wait for another worker to seed, in milliseconds. */
const WAIT_LIMIT_MS = 300_000;

/**
 * A database with the sample data, seeded once in a run for each engine and options, whichever worker comes first.
 * On SQLite each test gets a copy of its own; on MariaDB those who only read share one and may not write.
 * @param own whether the test writes: it then gets a database of its own on MariaDB too
 */
export async function seededDatabase(
  engine: TestEngine,
  options: SeedOptions,
  own: boolean,
): Promise<FreshDatabase> {
  if (engine.name === "mariadb") {
    const url = await once(`mariadb ${JSON.stringify(options)}`, async () => {
      const template = await engine.freshDatabase();
      await seed(template.url, options);
      return await forReading(template.url);
    });
    if (!own) return { url, drop: async () => {} };
    const database = await engine.freshDatabase();
    await copyDatabase(engine.url, nameIn(url), nameIn(database.url));
    return database;
  }
  const template = await once(`sqlite ${JSON.stringify(options)}`, async (folder) => {
    const file = join(folder, "template.db");
    await seed(`sqlite:${file}`, options);
    return file;
  });
  const database = await engine.freshDatabase();
  copyFileSync(template, database.url.slice("sqlite:".length), constants.COPYFILE_FICLONE);
  return database;
}

async function seed(url: string, options: SeedOptions): Promise<void> {
  const store = await openStore(url, storeEntities());
  try {
    await migrateStore(store);
    await seedStore(store, { ...options, reset: false, onProgress: () => {} });
  } finally {
    await store.close();
  }
}

/** For the user of this run who can read the template and not write: what all tests read must stay as it is. */
async function forReading(url: string): Promise<string> {
  const reading = new URL(nameIn(url), process.env["RESCUE_TEST_MARIADB_READER_URL"]);
  // In a grant, a bare underscore stands for any character.
  const database = nameIn(url).replaceAll("_", "\\_");
  const connection = await createConnection(url);
  try {
    await connection.query(
      `grant select, create temporary tables on \`${database}\`.* to ${reading.username}@'%'`,
    );
  } finally {
    await connection.end();
  }
  return reading.href;
}

const nameIn = (url: string) => new URL(url).pathname.slice(1);

type Found = Record<string, string>;

/** Copies tables and triggers inside the server, a tenth of the time of a seeding. */
async function copyDatabase(serverUrl: string, from: string, to: string): Promise<void> {
  const connection = await createConnection(serverUrl);
  const rowsOf = async (statement: string, values: string[]) =>
    (await connection.query(statement, values))[0] as Found[];
  try {
    await connection.query(`use ${to}`);
    await connection.query("set unique_checks = 0, foreign_key_checks = 0");
    const tables = await rowsOf(
      "select table_name as name from information_schema.tables where table_schema = ? and table_type = 'BASE TABLE'",
      [from],
    );
    for (const { name } of tables) {
      await connection.query(`create table \`${name}\` like ${from}.\`${name}\``);
      await connection.query(`insert into \`${name}\` select * from ${from}.\`${name}\``);
    }
    // After the rows: a copy is no change that a feed could tell of.
    const triggers = await rowsOf(
      `select trigger_name as name, action_timing as timing, event_manipulation as event, event_object_table as of,
        action_statement as body from information_schema.triggers where trigger_schema = ?`,
      [from],
    );
    for (const { name, timing, event, of, body } of triggers) {
      await connection.query(
        `create trigger \`${name}\` ${timing} ${event} on \`${of}\` for each row ${body}`,
      );
    }
  } finally {
    await connection.end();
  }
}

/** What `make` gave for this key, in whichever worker of this run. */
async function once(key: string, make: (folder: string) => Promise<string>): Promise<string> {
  const folder = join(templates(), createHash("sha256").update(key).digest("hex").slice(0, 16));
  const made = join(folder, "made");
  try {
    mkdirSync(folder);
  } catch {
    const since = Date.now();
    while (!existsSync(made)) {
      if (existsSync(join(folder, "failed")) || Date.now() - since > WAIT_LIMIT_MS) {
        throw new Error(`No sample data were made for ${key}.`);
      }
      await pause(100);
    }
    return readFileSync(made, "utf8");
  }
  try {
    const value = await make(folder);
    // In place at once, since others look for it.
    writeFileSync(`${made}.part`, value);
    renameSync(`${made}.part`, made);
    return value;
  } catch (error) {
    writeFileSync(join(folder, "failed"), "");
    throw error;
  }
}

let ownFolder: string | undefined;

/** The folder of this run; without Jest's setup, one of this process. */
function templates(): string {
  const given = process.env["RESCUE_TEST_TEMPLATES"];
  if (given !== undefined) return given;
  if (ownFolder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "rescue-templates-"));
    process.on("exit", () => rmSync(made, { recursive: true, force: true }));
    ownFolder = made;
  }
  return ownFolder;
}
