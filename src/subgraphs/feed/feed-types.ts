import type { Dataset } from "../../dataset/dataset.js";
import { targetOf } from "../../dataset/published.js";
import { sharedDatasets } from "../../dataset/row-scope.js";

/** A type of records in a feed. */
export interface FeedType {
  /** As published, such as `TeamCapability`. */
  readonly name: string;
  readonly dataset: Dataset;
  /** Whose records these belong to: the type, and the property with its key. */
  readonly owner?: { readonly type: string; readonly by: string };
  /** Other records that it names: a partner is shown a name only of what exists for him. */
  readonly names: readonly { readonly field: string; readonly type: string; readonly by: string }[];
}

/** The types of each feed, owners before what they own. */
export type FeedTypes = ReadonlyMap<string, readonly FeedType[]>;

/**
 * The types of each feed, by the shared dataset: rows with a key of their own that are shared, alone or with their
 * owner. What is told apart by its owner alone (link tables, a team's readiness by axis) has no key to be fed by.
 */
export function feedTypes(): FeedTypes {
  const feeds = new Map<string, FeedType[]>();
  for (const dataset of sharedDatasets().values()) {
    if (dataset.key !== "id" || dataset.share === undefined) continue;
    const { within } = dataset;
    const owner = within && { type: within.owner().shape.name, by: within.by };
    const types = feeds.get(dataset.share) ?? [];
    feeds.set(dataset.share, types);
    types.push({ name: dataset.shape.name, dataset, names: namesIn(dataset), ...(owner && { owner }) });
  }
  for (const types of feeds.values()) types.sort(byDepth(types));
  return feeds;
}

function namesIn(dataset: Dataset): FeedType["names"] {
  return [...dataset.shape.fields].flatMap(([field, { relation, type }]) => {
    const target = relation ? undefined : targetOf(type());
    const by = dataset.sources(field)[0];
    if (target === undefined || by === undefined || !sharedDatasets().has(target)) return [];
    return by === dataset.within?.by ? [] : [{ field, type: target, by }];
  });
}

function byDepth(types: readonly FeedType[]) {
  const depth = (type: FeedType): number => {
    const owner = types.find(({ name }) => name === type.owner?.type);
    return owner === undefined ? 0 : depth(owner) + 1;
  };
  const depths = new Map(types.map((type) => [type.name, depth(type)]));
  return (one: FeedType, other: FeedType) =>
    (depths.get(one.name) ?? 0) - (depths.get(other.name) ?? 0) || (one.name < other.name ? -1 : 1);
}
