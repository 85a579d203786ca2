import { sql } from "kysely";
import type { Sql } from "../../store/per-parent.js";
import type { Store } from "../../store/store.js";
import { editDistance } from "./edit-distance.js";
import { keptWord, pairsOf } from "./grams.js";
import { WORD_QUALITY } from "./score.js";

/** A Latin word of the index that is like one that was asked for. */
export interface LikeWord {
  readonly word: string;
  /** In hundredths of the score of the word itself. */
  readonly quality: number;
}

/** Like words of one word, at most: the best of them. */
const LIKE_MAXIMUM = 40;

/** From how many letters on a word is completed, found inside others, and forgiven one or two errors. */
const COMPLETED_FROM = 2;
const INSIDE_FROM = 3;
const ONE_OFF_FROM = 4;
const TWO_OFF_FROM = 8;

type Found = { place: number; word: string };

/**
 * What the index has that is like these Latin words, in one statement: words that begin with them or hold them, and
 * where the word itself is not there, words that differ by a slip or two.
 * @param policies places of the classes that the caller may read: words of other texts are not known to them
 * @param rows which documents exist for the caller, over the alias `d`; undefined where all do. Words of others are not
 * known to them either: that a word is there would show in what is no longer found beside it
 * @returns for each word its like ones, the best first
 */
export async function likeWords(
  store: Store,
  words: readonly string[],
  policies: readonly number[],
  rows: Sql | undefined,
): Promise<LikeWord[][]> {
  const lists = words.map((): LikeWord[] => []);
  const readable = sql.join(policies.map((policy) => sql.lit(policy)));
  const branches = words.flatMap((word, place) => {
    if (word.length < COMPLETED_FROM) return [];
    const { pairs, shared } = lookedFor(keptWord(word));
    const branch = sql`select ${sql.lit(place)} as place, word from search_word
      where pair in (${sql.join(pairs)}) and policy in (${readable})
      group by word having count(distinct pair) >= ${sql.lit(shared)}`;
    return [rows === undefined ? branch : inScope(branch, readable, rows)];
  });
  if (branches.length === 0) return lists;
  const found = await sql<Found>`${sql.join(branches, sql` union all `)}`.execute(store.db);
  for (const { place, word } of found.rows) {
    const quality = likeness(keptWord(words[place] as string), word);
    if (quality > 0) lists[place]?.push({ word, quality });
  }
  return lists.map(bestOf);
}

/** Of these words those that some document has which exists for the caller. */
function inScope(words: Sql, readable: Sql, rows: Sql): Sql {
  return sql`select w.place, w.word from (${words}) as w where exists (
    select 1 from search_gram as g join search_document as d on d.id = g.document_id
    where g.gram = w.word and g.policy in (${readable}) and ${rows})`;
}

/** By which pairs like words are found, and how many of them they share at the least. */
function lookedFor(word: string): { pairs: readonly string[]; shared: number } {
  const pairs = pairsOf(word);
  // Too short for anything but words that begin with it.
  if (word.length < INSIDE_FROM) return { pairs: pairs.slice(0, -1), shared: pairs.length - 1 };
  // A slip changes two pairs, a swap three. Repeated pairs are counted once, in the word as in the index.
  const inside = new Set(pairs.slice(1, -1)).size;
  return { pairs, shared: Math.max(1, Math.min(inside, pairs.length - 3 * slipsIn(word))) };
}

/** Numbers are codes: the next one is another thing, not a slip. */
function slipsIn(word: string): number {
  if (word.length < ONE_OFF_FROM || /\d/.test(word)) return 0;
  return word.length < TWO_OFF_FROM ? 1 : 2;
}

function likeness(wanted: string, word: string): number {
  if (word === wanted) return WORD_QUALITY.whole;
  if (word.startsWith(wanted)) return WORD_QUALITY.begins;
  if (wanted.length >= INSIDE_FROM && word.includes(wanted)) return WORD_QUALITY.inside;
  const most = slipsIn(wanted);
  const slips = most === 0 ? 1 : editDistance(wanted, word, most);
  if (slips > most) return 0;
  return slips === 1 ? WORD_QUALITY.oneOff : WORD_QUALITY.twoOff;
}

function bestOf(like: readonly LikeWord[]): LikeWord[] {
  const isSlip = ({ quality }: LikeWord) =>
    quality === WORD_QUALITY.oneOff || quality === WORD_QUALITY.twoOff;
  const known = like.some(({ quality }) => quality === WORD_QUALITY.whole);
  return like
    .filter((each) => !known || !isSlip(each))
    .sort((a, b) => b.quality - a.quality || a.word.length - b.word.length || (a.word < b.word ? -1 : 1))
    .slice(0, LIKE_MAXIMUM);
}
