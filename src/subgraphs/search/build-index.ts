import { sql } from "kysely";
import { type Searchable, searchableType } from "../../dataset/searchable.js";
import { POLICY_CLASSES } from "../../policy/policy-class.js";
import { tableOf } from "../../store/naming.js";
import type { Db, Store } from "../../store/store.js";
import { type StoredRow, writeRows } from "../../store/write-rows.js";
import { foldedText, lengthOf, runsOf } from "./folded-text.js";
import { gramsOf, pairsOf } from "./grams.js";
import { type InitialsReader, initialsReader } from "./initials.js";
import { countRecords, type RecordText, readRecords, type SearchRecord } from "./read-records.js";
import {
  SearchDocumentEntity,
  SearchGramEntity,
  SearchTextEntity,
  SearchWordEntity,
} from "./search.entity.js";

/** How far the making of an index is. */
export interface IndexProgress {
  readonly documents: number;
  readonly expected: number;
}

/** What names a thing, rather than speaks of it, is found by its pinyin initials. */
const NAME_WEIGHT = 8;

/** As the columns are long. */
const TEXT_MAXIMUM = 500;

const ENTITIES = [SearchGramEntity, SearchWordEntity, SearchTextEntity, SearchDocumentEntity];

/**
 * Makes the search index of a store anew, in one transaction: until it is done searches find what they found before,
 * and when it fails nothing has changed. Take the store's lock around it.
 * @param searchables what can be found, of every dataset
 * @returns the number of things that can be found
 */
export async function buildSearchIndex(
  store: Store,
  searchables: readonly Searchable[],
  onProgress: (progress: IndexProgress) => void = () => {},
): Promise<number> {
  const initials = await initialsReader();
  const sorted = searchables
    .map((searchable) => ({ searchable, type: searchableType(searchable).name }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
  return store.db.transaction().execute(async (db) => {
    for (const entity of ENTITIES) await sql`delete from ${sql.table(tableOf(entity))}`.execute(db);
    let expected = 0;
    for (const { searchable } of sorted) expected += await countRecords(db, searchable);
    const writer = new IndexWriter(db, initials);
    for (const { searchable, type } of sorted) {
      for await (const records of readRecords(db, searchable)) {
        for (const record of records) writer.add(type, record);
        await writer.flush();
        onProgress({ documents: writer.documents, expected });
      }
    }
    await writer.end();
    return writer.documents;
  });
}

class IndexWriter {
  documents = 0;
  private texts = 0;
  /** Each word once for each class: they are as few as the language has, not as the rows are. */
  private readonly words = new Set<string>();
  private rows = this.empty();

  constructor(
    private readonly db: Db,
    private readonly initials: InitialsReader,
  ) {}

  add(type: string, { key, point, texts }: SearchRecord): void {
    this.documents += 1;
    this.rows.documents.push({
      id: this.documents,
      recordType: type,
      recordKey: key,
      wgs84Latitude: point?.latitude ?? null,
      wgs84Longitude: point?.longitude ?? null,
    });
    const best = new Map<string, { gram: string; policy: number; score: number }>();
    for (const text of texts) this.addText(text, best);
    for (const row of best.values()) this.rows.grams.push({ documentId: this.documents, ...row });
  }

  private addText(
    given: RecordText,
    best: Map<string, { gram: string; policy: number; score: number }>,
  ): void {
    const { field, weight, validFrom, validTo } = given;
    const text = given.text.slice(0, TEXT_MAXIMUM);
    const { folded } = foldedText(text);
    const policy = POLICY_CLASSES.indexOf(given.policy);
    const readings = weight < NAME_WEIGHT ? [] : this.readingsOf(folded);
    const { scores, words } = gramsOf(folded, weight, readings);
    for (const [gram, score] of scores) {
      const known = best.get(`${policy} ${gram}`);
      if (known === undefined || known.score < score) best.set(`${policy} ${gram}`, { gram, policy, score });
    }
    for (const word of words) this.words.add(`${policy} ${word}`);
    this.texts += 1;
    this.rows.texts.push({
      id: this.texts,
      documentId: this.documents,
      field,
      policy,
      weight,
      text,
      folded: folded.slice(0, 2 * TEXT_MAXIMUM),
      length: lengthOf(folded),
      initials: readings.join(" ").slice(0, TEXT_MAXIMUM),
      validFrom,
      validTo,
    });
  }

  private readingsOf(folded: string): string[] {
    return runsOf(folded).flatMap(({ kind, text }) => (kind === "han" ? this.initials(text) : []));
  }

  async flush(): Promise<void> {
    const { documents, texts, grams } = this.rows;
    this.rows = this.empty();
    // Neighbours in the index are written together: it is much larger than what a page of it holds.
    grams.sort((a, b) => ((a["gram"] as string) < (b["gram"] as string) ? -1 : 1));
    await writeRows(this.db, tableOf(SearchDocumentEntity), documents);
    await writeRows(this.db, tableOf(SearchTextEntity), texts);
    await writeRows(this.db, tableOf(SearchGramEntity), grams);
  }

  async end(): Promise<void> {
    const rows = [...this.words].flatMap((entry) => {
      const [policy, word] = entry.split(" ") as [string, string];
      return pairsOf(word).map((pair) => ({ pair, word, policy: Number(policy) }));
    });
    await writeRows(this.db, tableOf(SearchWordEntity), rows);
  }

  private empty() {
    return { documents: [] as StoredRow[], texts: [] as StoredRow[], grams: [] as StoredRow[] };
  }
}
