import { sql } from "kysely";
import type { Sql } from "./per-parent.js";
import type { Engine } from "./store.js";

/**
 * Whether a column holds one of these values, or one that is none of them.
 *
 * The collation that MySQL and MariaDB share takes blanks at the end of a text for nothing: "a" is "a ". So texts are
 * compared by their bytes as well; the plain comparison beside it is for the index.
 * @param values one or more
 */
export function amongValues(engine: Engine, column: Sql, values: readonly unknown[], among: boolean): Sql {
  // One value is one parameter, which leaves an index in its order. Several are one too on SQLite, which has room for so many.
  const plain =
    engine === "sqlite" && values.length > 1
      ? sql`(select value from json_each(${JSON.stringify(values)}))`
      : sql`(${sql.join(values)})`;
  if (engine === "sqlite" || typeof values[0] !== "string") {
    return among ? sql`${column} in ${plain}` : sql`${column} not in ${plain}`;
  }
  const bytes = sql`(${sql.join(values.map((value) => sql`cast(${value} as binary)`))})`;
  return among
    ? sql`(${column} in ${plain} and cast(${column} as binary) in ${bytes})`
    : sql`cast(${column} as binary) not in ${bytes}`;
}
