import type { SubgraphDefinition } from "../dataset/build-subgraph.js";
import { auditSubgraph } from "./audit/subgraph.js";
import { aviationSubgraph } from "./aviation/subgraph.js";
import { deltaSubgraph } from "./delta/subgraph.js";
import { expertsSubgraph } from "./experts/subgraph.js";
import { type Feed, feedSubgraph } from "./feed/subgraph.js";
import { incidentsSubgraph } from "./incidents/subgraph.js";
import { plansSubgraph } from "./plans/subgraph.js";
import { referenceSubgraph } from "./reference/subgraph.js";
import { searchSubgraph } from "./search/subgraph.js";
import { suppliesSubgraph } from "./supplies/subgraph.js";
import { teamsSubgraph } from "./teams/subgraph.js";
import { volunteersSubgraph } from "./volunteers/subgraph.js";
import { warningsSubgraph } from "./warnings/subgraph.js";

/** Every dataset of the graph. */
const DATASETS: readonly SubgraphDefinition[] = [
  referenceSubgraph,
  teamsSubgraph,
  expertsSubgraph,
  suppliesSubgraph,
  volunteersSubgraph,
  deltaSubgraph,
  plansSubgraph,
  incidentsSubgraph,
  warningsSubgraph,
  aviationSubgraph,
];

const feeds = feedSubgraph(DATASETS);

/** The changes of what the datasets share, for whoever serves them in another way than GraphQL. */
export const FEED: Feed = feeds.feed;

/** Every subgraph: the datasets, the search over them, their changes, and who pulled what of them. */
export const SUBGRAPHS: readonly SubgraphDefinition[] = [
  ...DATASETS,
  searchSubgraph(DATASETS),
  feeds.definition,
  auditSubgraph,
];
