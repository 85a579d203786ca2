import { setImmediate as nextTurn } from "node:timers/promises";
import type { GraphQLSchema } from "graphql";
import { codeOf, fault } from "../errors.js";
import type { Caller } from "../policy/caller.js";
import { mayChangeQuery, mayKeepQueries, mayKnowKeeper, maySeeQuery } from "../policy/saved-queries.js";
import { NAME_LENGTH, SUBJECT_LENGTH } from "../store/saved-query.entity.js";
import { type SavedQueryTable, type StoredQuery, savedQueryTable } from "../store/saved-query-table.js";
import type { Store } from "../store/store.js";
import { checkName, checkText, isUnusable, type SavedQuery } from "./saved-query.js";

/** Characters of a query in the store, at most; in a byte or four each it fits the column of either engine. */
export const MOST_CHARACTERS = 10_000;
/** Queries of one subject, and of a store, at most. Requests at the same moment may go over it by their number. */
export const MOST_QUERIES = { own: 100, all: 1000 } as const;

type Shown = Omit<SavedQuery, "text" | "operation">;

/** A saved query as it is listed. */
export type ListedQuery =
  | (Shown & { readonly origin: "file" })
  | ((Shown | { readonly name: string; readonly problem: string }) & KeptAs);

interface KeptAs {
  readonly origin: "store";
  readonly own: boolean;
  readonly shared: boolean;
  readonly savedAt: string;
  /** Only for its keeper, and for who may read PERSONAL. */
  readonly savedBy?: string;
}

/** The saved queries of the release and of the store, for whoever asks. */
export interface QueryBook {
  /** Those that this caller may see, by name; one that no longer fits the schema says why. */
  list(caller: Caller): Promise<readonly ListedQuery[]>;
  /** @throws SAVED_QUERY_UNKNOWN, also for what the caller may not see; SAVED_QUERY_BROKEN */
  find(caller: Caller, name: string): Promise<SavedQuery>;
  /** @throws SAVED_QUERY_UNKNOWN */
  text(caller: Caller, name: string): Promise<string>;
  /**
   * Saves a query, or changes one that the caller may change. Without `shared` that stays as it is, and is no at first.
   * @throws SAVED_QUERY_FORBIDDEN, SAVED_QUERY_NAME, SAVED_QUERY_TOO_LARGE, SAVED_QUERY_REFUSED,
   * SAVED_QUERY_READ_ONLY, SAVED_QUERY_NOT_YOURS, SAVED_QUERY_NAME_TAKEN, SAVED_QUERY_TOO_MANY
   */
  save(
    caller: Caller,
    name: string,
    text: string,
    shared: boolean | undefined,
  ): Promise<{ readonly created: boolean; readonly query: ListedQuery }>;
  /** @throws SAVED_QUERY_FORBIDDEN, SAVED_QUERY_READ_ONLY, SAVED_QUERY_NOT_YOURS, SAVED_QUERY_UNKNOWN */
  remove(caller: Caller, name: string): Promise<void>;
}

/** What the book is made of. */
export interface QueryBookParts {
  readonly schema: GraphQLSchema;
  /** What a caller sees of it, where that is less. */
  readonly schemaFor: (caller: Caller) => GraphQLSchema | undefined;
  /** Those of the release, by name. */
  readonly files: ReadonlyMap<string, SavedQuery>;
  /** Absent where a gateway has none. */
  readonly store: Store | undefined;
}

/** Makes the book. */
export function createQueryBook({ schema, schemaFor, files, store }: QueryBookParts): QueryBook {
  const table = store && savedQueryTable(store);
  const check = checker(schema);
  const fits = fitter();
  /** Those of the release that a caller can run: of others he is not told. */
  const filesFor = (caller: Caller) => {
    const seen = schemaFor(caller);
    return [...files.values()].filter((query) => seen === undefined || fits(seen, query));
  };
  const listed = (caller: Caller, query: StoredQuery): ListedQuery => {
    const { name, savedBy, savedAt, shared } = query;
    const { text: _text, operation: _operation, ...checked } = check(query);
    return {
      ...checked,
      name,
      origin: "store",
      own: savedBy === caller.subject,
      shared,
      savedAt,
      ...(mayKnowKeeper(caller, query) ? { savedBy } : {}),
    };
  };
  const visible = async (caller: Caller, name: string) => {
    const query = checkName(name) ? await table?.find(name) : undefined;
    if (query !== undefined && maySeeQuery(caller, query)) return query;
    throw fault("SAVED_QUERY_UNKNOWN", { name: name.slice(0, 100) });
  };

  return {
    async list(caller) {
      const found: ListedQuery[] = filesFor(caller).map(
        ({ text: _text, operation: _operation, ...shown }) => ({ ...shown, origin: "file" }),
      );
      if (!mayKeepQueries(caller)) return found;
      for (const query of (await table?.visibleTo(caller.subject)) ?? []) {
        if (!maySeeQuery(caller, query)) continue;
        // What has not been checked yet takes a while: others get their turn in between.
        await nextTurn();
        found.push(listed(caller, query));
      }
      return found;
    },

    async find(caller, name) {
      const file = filesFor(caller).find((query) => query.name === name);
      if (file !== undefined) return file;
      const checked = check(await visible(caller, name));
      if ("problem" in checked) throw fault("SAVED_QUERY_BROKEN", { name, reason: checked.problem });
      return checked;
    },

    async text(caller, name) {
      const file = filesFor(caller).find((query) => query.name === name);
      return file?.text ?? (await visible(caller, name)).text;
    },

    async save(caller, name, text, shared) {
      const kept = keeping(table, files, caller, name);
      if (text.length > MOST_CHARACTERS) {
        const measures = { maximum: MOST_CHARACTERS, characters: text.length };
        throw fault("SAVED_QUERY_TOO_LARGE", measures);
      }
      const checked = check({ name, text });
      if ("problem" in checked) throw fault("SAVED_QUERY_REFUSED", { reason: checked.problem });
      const now = new Date().toISOString();
      for (;;) {
        const before = await kept.table.find(name);
        if (before !== undefined) {
          refuseForeign(caller, before);
          const query = { ...before, text, savedAt: now, shared: shared ?? before.shared };
          if (await kept.table.update(query)) return { created: false, query: listed(caller, query) };
        } else {
          await refuseMany(kept.table, kept.subject);
          const query = { name, text, savedBy: kept.subject, savedAt: now, shared: shared ?? false };
          if (await kept.table.insert(query)) return { created: true, query: listed(caller, query) };
        }
        // Somebody removed or took the name in between: it is looked at again as it stands now.
      }
    },

    async remove(caller, name) {
      const kept = keeping(table, files, caller, name);
      const query = await kept.table.find(name);
      if (query !== undefined && maySeeQuery(caller, query)) refuseForeign(caller, query);
      const may = query !== undefined && mayChangeQuery(caller, query);
      if (!may || !(await kept.table.remove(query))) throw fault("SAVED_QUERY_UNKNOWN", { name });
    },
  };
}

