import { sql } from "kysely";
import type { Store } from "../../store/store.js";
import { foldedText, runsOf } from "./folded-text.js";
import { keptWord } from "./grams.js";
import type { Way } from "./ways.js";

/** Where and how a document was found. */
export interface TextMatch {
  readonly field: string;
  /** The text around the first match, as it is written. */
  readonly fragment: string;
  /** The pieces of it that matched, as they are written. */
  readonly matched: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Texts shown for a document, at most, and characters of them before and after the first match. */
const MATCHES_MAXIMUM = 5;
const BEFORE = 20;
const AFTER = 60;

interface TextRow {
  readonly document: number;
  readonly field: string;
  readonly weight: number;
  readonly text: string;
  readonly initials: string;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

/**
 * The texts that these documents were found by, the weightiest first, in one statement for all of them.
 * @param policies places of the classes that the caller may read
 */
export async function matchesOf(
  store: Store,
  documents: readonly number[],
  words: readonly (readonly Way[])[],
  policies: readonly number[],
): Promise<Map<number, TextMatch[]>> {
  const byDocument = new Map<number, TextMatch[]>(documents.map((id) => [id, []]));
  if (documents.length === 0) return byDocument;
  const found = await sql<TextRow>`
    select document_id as document, field, weight, text, initials, valid_from, valid_to from search_text
    where document_id in (${sql.join(documents)}) and policy in (${sql.join(policies.map((policy) => sql.lit(policy)))})
    order by document_id, weight desc, id`.execute(store.db);
  for (const row of found.rows) {
    const matches = byDocument.get(row.document);
    if (matches === undefined || matches.length === MATCHES_MAXIMUM) continue;
    const match = matchIn(row, words);
    if (match !== undefined) matches.push(match);
  }
  return byDocument;
}

/** A stretch of the folded text. */
interface Stretch {
  readonly at: number;
  readonly length: number;
}

function matchIn(row: TextRow, words: readonly (readonly Way[])[]): TextMatch | undefined {
  const { text, field } = row;
  const { folded, from } = foldedText(text);
  const stretches = words.flatMap((ways) => {
    for (const way of ways) {
      const stretch = stretchOf(folded, row.initials, way);
      if (stretch !== undefined) return [stretch];
    }
    return [];
  });
  if (stretches.length === 0) return undefined;
  const begin = (at: number) => from[at] ?? text.length;
  // One character can fold to several: the last of them leads back to its begin, and its end is what is wanted.
  const end = ({ at, length }: Stretch) => {
    let last = begin(at + length);
    if (last === begin(at + length - 1)) last += [...text.slice(last)][0]?.length ?? 0;
    return last;
  };
  const first = begin(Math.min(...stretches.map(({ at }) => at)));
  return {
    field,
    fragment: windowOf(text, first),
    matched: [...new Set(stretches.map((stretch) => text.slice(begin(stretch.at), end(stretch))))],
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}

function stretchOf(folded: string, initials: string, way: Way): Stretch | undefined {
  switch (way.kind) {
    case "piece":
      return pieceIn(folded, way.piece);
    case "grams": {
      for (const { gram } of way.grams) {
        const isWord = /^[a-z0-9]/.test(gram);
        const word = isWord ? runsOf(folded).find(({ text }) => keptWord(text) === gram) : undefined;
        const stretch = isWord ? word && { at: word.at, length: word.text.length } : pieceIn(folded, gram);
        if (stretch !== undefined) return stretch;
      }
      return undefined;
    }
    case "initials": {
      const some = way.partings.some((parts) => new RegExp(parts.join(".*")).test(initials));
      const run = some
        ? runsOf(folded).find(({ kind, text }) => kind === "han" && text.length > 1)
        : undefined;
      return run && { at: run.at, length: run.text.length };
    }
  }
}

function pieceIn(folded: string, piece: string): Stretch | undefined {
  const at = folded.indexOf(piece);
  return at === -1 ? undefined : { at, length: piece.length };
}

/** Cut between characters, never inside one. */
function windowOf(text: string, first: number): string {
  const before = [...text.slice(0, first)];
  const after = [...text.slice(first)];
  const head = before.length > BEFORE ? `…${before.slice(-BEFORE).join("")}` : before.join("");
  const tail = after.length > AFTER ? `${after.slice(0, AFTER).join("")}…` : after.join("");
  return head + tail;
}
