import type { GraphQLResolveInfo } from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import { NODE_PATHS } from "../../dataset/connection.js";
import type { CircleInput } from "../../dataset/filter-inputs.js";
import { decodeCursor, encodeCursor, listSignature } from "../../dataset/keyset.js";
import { noteKeys } from "../../dataset/note-access.js";
import { pageRequest } from "../../dataset/page-args.js";
import { toWgs84 } from "../../dataset/point.js";
import { searchableType } from "../../dataset/searchable.js";
import { selectedFields } from "../../dataset/selection.js";
import { fault } from "../../errors.js";
import { mayRead } from "../../policy/caller.js";
import { POLICY_CLASSES } from "../../policy/policy-class.js";
import { shownCount, smallestGroup } from "../../policy/small-groups.js";
import { documentsInScope } from "./documents-in-scope.js";
import {
  countDocuments,
  type FoundDocument,
  findDocuments,
  type Place,
  type Sought,
} from "./find-documents.js";
import { matchesOf } from "./fragments.js";
import { likeWords } from "./like-words.js";
import { type SearchTypes, typeValue } from "./search.type.js";
import { searchWords } from "./search-words.js";
import { waysOf } from "./ways.js";

/** What a client asks for. */
export interface SearchArgs {
  readonly text: string;
  /** Values of `SearchType`. */
  readonly types: readonly string[] | null | undefined;
  readonly near: CircleInput | null | undefined;
  readonly first: number | null | undefined;
  readonly after: string | null | undefined;
}

/**
 * A page of what is found. What the caller may not read is not searched, so that it is neither found nor counted.
 *
 * Statements: one for Latin words, one for the page, one for the texts where they are selected, one for the count.
 * @throws the errors of `search-words.ts`, BAD_PAGE_SIZE, BAD_CURSOR, CURSOR_MISMATCH, BAD_POINT, BAD_RADIUS,
 * SEARCH_INDEX_EMPTY
 */
export async function search(
  ctx: RequestContext,
  info: GraphQLResolveInfo,
  types: SearchTypes,
  args: SearchArgs,
) {
  const words = searchWords(args.text);
  const { size, cursor } = pageRequest({ first: args.first ?? null, after: args.after ?? null });
  const named =
    args.types == null
      ? undefined
      : [...new Set(args.types.map((value) => types.names.get(value) as string))];
  const { near: circle } = args;
  const near =
    circle == null ? undefined : { centre: toWgs84(circle.center, circle.center.datum), km: circle.km };
  const identity = listSignature(
    "search",
    words.map(({ text }) => text),
    named === undefined ? null : [...new Set(named)].sort(),
    near ?? null,
  );
  const after = cursor === undefined ? undefined : placeOf(cursor, identity);
  const policies = POLICY_CLASSES.flatMap((policy, place) => (mayRead(ctx.caller, policy) ? [place] : []));

  const rows = documentsInScope(ctx, types.searchables, near !== undefined);
  const latin = words.filter(({ kind }) => kind === "latin").map(({ text }) => text);
  const like = new Map(
    (await likeWords(ctx.store, latin, policies, rows)).map((found, place) => [
      latin[place] as string,
      found,
    ]),
  );
  const ways = words.map((word) => waysOf(word, like.get(word.text) ?? []));
  const sought: Sought = { words: ways, policies, types: named, near, rows };
  // One more than the page shows whether anything follows.
  const found = await findDocuments(ctx.store, sought, size + 1, after);
  if (found.length === 0 && after === undefined) await refuseEmptyIndex(ctx);
  const documents = found.slice(0, size);
  const matches = selectedFields(info, "SearchHit", NODE_PATHS).has("matches")
    ? await matchesOf(
        ctx.store,
        documents.map(({ id }) => id),
        ways,
        policies,
      )
    : new Map<number, never[]>();
  const nodes = documents.map((document) => ({
    type: typeValue(document.type),
    score: document.score,
    matches: matches.get(document.id) ?? [],
    distanceKm: document.metres === null ? null : Number(document.metres) / 1000,
    item: { __typename: document.type, [types.keys.get(document.type) as string]: document.key },
  }));
  for (const { type, key } of documents) noteKeys(ctx, type, FOUND_BY, [key]);
  const cursorOf = (document: FoundDocument | undefined) =>
    document === undefined ? null : encodeCursor(identity, [document.score, document.type, document.key]);
  return {
    nodes,
    edges: nodes.map((node, at) => ({ node, cursor: cursorOf(documents[at]) })),
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: after !== undefined,
      startCursor: cursorOf(documents[0]),
      endCursor: cursorOf(documents.at(-1)),
    },
    get totalCount() {
      return toldCount(ctx, types, sought);
    },
  };
}

/** A search gives the key, and the texts that something was found by. */
const FOUND_BY = ["id", "search"];

/** People are counted here as everywhere: in steps, for who may not read them. */
async function toldCount(
  { store, caller }: RequestContext,
  { searchables }: SearchTypes,
  sought: Sought,
): Promise<number> {
  const wanted = (ofPeople: boolean) =>
    searchables
      .filter(({ dataset, policy = "PUBLIC" }) => dataset.people === ofPeople && mayRead(caller, policy))
      .map((searchable) => searchableType(searchable).name)
      .filter((name) => sought.types?.includes(name) ?? true);
  const people = wanted(true);
  if (people.length === 0 || smallestGroup(caller, true) === 1) return countDocuments(store, sought);
  const [few, others] = await Promise.all([
    countDocuments(store, { ...sought, types: people }),
    countDocuments(store, { ...sought, types: wanted(false) }),
  ]);
  return shownCount(caller, true, few) + others;
}

function placeOf(cursor: string, identity: string): Place {
  const [score, type, key] = decodeCursor("after", cursor, identity, 3);
  if (typeof score !== "number" || typeof type !== "string" || typeof key !== "string") {
    throw fault("BAD_CURSOR", { argument: "after" });
  }
  return { score, type, key };
}

/** A store from before there was an index would answer that there is nothing, which is not so. */
async function refuseEmptyIndex({ store }: RequestContext): Promise<void> {
  const { rows } = await sql`select 1 from search_document limit 1`.execute(store.db);
  if (rows.length === 0) throw fault("SEARCH_INDEX_EMPTY");
}
