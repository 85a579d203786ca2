import { countedBy, countedByDivision } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import { Agency } from "./agency.type.js";
import { Division } from "./division.type.js";
import { warningFilter, warningOrder } from "./warning.loader.js";
import { coverageFilter } from "./warning-coverage.loader.js";

/** What other subgraphs' filters and orders may ask of warnings and how far they reach. */
export const WARNING_KEY_QUERIES = [
  ...ownKeys({ filter: warningFilter, order: warningOrder, policy: "PUBLIC" }),
  foreignKeys({
    owner: Division,
    field: "warningCoverage",
    filter: coverageFilter,
    counted: countedByDivision(coverageFilter),
  }),
  foreignKeys({
    owner: Agency,
    field: "warnings",
    filter: warningFilter,
    counted: countedBy(warningFilter, "issuerAgencyId"),
  }),
];
