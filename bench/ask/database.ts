import { DatabaseSync } from "node:sqlite";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { fold } from "../../src/store/folded.js";
import type { BenchStore } from "./bench-store.js";

/** A statement with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** One connection, which tells how long the database itself takes. */
export interface Database {
  /** The rows, as lists of values. */
  rows(statement: Statement): Promise<unknown[][]>;
  /** Milliseconds for the statements together. */
  time(statements: readonly Statement[]): Promise<number>;
  /** How the database goes about it, in its own words. */
  explain(statement: Statement): Promise<string>;
  close(): Promise<void>;
}

/** Opens a connection as the graph's own is set up. */
export function openDatabase({ engine, url }: BenchStore): Promise<Database> {
  return engine === "sqlite" ? openSqlite(url.slice("sqlite:".length)) : openMariadb(url);
}

async function openSqlite(file: string): Promise<Database> {
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec("pragma cache_size = -65536; pragma temp_store = memory");
  database.function("fold", { deterministic: true }, (text) =>
    typeof text === "string" ? fold(text) : null,
  );
  const kept = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const prepared = (sql: string) => {
    const statement = kept.get(sql) ?? database.prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
  const all = ({ sql, parameters }: Statement) => prepared(sql).all(...(parameters as never[]));
  return {
    rows: async (statement) => all(statement).map((row) => Object.values(row)),
    async time(statements) {
      const started = performance.now();
      for (const statement of statements) all(statement);
      return performance.now() - started;
    },
    explain: async ({ sql, parameters }) =>
      all({ sql: `explain query plan ${sql}`, parameters })
        .map(({ detail }) => detail)
        .join("; "),
    close: async () => database.close(),
  };
}

/** The server's own clock is read (`show profiles`): the way there and back would hide what a short statement costs. */
async function openMariadb(url: string): Promise<Database> {
  const connection = await createConnection({
    uri: url,
    charset: "utf8mb4_bin",
    dateStrings: true,
    timezone: "Z",
  });
  await connection.query("set profiling_history_size = 100");
  const ask = async ({ sql, parameters }: Statement) =>
    (
      await connection.query<RowDataPacket[]>({ sql, rowsAsArray: true }, [...parameters])
    )[0] as unknown as unknown[][];
  return {
    rows: ask,
    async time(statements) {
      await connection.query("set profiling = 1");
      for (const statement of statements) await ask(statement);
      await connection.query("set profiling = 0");
      const [profiles] = await connection.query<RowDataPacket[]>("show profiles");
      const last = profiles
        .filter(({ Query: query }) => !/^set profiling/.test(query))
        .slice(-statements.length);
      return last.reduce((sum, { Duration: seconds }) => sum + Number(seconds) * 1000, 0);
    },
    explain: async ({ sql, parameters }) => {
      const [steps] = await connection.query<RowDataPacket[]>(`explain ${sql}`, [...parameters]);
      return steps
        .map((step) => `${step["table"]}: ${step["type"]} ${step["key"] ?? "-"} (${step["Extra"]})`)
        .join("; ");
    },
    close: () => connection.end(),
  };
}
