import { sql } from "kysely";
import type { Store } from "../../src/store/store.js";

/** A statement that was run, with its parameters. */
export interface RunStatement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** The statements that something runs. */
export async function statementsOf(store: Store, body: () => Promise<unknown>): Promise<RunStatement[]> {
  const run: RunStatement[] = [];
  const stop = store.onStatement((text, parameters) => run.push({ text, parameters }));
  try {
    await body();
  } finally {
    stop();
  }
  return run;
}

/** The steps in which SQLite runs a statement. */
export async function sqlitePlan(store: Store, { text, parameters }: RunStatement): Promise<string[]> {
  const [first = "", ...rest] = text.split("?");
  const literal = (value: unknown) =>
    typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
  const whole = rest.reduce((before, after, at) => before + literal(parameters[at]) + after, first);
  const { rows } = await sql<{ detail: string }>`${sql.raw(`explain query plan ${whole}`)}`.execute(store.db);
  return rows.map(({ detail }) => detail);
}
