import type { PublishedShape } from "../../dataset/published.js";
import type { Grants } from "../../policy/grants.js";
import type { FeedType } from "./feed-types.js";

const CONNECTIVES = new Set(["and", "or", "not"]);

/**
 * Whether an agreement chooses rows by something beside their own columns (teams by their capabilities, say): then
 * what was written does not tell which rows entered or left, and all are to be compared.
 */
export function hasDeepScope(grants: Grants | undefined, types: readonly FeedType[]): boolean {
  return types.some(({ name, dataset }) =>
    (grants?.scopes.get(name) ?? []).some(({ rows }) => rows !== null && !isFlat(rows, dataset.shape)),
  );
}

function isFlat(filter: unknown, shape: PublishedShape): boolean {
  if (Array.isArray(filter)) return filter.every((each) => isFlat(each, shape));
  return Object.entries(Object(filter)).every(([key, value]) => {
    if (CONNECTIVES.has(key)) return isFlat(value, shape);
    return shape.fields.get(key)?.relation === false;
  });
}
