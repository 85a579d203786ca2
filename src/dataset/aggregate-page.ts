import { fault } from "../errors.js";
import type { Group, Groups } from "../store/aggregate-groups.js";
import type { Edge, PageInfo } from "./connection.js";
import { decodeCursor, encodeCursor, listSignature } from "./keyset.js";
import { pageRequest } from "./page-args.js";

/** A page of groups as published. */
export interface GroupConnection {
  readonly nodes: readonly object[];
  readonly edges: readonly Edge[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number;
  readonly suppressedGroups: number;
}

/** Which groups of a list make a page. Groups are computed, so that their cursors count them. */
export interface GroupPage {
  readonly size: number;
  readonly offset: number;
  /** One more than the page shows: whether anything follows. */
  readonly limit: number;
  /** What the cursors belong to. */
  readonly identity: string;
}

/**
 * Reads the paging arguments of groups.
 * @param list whatever makes this list this list
 * @throws BAD_PAGE_SIZE, BAD_CURSOR, CURSOR_MISMATCH
 */
export function groupPage(
  { first, after }: { readonly first?: number | null; readonly after?: string | null },
  ...list: readonly unknown[]
): GroupPage {
  const { size, cursor, cursorArgument } = pageRequest({ first: first ?? null, after: after ?? null });
  const identity = listSignature("groups", ...list);
  const offset = cursor === undefined ? 0 : placeIn(cursorArgument, cursor, identity);
  return { size, offset, limit: size + 1, identity };
}

/** How many groups lie before a page. */
function placeIn(argument: string, cursor: string, identity: string): number {
  const [place] = decodeCursor(argument, cursor, identity, 1);
  if (typeof place !== "number" || !Number.isSafeInteger(place) || place < 0) {
    throw fault("BAD_CURSOR", { argument });
  }
  return place;
}

/** The connection of the groups that were read for a page. */
export function groupConnection(
  { size, offset, identity }: GroupPage,
  { groups: read, total, hidden }: Groups,
  publish: (group: Group) => object,
): GroupConnection {
  const nodes = read.slice(0, size).map(publish);
  const cursorAt = (place: number) => encodeCursor(identity, [offset + place]);
  return {
    nodes,
    edges: nodes.map((node, at) => ({ node, cursor: cursorAt(at + 1) })),
    pageInfo: {
      hasNextPage: read.length > size,
      hasPreviousPage: offset > 0,
      startCursor: nodes.length === 0 ? null : cursorAt(1),
      endCursor: nodes.length === 0 ? null : cursorAt(nodes.length),
    },
    totalCount: total,
    suppressedGroups: hidden,
  };
}
