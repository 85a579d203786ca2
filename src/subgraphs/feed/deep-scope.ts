import type { Dataset } from "../../dataset/dataset.js";
import type { PublishedShape } from "../../dataset/published.js";
import { sharedDatasets } from "../../dataset/row-scope.js";
import type { Grants } from "../../policy/grants.js";
import type { FeedType } from "./feed-types.js";

const CONNECTIVES = new Set(["and", "or", "not"]);

/**
 * Whether an agreement chooses rows by something beside their own columns (teams by their capabilities, say): then
 * what was written does not tell which rows entered or left, and all are to be compared. So it is with rows that name such
 * rows: a name is shown of what exists.
 */
export function hasDeepScope(grants: Grants | undefined, types: readonly FeedType[]): boolean {
  const isDeep = ({ shape }: Dataset) =>
    (grants?.scopes.get(shape.name) ?? []).some(({ rows }) => rows !== null && !isFlat(rows, shape));
  const named = types.flatMap(({ names }) => names.flatMap(({ type }) => sharedDatasets().get(type) ?? []));
  return [...types.map(({ dataset }) => dataset), ...named].some((dataset) => isDeep(rootOf(dataset)));
}

/** The dataset whose rows agreements give, and these with them. */
function rootOf(dataset: Dataset): Dataset {
  return dataset.within === undefined ? dataset : rootOf(dataset.within.owner());
}

function isFlat(filter: unknown, shape: PublishedShape): boolean {
  if (Array.isArray(filter)) return filter.every((each) => isFlat(each, shape));
  return Object.entries(Object(filter)).every(([key, value]) => {
    if (CONNECTIVES.has(key)) return isFlat(value, shape);
    return shape.fields.get(key)?.relation === false;
  });
}
