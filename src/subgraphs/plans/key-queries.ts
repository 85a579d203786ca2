import { countedBy, countedByDivision } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import { Agency } from "./agency.type.js";
import { Division } from "./division.type.js";
import { planFilter, planOrder } from "./plan.loader.js";

/** What other subgraphs' filters and orders may ask of plans. */
export const PLAN_KEY_QUERIES = [
  ...ownKeys({ filter: planFilter, order: planOrder, policy: "PUBLIC" }),
  foreignKeys({
    owner: Division,
    field: "plans",
    filter: planFilter,
    counted: countedByDivision(planFilter),
  }),
  foreignKeys({
    owner: Agency,
    field: "plans",
    filter: planFilter,
    counted: countedBy(planFilter, "ownerAgencyId"),
  }),
];
