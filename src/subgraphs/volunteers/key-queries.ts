import { countedByDivision } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import { Division } from "./division.type.js";
import { organisationFilter, organisationOrder, volunteerFilter } from "./volunteer.loader.js";

/** What other subgraphs' filters and orders may ask of volunteers and their organisations. */
export const VOLUNTEER_KEY_QUERIES = [
  ...ownKeys({ filter: organisationFilter, order: organisationOrder, policy: "PUBLIC" }),
  foreignKeys({
    owner: Division,
    field: "volunteers",
    filter: volunteerFilter,
    counted: countedByDivision(volunteerFilter),
    people: true,
  }),
  foreignKeys({
    owner: Division,
    field: "volunteerOrganisations",
    filter: organisationFilter,
    counted: countedByDivision(organisationFilter),
  }),
];