type Checked = SavedQuery | { readonly problem: string; readonly text?: never; readonly operation?: never };

/**
 * Checks of texts seen lately, by the characters of the texts: a list is asked for more often than its queries change. The tree of
 * a text takes some fifty times its room.
 */
const CHARACTERS_KEPT = 1024 * 1024;

function checker(schema: GraphQLSchema): (query: { name: string; text: string }) => Checked {
  const kept = new Map<string, Checked>();
  let characters = 0;
  return ({ name, text }) => {
    const key = `${name}\n${text}`;
    let checked = kept.get(key);
    if (checked === undefined) {
      checked = checkedText(schema, name, text);
      characters += key.length;
      if (characters > CHARACTERS_KEPT) {
        kept.clear();
        characters = key.length;
      }
      kept.set(key, checked);
    }
    return checked;
  };
}

/** Tells whether a query is valid by a schema; looked at once for each of both. */
function fitter(): (schema: GraphQLSchema, query: SavedQuery) => boolean {
  const known = new WeakMap<GraphQLSchema, Map<string, boolean>>();
  return (schema, query) => {
    const byName = known.get(schema) ?? new Map<string, boolean>();
    known.set(schema, byName);
    const found = byName.get(query.name) ?? !("problem" in checkedText(schema, query.name, query.text));
    byName.set(query.name, found);
    return found;
  };
}

function checkedText(schema: GraphQLSchema, name: string, text: string): Checked {
  try {
    return checkText(schema, name, text);
  } catch (error) {
    if (!isUnusable(error) && codeOf(error) === undefined) throw error;
    return { problem: (error as Error).message };
  }
}

/** The store, for a caller who may write there under this name. */
function keeping(
  table: SavedQueryTable | undefined,
  files: ReadonlyMap<string, SavedQuery>,
  caller: Caller,
  name: string,
): { readonly table: SavedQueryTable; readonly subject: string } {
  if (!mayKeepQueries(caller))
    throw fault("SAVED_QUERY_FORBIDDEN", { reason: `the role ${caller.role} has none` });
  if (caller.subject.length > SUBJECT_LENGTH) {
    throw fault("SAVED_QUERY_FORBIDDEN", { reason: `this one is over ${SUBJECT_LENGTH} characters long` });
  }
  if (!checkName(name)) throw fault("SAVED_QUERY_NAME", { maximum: NAME_LENGTH, name: name.slice(0, 100) });
  if (files.has(name)) throw fault("SAVED_QUERY_READ_ONLY", { name });
  if (table === undefined) throw fault("SAVED_QUERIES_NOT_KEPT");
  return { table, subject: caller.subject };
}

/** Of a query that the caller may not see, no more is told than that its name is taken. */
function refuseForeign(caller: Caller, query: StoredQuery): void {
  if (mayChangeQuery(caller, query)) return;
  const code = maySeeQuery(caller, query) ? "SAVED_QUERY_NOT_YOURS" : "SAVED_QUERY_NAME_TAKEN";
  throw fault(code, { name: query.name });
}

async function refuseMany(table: SavedQueryTable, subject: string): Promise<void> {
  if ((await table.countOf(subject)) >= MOST_QUERIES.own) {
    throw fault("SAVED_QUERY_TOO_MANY", { whose: "You have", maximum: MOST_QUERIES.own });
  }
  if ((await table.count()) >= MOST_QUERIES.all) {
    throw fault("SAVED_QUERY_TOO_MANY", { whose: "This service holds", maximum: MOST_QUERIES.all });
  }
}
