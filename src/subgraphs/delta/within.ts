import { sql } from "kysely";
import type { Sql } from "../../store/per-parent.js";

/**
 * Whether a division is another or lies within it, by their codes: each level's code begins with that of the level
 * above. Not for long tables, because no index helps it.
 */
export function liesWithin(code: Sql, outer: Sql): Sql {
  return sql`substr(${code}, 1, length(${outer})) = ${outer}`;
}
