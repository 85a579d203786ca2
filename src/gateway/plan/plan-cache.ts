import type { DocumentNode } from "graphql";

/** Characters of all documents whose plans are kept, together. */
const MOST_CHARACTERS = 1024 * 1024;
/** What a short document counts as: its plan takes some 20 kB, whatever its text. */
const LEAST_WEIGHT = 1024;
/** Plans of one document: one for each operation and set of overrides. */
const MOST_OF_ONE = 16;

/** Keeps what was made of documents, by the document object, the last used ones. */
export class PlanCache<T> {
  private readonly kept = new Map<DocumentNode, { readonly weight: number; readonly made: Map<string, T> }>();
  private total = 0;

  constructor(private readonly mostCharacters = MOST_CHARACTERS) {}

  /** Documents kept now. */
  get size(): number {
    return this.kept.size;
  }

  get(document: DocumentNode, key: string): T | undefined {
    const entry = this.kept.get(document);
    if (entry === undefined) return undefined;
    // Last used goes last, so that the first is the one to drop.
    this.kept.delete(document);
    this.kept.set(document, entry);
    return entry.made.get(key);
  }

  /** @param characters of the document's text */
  set(document: DocumentNode, key: string, value: T, characters: number): void {
    let entry = this.kept.get(document);
    if (entry === undefined) {
      entry = { weight: Math.max(LEAST_WEIGHT, characters), made: new Map() };
      this.kept.set(document, entry);
      this.total += entry.weight;
    }
    if (entry.made.size >= MOST_OF_ONE) entry.made.clear();
    entry.made.set(key, value);
    for (const [oldest] of this.kept) {
      if (this.total <= this.mostCharacters) break;
      this.drop(oldest);
    }
  }

  /** Forgets one, where it is still the value that is kept. */
  delete(document: DocumentNode, key: string, value: T): void {
    const entry = this.kept.get(document);
    if (entry?.made.get(key) !== value) return;
    entry.made.delete(key);
    if (entry.made.size === 0) this.drop(document);
  }

  private drop(document: DocumentNode): void {
    const entry = this.kept.get(document);
    if (entry === undefined) return;
    this.total -= entry.weight;
    this.kept.delete(document);
  }
}
