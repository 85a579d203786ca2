import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "@jest/globals";
import { createConnection } from "mysql2/promise";

/** An empty database for one test or suite. */
export interface FreshDatabase {
  /** What `openStore` takes. */
  readonly url: string;
  /** Removes it; close the store first. */
  drop(): Promise<void>;
}

/** One of the engines that every store test runs on. */
export interface TestEngine {
  readonly name: "sqlite" | "mariadb";
  /** SQLite: an in-memory store. MariaDB: the private server, or the one that was given, without a database. */
  readonly url: string;
  /** Makes an empty database: a file in the folder for temporary files, or a database on the server. */
  freshDatabase(): Promise<FreshDatabase>;
}

/** The engines of this run: always SQLite, and MariaDB unless the run has said that there is none (mariadb-setup.mjs). */
export function engines(): readonly TestEngine[] {
  const mariadbUrl = process.env["RESCUE_TEST_MARIADB_URL"];
  const sqlite: TestEngine = { name: "sqlite", url: "sqlite::memory:", freshDatabase: freshSqlite };
  if (mariadbUrl === undefined || mariadbUrl === "") return [sqlite];
  return [sqlite, { name: "mariadb", url: mariadbUrl, freshDatabase: () => freshMariadb(mariadbUrl) }];
}

/**
 * Declares the same tests for each engine. The tags in the titles, `[sqlite]` and `[mariadb]`, are what the gate
 * counts by.
 */
export function describeEachEngine(title: string, body: (engine: TestEngine) => void): void {
  for (const engine of engines()) describe(`${title} [${engine.name}]`, () => body(engine));
}

/** Whether `npm run test:long` runs: everything, on every engine. */
export const AT_LENGTH = process.env["RESCUE_TEST_LENGTH"] === "long";

/** As {@link describeEachEngine}; in the gate on SQLite alone, for what takes long and hangs little on the engine. */
export function describeEachEngineAtLength(title: string, body: (engine: TestEngine) => void): void {
  for (const engine of engines().slice(0, AT_LENGTH ? undefined : 1)) {
    describe(`${title} [${engine.name}]`, () => body(engine));
  }
}

async function freshSqlite(): Promise<FreshDatabase> {
  // A folder, because SQLite keeps its log in files beside the database.
  const folder = mkdtempSync(join(tmpdir(), "rescue-sqlite-"));
  const drop = async () => rmSync(folder, { recursive: true, force: true });
  return { url: `sqlite:${join(folder, "rescue.db")}`, drop };
}

async function freshMariadb(serverUrl: string): Promise<FreshDatabase> {
  // The run's name first: by it the run removes what its tests have left on a server that was given.
  const name = `${process.env["RESCUE_TEST_MARIADB_RUN"]}_${randomBytes(6).toString("hex")}`;
  await execute(serverUrl, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return {
    url: new URL(name, serverUrl).href,
    drop: () => execute(serverUrl, `DROP DATABASE IF EXISTS ${name}`),
  };
}

async function execute(serverUrl: string, statement: string): Promise<void> {
  const connection = await createConnection(serverUrl);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
