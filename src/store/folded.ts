import { type RawBuilder, sql } from "kysely";
import type { Sql } from "./per-parent.js";
import type { Engine } from "./store.js";

/**
 * Text without what people do not mean when they search: case, full and half width, accents.
 * SQLite compares by it, through a function of this name; MySQL's protocol by a collation that leaves out the same.
 */
export function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().normalize("NFKC");
}

/** Met by text with any character beside ASCII and the unified Han of the basic plane. */
const FOLDS_TO_LOWER = sql.lit("*[^ -~一-鿿]*");

/** The collation for {@link fold} that MySQL and MariaDB both have. */
export const FOLDING = sql.raw("utf8mb4_unicode_520_ci");

/**
 * Whether a column holds a piece of text, case and width aside. It reads every row that nothing else excludes.
 * @param at `anywhere`, or only at the `start`
 */
export function holdsText(
  engine: Engine,
  column: Sql,
  piece: string,
  at: "anywhere" | "start",
): RawBuilder<unknown> {
  if (engine === "sqlite") {
    const folded = fold(piece);
    // Of ASCII and Han alone `lower` is all that folding does, and it is SQLite's own: calling out cost six times that.
    const place = sql`case when ${column} not glob ${FOLDS_TO_LOWER} then instr(lower(${column}), ${folded})
      else instr(fold(${column}), ${folded}) end`;
    return at === "start" ? sql`(${place}) = 1` : sql`(${place}) > 0`;
  }
  // What LIKE gives a meaning is meant literally.
  const literal = piece.replaceAll(/[!%_]/g, (character) => `!${character}`);
  const pattern = at === "start" ? `${literal}%` : `%${literal}%`;
  return sql`${column} collate ${FOLDING} like ${pattern} escape '!'`;
}
