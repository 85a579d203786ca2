import type { SubgraphDefinition } from "../dataset/build-subgraph.js";
import { deltaSubgraph } from "./delta/subgraph.js";
import { expertsSubgraph } from "./experts/subgraph.js";
import { referenceSubgraph } from "./reference/subgraph.js";
import { searchSubgraph } from "./search/subgraph.js";
import { suppliesSubgraph } from "./supplies/subgraph.js";
import { teamsSubgraph } from "./teams/subgraph.js";
import { volunteersSubgraph } from "./volunteers/subgraph.js";

/** Every dataset of the graph. */
const DATASETS: readonly SubgraphDefinition[] = [
  referenceSubgraph,
  teamsSubgraph,
  expertsSubgraph,
  suppliesSubgraph,
  volunteersSubgraph,
  deltaSubgraph,
];

/** Every subgraph: the datasets, and the search over them. */
export const SUBGRAPHS: readonly SubgraphDefinition[] = [...DATASETS, searchSubgraph(DATASETS)];
