import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { SqliteDialect } from "kysely";
import { fold } from "./folded.js";
import { LastUsed } from "./last-used.js";

/** Statements kept prepared. Each costs a few kilobytes; a running graph uses some hundred different ones. */
const STATEMENTS_KEPT = 1000;

/**
 * Kysely on Node's own SQLite, with prepared statements kept: preparing again for each call made a one-row read
 * 1.7 times slower.
 * @param file the database file, made when missing, or `:memory:`
 */
export function sqliteDialect(file: string): SqliteAccess {
  let opened: ReturnType<typeof withKeptStatements> | undefined;
  const dialect = new SqliteDialect({
    database: async () => {
      if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
      const database = new DatabaseSync(file);
      // Readers and one writer side by side; a writer elsewhere is waited for, not an error.
      database.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 10000");
      database.exec("pragma cache_size = -65536; pragma temp_store = memory");
      database.function("fold", { deterministic: true }, (text) =>
        typeof text === "string" ? fold(text) : null,
      );
      opened = withKeptStatements(database);
      return opened;
    },
  });
  return { dialect, readArrays: (sql, parameters) => opened?.readArrays(sql, parameters) };
}

/** An SQLite file, for Kysely and for reads past it. */
export interface SqliteAccess {
  readonly dialect: SqliteDialect;
  readonly readArrays: (sql: string, parameters: readonly unknown[]) => unknown[][] | undefined;
}

type Parameters = (null | number | bigint | string | NodeJS.ArrayBufferView)[];

function withKeptStatements(database: DatabaseSync) {
  const kept = keeper((sql) => adapt(database.prepare(sql)));
  const inArrays = keeper((sql) => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  });
  return {
    prepare: kept.get,
    readArrays(sql: string, parameters: readonly unknown[]): unknown[][] | undefined {
      // A transaction's reads go through its own connection; everybody else's wait for its end there.
      if (database.isTransaction) return undefined;
      return inArrays.get(sql).all(...(parameters as Parameters)) as unknown as unknown[][];
    },
    close: () => {
      kept.clear();
      inArrays.clear();
      database.close();
    },
  };
}

/** Keeps what is made of statements, those that were used last. */
function keeper<T>(make: (sql: string) => T) {
  const kept = new LastUsed<T>(STATEMENTS_KEPT);
  return {
    get(sql: string): T {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const made = make(sql);
      kept.set(sql, made);
      return made;
    },
    clear: () => kept.clear(),
  };
}

/** Shapes Node's statement as the one Kysely expects. */
function adapt(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...(parameters as Parameters)) as unknown[],
    get: (parameters: readonly unknown[]) => statement.get(...(parameters as Parameters)) as unknown,
    run: (parameters: readonly unknown[]) => statement.run(...(parameters as Parameters)),
    iterate: (parameters: readonly unknown[]) =>
      statement.iterate(...(parameters as Parameters)) as IterableIterator<unknown>,
  };
}
