import { fault } from "../../errors.js";
import { foldedText, lengthOf, type Run, runsOf } from "./folded-text.js";

/** Characters and words of a search, at most. */
const TEXT_MAXIMUM = 200;
const WORDS_MAXIMUM = 10;

/** A word that is searched for, folded. */
export type SearchWord = Pick<Run, "text" | "kind">;

/**
 * The words of what somebody typed: Latin words and Chinese runs, each once, all of them wanted. Quotes, wildcards,
 * emoji and other signs have no meaning and only separate.
 * @throws SEARCH_TEXT_EMPTY, SEARCH_TEXT_TOO_LONG, SEARCH_TEXT_CONTROL, SEARCH_TEXT_WORDLESS, SEARCH_TOO_MANY_WORDS
 */
export function searchWords(text: string): SearchWord[] {
  if (text.trim() === "") throw fault("SEARCH_TEXT_EMPTY");
  const length = lengthOf(text);
  if (length > TEXT_MAXIMUM) throw fault("SEARCH_TEXT_TOO_LONG", { length, maximum: TEXT_MAXIMUM });
  if (/[^\P{Cc}\s]/u.test(text)) throw fault("SEARCH_TEXT_CONTROL");
  const words = new Map(runsOf(foldedText(text).folded).map(({ text, kind }) => [text, { text, kind }]));
  if (words.size === 0) throw fault("SEARCH_TEXT_WORDLESS");
  if (words.size > WORDS_MAXIMUM) {
    throw fault("SEARCH_TOO_MANY_WORDS", { words: words.size, maximum: WORDS_MAXIMUM });
  }
  return [...words.values()];
}
