import { ABBREVIATIONS } from "./abbreviations.js";
import { lengthOf } from "./folded-text.js";
import { hanGrams, initialsGram, keptWord } from "./grams.js";
import type { LikeWord } from "./like-words.js";
import { ABBREVIATED, WORD_QUALITY } from "./score.js";
import type { SearchWord } from "./search-words.js";

/** One way in which a word can be found. The best of its ways counts. */
export type Way =
  /** As grams that are kept with their scores; `quality` in hundredths of those. */
  | { readonly kind: "grams"; readonly grams: readonly { readonly gram: string; readonly quality: number }[] }
  /** As a piece of a text, looked for where all of these grams are. */
  | {
      readonly kind: "piece";
      readonly piece: string;
      readonly grams: readonly string[];
      readonly quality: number;
    }
  /** As pinyin initials that hold these parts in this order; `partings` are the ways to part them. */
  | {
      readonly kind: "initials";
      readonly letters: string;
      readonly grams: readonly string[];
      readonly partings: readonly (readonly string[])[];
    };

/** Pairs of a long Chinese word by which texts are looked for, at most; what is found is compared as a whole. */
const PAIRS_LOOKED_FOR = 6;

/** Pinyin initials that are taken for such. More than a name's worth would be a word. */
const INITIALS = /^[a-z]{2,8}$/;
const PARTS_MAXIMUM = 3;

/**
 * The ways to find a word.
 * @param like what the index has that is like it, for a Latin word
 */
export function waysOf(word: SearchWord, like: readonly LikeWord[]): Way[] {
  const full = (ABBREVIATIONS.get(word.text) ?? []).map((text) => hanWay(text, ABBREVIATED));
  if (word.kind === "han") return [hanWay(word.text, 100), ...full];
  const whole = { gram: keptWord(word.text), quality: WORD_QUALITY.whole };
  const grams = [
    whole,
    ...like.filter(({ word }) => word !== whole.gram).map(({ word, quality }) => ({ gram: word, quality })),
  ];
  const initials = INITIALS.test(word.text) ? [initialsWay(word.text)] : [];
  return [{ kind: "grams", grams }, ...full, ...initials];
}

function hanWay(text: string, quality: number): Way {
  const length = lengthOf(text);
  if (length <= 2) return { kind: "grams", grams: [{ gram: text, quality }] };
  const pairs = [...new Set(hanGrams(text).slice(length))];
  const step = Math.max(1, (pairs.length - 1) / (PAIRS_LOOKED_FOR - 1));
  const grams = new Set(
    Array.from(
      { length: Math.min(pairs.length, PAIRS_LOOKED_FOR) },
      (_, at) => pairs[Math.round(at * step)] as string,
    ),
  );
  return { kind: "piece", piece: text, grams: [...grams], quality };
}

/** 浦东 消防 is typed `pdxf`, though 浦东新区消防救援局 has letters between: parts of two letters or more may lie apart. */
function initialsWay(letters: string): Way {
  // Whatever the parting, the first two letters stand together, and the last two.
  const grams = new Set([initialsGram(letters.slice(0, 2)), initialsGram(letters.slice(-2))]);
  return { kind: "initials", letters, grams: [...grams], partings: partingsOf(letters, PARTS_MAXIMUM) };
}

function partingsOf(letters: string, parts: number): string[][] {
  const partings = [[letters]];
  if (parts === 1) return partings;
  for (let at = 2; at <= letters.length - 2; at++) {
    for (const rest of partingsOf(letters.slice(at), parts - 1))
      partings.push([letters.slice(0, at), ...rest]);
  }
  return partings;
}
