import type { MikroORM } from "@mikro-orm/sql";
import type { Kysely } from "kysely";

/** The two families of SQL that the store speaks. */
export type Engine = "sqlite" | "mysql";

/** Connections to a store, or a transaction on one. Tables are not typed: each dataset brings its own. */
// biome-ignore lint/suspicious/noExplicitAny: Kysely wants the type of a whole database, and any is its word for none.
export type Db = Kysely<any>;

/** The open store of one process. */
export interface Store {
  readonly engine: Engine;
  /** The model: migrations, and the unit of work for whoever writes. */
  readonly orm: MikroORM;
  /**
   * The read path: typed SQL without hydration. Rows have the column names of the table.
   * Tables are not typed here because a store holds whichever subgraphs were opened with it.
   */
  readonly db: Db;
  /**
   * Runs a read past Kysely and gives its rows as arrays of values, which takes half the time of rows as objects: on
   * SQLite at once, without a promise. Undefined where it cannot, as inside a transaction, whose changes are its own until
   * they are committed; then `db` has to be asked.
   * @param db the store's, as it is where the read is made
   */
  readonly readArrays: (
    sql: string,
    parameters: readonly unknown[],
    db: Db,
  ) => unknown[][] | Promise<unknown[][]> | undefined;
  /** Where the store is, without credentials, for messages and logs. */
  readonly address: string;
  /** Resolves when the store answers, rejects when it does not. */
  ping(): Promise<void>;
  /** Calls `listener` with each statement run from now on, and its parameters; returns what ends it. */
  onStatement(listener: (sql: string, parameters: readonly unknown[]) => void): () => void;
  /** Closes every connection. */
  close(): Promise<void>;
}
