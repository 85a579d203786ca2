import { sql } from "kysely";
import type { Sql } from "./per-parent.js";
import type { Engine } from "./store.js";

/** Values from elsewhere, joined to the rows that they belong to. */
export interface JoinedValues {
  readonly join: Sql;
  /** The value of a row; null where there is none. */
  readonly column: Sql;
}

/** Characters of a joined text, at most, on MySQL's protocol. */
const TEXT_LENGTH = 500;

/**
 * Joins `[[key, value], ...]` to rows by a column that holds the key.
 * @param alias the join's name in SQL
 * @param pairs as JSON: one parameter, however many there are
 * @param numeric whether the values are numbers; texts otherwise
 */
export function joinValues(
  engine: Engine,
  alias: string,
  pairs: string,
  numeric: boolean,
  key: Sql,
): JoinedValues {
  const of = (name: string) => sql.ref(`${alias}.${name}`);
  // A sub-select, which SQLite builds an index on once; joined as it is, the list is gone through for each row.
  const table =
    engine === "sqlite"
      ? sql`(select value ->> 0 as k, value ->> 1 as v from json_each(${pairs}) limit -1)`
      : sql`(select k, v from json_table(${pairs}, '$[*]' columns (
          k varchar(24) character set utf8mb4 collate utf8mb4_bin path '$[0]',
          v ${numeric ? sql`double` : sql`varchar(${sql.lit(TEXT_LENGTH)}) character set utf8mb4 collate utf8mb4_bin`} path '$[1]'
        )) as t)`;
  return { join: sql`left join ${table} as ${sql.ref(alias)} on ${of("k")} = ${key}`, column: of("v") };
}
