import type { Store } from "../store/store.js";
import { SUBGRAPHS } from "../subgraphs/index.js";
import { buildSearchIndex, type IndexProgress } from "../subgraphs/search/subgraph.js";

/**
 * Makes the search index of everything in the store anew. Take the store's lock around it.
 * @returns the number of things that can be found
 */
export function indexStore(store: Store, onProgress: (progress: IndexProgress) => void): Promise<number> {
  return buildSearchIndex(
    store,
    SUBGRAPHS.flatMap(({ searchable = [] }) => searchable),
    onProgress,
  );
}
