import { sql } from "kysely";
import { FOLDING } from "./folded.js";
import type { Sql } from "./per-parent.js";
import type { Engine } from "./store.js";

/** Blanks that forms leave in names: the plain one, the full-width one, and the one that does not break. */
const BLANKS = [" ", "\u3000", "\u00a0"];

/**
 * A text for grouping, without what two clerks write differently: case, full and half width, accents, blanks. What
 * it holds differs between the engines (folded text, or any of a group's texts with a collation that folds), so it
 * is grouped by and never shown.
 */
export function normalText(engine: Engine, column: Sql): Sql {
  const folded = engine === "sqlite" ? sql`fold(${column})` : column;
  const closed = BLANKS.reduce<Sql>((text, blank) => sql`replace(${text}, ${blank}, '')`, folded);
  return engine === "sqlite" ? closed : sql`(${closed} collate ${FOLDING})`;
}
