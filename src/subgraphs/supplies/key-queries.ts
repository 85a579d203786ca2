import { countedBy, countedByDivision } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import { Agency } from "./agency.type.js";
import { depotFilter, depotOrder } from "./depot.loader.js";
import { Division } from "./division.type.js";

/** What other subgraphs' filters and orders may ask of depots. */
export const SUPPLY_KEY_QUERIES = [
  ...ownKeys({ filter: depotFilter, order: depotOrder, policy: "PUBLIC", point: "location" }),
  foreignKeys({
    owner: Division,
    field: "depots",
    filter: depotFilter,
    counted: countedByDivision(depotFilter),
  }),
  foreignKeys({
    owner: Agency,
    field: "depots",
    filter: depotFilter,
    counted: countedBy(depotFilter, "ownerAgencyId"),
  }),
];
