import { ownKeys } from "../../dataset/key-queries.js";
import { agencyFilter, agencyOrder } from "./agency.loader.js";
import { capabilityFilter, capabilityOrder } from "./capability.loader.js";
import { divisionFilter, divisionOrder } from "./division.loader.js";
import { eventTypeFilter, eventTypeOrder } from "./event.loader.js";
import { supplyCategoryFilter, supplyCategoryOrder } from "./supply-category.loader.js";
import { unitFilter, unitOrder } from "./unit.loader.js";

/** What other subgraphs' filters and orders may ask of the reference data. */
export const REFERENCE_KEY_QUERIES = [
  ...ownKeys({ filter: divisionFilter, order: divisionOrder, policy: "PUBLIC" }),
  ...ownKeys({ filter: agencyFilter, order: agencyOrder, policy: "PUBLIC" }),
  ...ownKeys({ filter: capabilityFilter, order: capabilityOrder, policy: "PUBLIC" }),
  ...ownKeys({ filter: eventTypeFilter, order: eventTypeOrder, policy: "PUBLIC" }),
  ...ownKeys({ filter: supplyCategoryFilter, order: supplyCategoryOrder, policy: "PUBLIC" }),
  ...ownKeys({ filter: unitFilter, order: unitOrder, policy: "PUBLIC" }),
];
