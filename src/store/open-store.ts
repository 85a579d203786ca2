import { type Configuration, type EntitySchema, type IDatabaseDriver, MikroORM } from "@mikro-orm/core";
import { Migrator } from "@mikro-orm/migrations";
import { SqliteDriver } from "@mikro-orm/sql";
import { type Dialect, Kysely, type LogEvent, sql } from "kysely";
import { fault } from "../errors.js";
import { migrationsFor } from "./migrations/index.js";
import { mysqlDialect } from "./mysql-dialect.js";
import { StoreMySqlDriver } from "./mysql-driver.js";
import { sqliteDialect } from "./sqlite-dialect.js";
import type { Engine, Store } from "./store.js";
import { storeFault } from "./store-fault.js";

/** Reads outside of any transaction that the caller is in. */
type ReadArrays = (sql: string, parameters: readonly unknown[]) => ReturnType<Store["readArrays"]>;

interface Target {
  readonly engine: Engine;
  readonly address: string;
  readonly dbName: string;
  readonly driver: new (config: Configuration) => IDatabaseDriver;
  readonly dialect: () => { readonly dialect: Dialect; readonly readArrays: ReadArrays };
}

/**
 * Opens the store and proves that it answers. It does not migrate: see `migrate-store.ts`.
 * @param url `sqlite:<file>`, `sqlite::memory:` or `mysql://user:password@host:port/database`
 * @param entities the tables of the subgraphs that this process serves
 * @throws STORE_SCHEME_UNKNOWN, STORE_REFUSED, STORE_LOGIN_FAILED or STORE_UNUSABLE
 */
export async function openStore(url: string, entities: readonly EntitySchema[]): Promise<Store> {
  const target = parseTarget(url);
  const listeners = new Set<(sql: string, parameters: readonly unknown[]) => void>();
  const { dialect, readArrays } = target.dialect();
  const db = new Kysely<unknown>({
    dialect,
    log: (event: LogEvent) => {
      for (const listener of listeners) listener(event.query.sql, event.query.parameters);
    },
  });
  try {
    await proveUsable(db, target);
    const orm = await MikroORM.init({
      driver: target.driver,
      driverOptions: db,
      dbName: target.dbName,
      entities: [...entities],
      charset: "utf8mb4",
      // The one collation that orders text as SQLite does: by code point, with case and width kept apart.
      collate: "utf8mb4_bin",
      extensions: [Migrator],
      migrations: {
        migrationsList: migrationsFor(target.engine),
        snapshot: false,
        tableName: "schema_migration",
      },
      // Triggers are the migrations' alone: entities do not know them, and they must not count as a difference.
      schemaGenerator: { ignoreTriggers: true },
      discovery: { warnWhenNoEntities: false },
      debug: false,
      logger: () => {},
    });
    return {
      engine: target.engine,
      address: target.address,
      orm: orm as unknown as Store["orm"],
      db,
      readArrays: (statement, parameters, asked) => {
        if (asked !== db) return undefined;
        const rows = readArrays(statement, parameters);
        if (rows !== undefined) for (const listener of listeners) listener(statement, parameters);
        return rows;
      },
      ping: async () => void (await sql`select 1`.execute(db)),
      onStatement: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: async () => {
        await orm.close(true);
        // The ORM closes only what it has connected itself; reads alone never make it connect.
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy().catch(() => {});
    throw storeFault(error, target.address);
  }
}

/**
 * Proves that a store answers. The driver writes values into statements with backslashes before quotes: a server that takes these
 * for letters would run what a caller sends.
 * @throws STORE_UNUSABLE
 */
async function proveUsable(db: Kysely<unknown>, { engine, address }: Target): Promise<void> {
  if (engine === "sqlite") return void (await sql`select 1`.execute(db));
  const { rows } = await sql<{ modes: string }>`select @@sql_mode as modes`.execute(db);
  if (!rows[0]?.modes.includes("NO_BACKSLASH_ESCAPES")) return;
  const reason = "its sql_mode has NO_BACKSLASH_ESCAPES, with which values are not safe; take that out.";
  throw fault("STORE_UNUSABLE", { address, reason });
}

function parseTarget(url: string): Target {
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  if (file !== undefined) {
    return {
      engine: "sqlite",
      address: url,
      dbName: file,
      driver: SqliteDriver,
      dialect: () => sqliteDialect(file),
    };
  }
  const parsed = URL.parse(url);
  if (parsed?.protocol !== "mysql:") {
    throw fault("STORE_SCHEME_UNKNOWN", { scheme: parsed?.protocol ?? "(none)" });
  }
  const database = decodeURIComponent(parsed.pathname.slice(1));
  const address = `mysql://${parsed.host}/${database}`;
  if (database === "") throw fault("STORE_UNUSABLE", { address, reason: "DATABASE_URL names no database." });
  return {
    engine: "mysql",
    address,
    dbName: database,
    driver: StoreMySqlDriver,
    dialect: () => mysqlDialect(parsed, database),
  };
}
