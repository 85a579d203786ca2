import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { searchableType } from "../../dataset/searchable.js";
import {
  SearchDocumentEntity,
  SearchGramEntity,
  SearchTextEntity,
  SearchWordEntity,
} from "./search.entity.js";
import { searchResolver } from "./search.resolver.js";
import { searchTypes } from "./search.type.js";

export { buildSearchIndex, type IndexProgress } from "./build-index.js";

/**
 * The search over whatever the datasets declare as searchable. It reads nothing but its own index (and for partners,
 * which rows exist for them), and gives things by their keys: what is asked of them comes from their owners.
 */
export function searchSubgraph(datasets: readonly SubgraphDefinition[]): SubgraphDefinition {
  const searchables = datasets.flatMap(({ searchable = [] }) => searchable);
  const types = searchTypes(searchables);
  return {
    name: "search",
    entities: [SearchDocumentEntity, SearchTextEntity, SearchGramEntity, SearchWordEntity],
    resolvers: [searchResolver(types)],
    references: Object.fromEntries(
      searchables.map((searchable) => {
        const { name, key } = searchableType(searchable);
        return [name, (reference) => ({ [key]: reference[key] })];
      }),
    ),
  };
}
