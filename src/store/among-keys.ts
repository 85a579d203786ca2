import { sql } from "kysely";
import type { Sql } from "./per-parent.js";
import type { Engine } from "./store.js";

/**
 * Whether a column holds one of many keys, or none of them; false where it holds nothing.
 * On SQLite the keys are one parameter, so that the statement stays the same and stays prepared.
 */
export function amongKeys(engine: Engine, column: Sql, keys: readonly string[], among: boolean): Sql {
  if (keys.length === 0) return among ? sql`1 = 0` : sql`${column} is not null`;
  const list =
    engine === "sqlite"
      ? sql`(select value from json_each(${JSON.stringify(keys)}))`
      : sql`(${sql.join(keys)})`;
  return among ? sql`${column} in ${list}` : sql`${column} not in ${list}`;
}
