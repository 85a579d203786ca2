import { lengthOf, type Run, runsOf } from "./folded-text.js";
import { qualityOf } from "./score.js";
import { GRAM_MAXIMUM } from "./search.entity.js";

/** Before the pair of pinyin initials in a gram: no word holds it. */
const INITIALS_MARK = "~";

/** The gram of two pinyin initials. */
export const initialsGram = (pair: string) => `${INITIALS_MARK}${pair}`;

/** A Latin word as it is kept. */
export const keptWord = (word: string) => word.slice(0, GRAM_MAXIMUM);

/** The pairs of a Latin word, its begin and end included: words that differ little share most of them. */
export function pairsOf(word: string): string[] {
  const marked = `^${word}$`;
  return [...new Set(Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2)))];
}

/** The single characters and pairs of a Chinese run, by which any part of it is found. */
export function hanGrams(text: string): string[] {
  const characters = [...text];
  const pairs = characters.slice(1).map((character, at) => `${characters[at]}${character}`);
  return [...characters, ...pairs];
}

/** The grams of one text, each with the score that the text has for it, and the Latin words in it. */
export interface TextGrams {
  readonly scores: ReadonlyMap<string, number>;
  readonly words: readonly string[];
}

/**
 * What a text is found by.
 * @param folded the text as it is compared
 * @param weight of its field
 * @param initials the initials of its Chinese characters, in each reading
 */
export function gramsOf(folded: string, weight: number, initials: readonly string[]): TextGrams {
  const scores = new Map<string, number>();
  const length = lengthOf(folded);
  const note = (gram: string, characters: number) => {
    const score = weight * qualityOf(characters, length, folded.startsWith(gram));
    scores.set(gram, Math.max(score, scores.get(gram) ?? 0));
  };
  const runs = runsOf(folded);
  for (const run of runs) {
    if (run.kind === "han") for (const gram of hanGrams(run.text)) note(gram, lengthOf(gram));
    else note(keptWord(run.text), run.text.length);
  }
  for (const reading of initials) {
    // Only says where to look: the score is told by the whole of what was asked for.
    for (let at = 0; at + 2 <= reading.length; at++) scores.set(initialsGram(reading.slice(at, at + 2)), 0);
  }
  const words = runs.filter(isLatin).map(({ text }) => keptWord(text));
  return { scores, words };
}

const isLatin = ({ kind }: Run) => kind === "latin";
