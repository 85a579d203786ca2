import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { FEED_ENTITIES } from "./feed.entity.js";
import { createFeed, type Feed } from "./feed.js";
import { feedResolver } from "./feed.resolver.js";
import { feedTypes } from "./feed-types.js";

export { createFeed, type Feed } from "./feed.js";
export { feedTypes } from "./feed-types.js";
export { pruneFeeds } from "./prune.js";
export { resetFeeds } from "./view.js";

/**
 * The changes of whatever the datasets share. They are read where the datasets' tables are: the triggers of
 * the same store note them.
 * @param _datasets read before this, so that what they share is known
 */
export function feedSubgraph(_datasets: readonly SubgraphDefinition[]): {
  readonly definition: SubgraphDefinition;
  readonly feed: Feed;
} {
  const feed = createFeed(feedTypes());
  return {
    feed,
    definition: { name: "feed", entities: FEED_ENTITIES, resolvers: [feedResolver(feed)], references: {} },
  };
}
