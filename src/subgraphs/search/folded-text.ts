import { fold } from "../../store/folded.js";

/** A text as it is compared, and where each of its characters came from. */
export interface FoldedText {
  readonly folded: string;
  /** For each UTF-16 unit of `folded` the place in the text of the character that it was made from. */
  readonly from: readonly number[];
}

/** Folds a text character by character, so that a match in it can be shown as it was written. */
export function foldedText(text: string): FoldedText {
  let folded = "";
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    const piece = fold(character);
    folded += piece;
    for (let i = 0; i < piece.length; i++) from.push(at);
    at += character.length;
  }
  return { folded, from };
}

/** The number of characters, as the engines count them. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** A stretch of a folded text that is searched as one: a Latin word, or other letters in a row. */
export interface Run {
  readonly text: string;
  /** Latin letters and digits are words; Chinese has none, so any part of a run can be asked for. */
  readonly kind: "latin" | "han";
  /** Its place in the folded text. */
  readonly at: number;
}

// Numbers count as Latin, whatever their script: digits are folded to ASCII, and the rest is rare.
const RUNS = /(?<latin>[a-z0-9]+)|[\p{L}\p{N}]/gu;

/** The runs of a folded text. Whatever is neither letter nor digit only separates them. */
export function runsOf(folded: string): Run[] {
  const runs: Run[] = [];
  for (const match of folded.matchAll(RUNS)) {
    const { index, 0: text, groups } = match;
    const last = runs.at(-1);
    if (groups?.["latin"] !== undefined) runs.push({ text, kind: "latin", at: index });
    else if (last?.kind === "han" && last.at + last.text.length === index) {
      runs[runs.length - 1] = { ...last, text: last.text + text };
    } else runs.push({ text, kind: "han", at: index });
  }
  return runs;
}
