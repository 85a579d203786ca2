import { sql } from "kysely";
import type { Sql } from "../../store/per-parent.js";

/**
 * How good a match is, out of 100, and how the score of a text comes of it: weight times quality, whole numbers, so
 * that both engines and this process agree. A text that is nothing but what was asked for gets 100.
 */
const BEGINS = 30;
const COVERS = 70;

/** Latin words found by other than themselves, in hundredths of the whole word's score. */
export const WORD_QUALITY = { whole: 100, begins: 70, inside: 40, oneOff: 45, twoOff: 30 } as const;

/** What stands behind an abbreviation, in hundredths. */
export const ABBREVIATED = 90;

/** Pinyin initials are a guess: they come after whatever was really written. Out of 100, as {@link qualityOf}. */
const INITIALS = 10;
const INITIALS_COVER = 20;

/** Points that nearness adds, at most. */
export const NEARNESS = 500;

/** The quality of a piece found in a text, both in characters. */
export function qualityOf(piece: number, text: number, atStart: boolean): number {
  return (atStart ? BEGINS : 0) + Math.floor((COVERS * piece) / text);
}

/** {@link qualityOf} times the weight, as SQL over a row of `search_text` with the alias `t`. */
export function pieceScore(piece: string, length: number): Sql {
  const begins = sql`case when instr(t.folded, ${piece}) = 1 then ${sql.lit(BEGINS)} else 0 end`;
  return sql`t.weight * (${begins} + floor(${sql.lit(COVERS)} * ${length} / t.length))`;
}

/** The score of a text for some of its initials. */
export function initialsScore(length: number): Sql {
  return sql`t.weight * (${sql.lit(INITIALS)} + floor(${sql.lit(INITIALS_COVER)} * ${length} / t.length))`;
}
