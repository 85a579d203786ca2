import { DatabaseSync } from "node:sqlite";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { fold } from "../../src/store/folded.js";
import type { BenchStore } from "./bench-store.js";

/** A statement is executed over and over for so long: one execution of a short one is mostly noise. */
export const SAMPLE_MS = 50;

/** A statement with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** One connection, which tells how long the database itself takes. */
export interface Database {
  /** The rows, as lists of values. */
  rows(statement: Statement): Promise<unknown[][]>;
  /** Milliseconds for the statements together: the average of as many executions as last {@link SAMPLE_MS}. */
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
      for (let times = 1; ; times++) {
        for (const statement of statements) all(statement);
        const passed = performance.now() - started;
        if (passed >= SAMPLE_MS) return passed / times;
      }
    },
    explain: async ({ sql, parameters }) =>
      all({ sql: `explain query plan ${sql}`, parameters })
        .map(({ detail }) => detail)
        .join("; "),
    close: async () => database.close(),
  };
}

/** Statements whose times MariaDB remembers; the two that switch its clock on and off are among them. */
const REMEMBERED = 100;

/** The server's own clock is read (`show profiles`): the way there and back would hide what a short statement costs. */
async function openMariadb(url: string): Promise<Database> {
  const connection = await createConnection({
    uri: url,
    charset: "utf8mb4_bin",
    dateStrings: true,
    timezone: "Z",
  });
  await connection.query(`set profiling_history_size = ${REMEMBERED}`);
  const ask = async ({ sql, parameters }: Statement) =>
    (
      await connection.query<RowDataPacket[]>({ sql, rowsAsArray: true }, [...parameters])
    )[0] as unknown as unknown[][];
  /** Milliseconds of so many executions, no more than MariaDB remembers. */
  const profiled = async (statements: readonly Statement[], times: number) => {
    await connection.query("set profiling = 1");
    for (let time = 0; time < times; time++) for (const statement of statements) await ask(statement);
    await connection.query("set profiling = 0");
    const [profiles] = await connection.query<RowDataPacket[]>("show profiles");
    const last = profiles
      .filter(({ Query: query }) => !/^set profiling/.test(query))
      .slice(-statements.length * times);
    if (last.length !== statements.length * times)
      throw new Error("MariaDB forgot statements it was to time.");
    return last.reduce((sum, { Duration: seconds }) => sum + Number(seconds) * 1000, 0);
  };
  return {
    rows: ask,
    async time(statements) {
      const most = Math.floor((REMEMBERED - 2) / statements.length);
      let [times, passed] = [1, await profiled(statements, 1)];
      while (passed < SAMPLE_MS) {
        const more = Math.min(most, Math.ceil((SAMPLE_MS - passed) / (passed / times)));
        passed += await profiled(statements, more);
        times += more;
      }
      return passed / times;
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
