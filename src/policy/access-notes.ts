import { sharedDatasetOf } from "./shared-types.js";

/** What one way of reading publishes of a type. One object serves all rows that are read that way. */
export interface Publishes {
  readonly type: string;
  /** Published fields that were selected and may be read; of groups, their keys and measures. */
  readonly fields: readonly string[];
  /** Fields that were not given as they are, each with how: `phone MASK`. */
  readonly masks?: readonly string[] | undefined;
}

/** What was published of one type during a request. */
export interface Access {
  readonly type: string;
  /** A value of `SharedDataset`, or UNKNOWN. */
  readonly dataset: string;
  /** Rows published; one that an answer holds twice may count twice. */
  readonly rows: number;
  /** Groups of an aggregate published. */
  readonly groups: number;
  readonly fields: readonly string[];
  readonly masks: readonly string[];
  readonly agreements: readonly string[];
  /** Keys of the rows, each once, in order. */
  readonly ids: readonly string[];
}

interface Noted {
  readonly keys: string[];
  readonly agreements: Set<string>;
  rows: number;
  groups: number;
}

/** The dataset of what a subgraph published without saying what. */
export const UNKNOWN_DATASET = "UNKNOWN";

/**
 * What was published to a caller during one request (or one page of an export): collected where rows are published,
 * written to the audit before the answer leaves. Collecting only appends; it is put in order when it is asked for.
 */
export class AccessNotes {
  readonly #noted = new Map<Publishes, Noted>();

  /**
   * @param direct whether the caller reached a subgraph without the gateway: what is for the gateway alone is then
   * published to him too
   */
  constructor(readonly direct = false) {}

  /**
   * Notes rows by their keys. None is a note too: that there is nothing is also an answer.
   * @param agreements those that gave the rows to the caller
   */
  rows(publishes: Publishes, keys: readonly string[], agreements: readonly string[] = []): void {
    const noted = this.#of(publishes);
    for (const agreement of agreements) noted.agreements.add(agreement);
    noted.rows += keys.length;
    for (const key of keys) noted.keys.push(key);
  }

  /** Notes groups of an aggregate, which have no keys. */
  groups(publishes: Publishes, count: number): void {
    this.#of(publishes).groups += count;
  }

  /** Notes that a subgraph answered without telling what it published. */
  unaccounted(source: string): void {
    this.#of({ type: `subgraph ${source}`, fields: [] });
  }

  /** Takes over what a remote subgraph published. */
  add(accesses: readonly Access[]): void {
    for (const { type, rows, groups, fields, masks, agreements, ids } of accesses) {
      const noted = this.#of({ type, fields, masks });
      for (const agreement of agreements) noted.agreements.add(agreement);
      noted.rows += rows;
      noted.groups += groups;
      for (const id of ids) noted.keys.push(id);
    }
  }

  /** What was published so far, by type. */
  accesses(): Access[] {
    const byType = new Map<string, [Publishes, Noted][]>();
    for (const each of this.#noted) {
      const known = byType.get(each[0].type);
      if (known === undefined) byType.set(each[0].type, [each]);
      else known.push(each);
    }
    return [...byType].map(([type, noted]) => ({
      type,
      dataset: sharedDatasetOf(type) ?? UNKNOWN_DATASET,
      rows: sum(noted.map(([, { rows }]) => rows)),
      groups: sum(noted.map(([, { groups }]) => groups)),
      fields: eachOnce(noted.map(([{ fields }]) => fields)),
      masks: eachOnce(noted.map(([{ masks = [] }]) => masks)),
      agreements: eachOnce(noted.map(([, { agreements }]) => [...agreements])),
      ids: eachOnce(noted.map(([, { keys }]) => keys)),
    }));
  }

  #of(publishes: Publishes): Noted {
    let noted = this.#noted.get(publishes);
    if (noted === undefined) {
      noted = { keys: [], agreements: new Set(), rows: 0, groups: 0 };
      this.#noted.set(publishes, noted);
    }
    return noted;
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

function eachOnce(lists: readonly (readonly string[])[]): readonly string[] {
  const [only = []] = lists;
  const all = lists.length === 1 ? only : lists.flat();
  return isAscending(all) ? all : [...new Set(all)].sort();
}

/** Keys of one list come in order as a rule. */
function isAscending(texts: readonly string[]): boolean {
  for (let at = 1; at < texts.length; at++) {
    if ((texts[at - 1] as string) >= (texts[at] as string)) return false;
  }
  return true;
}
