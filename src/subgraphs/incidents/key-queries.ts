import { countedBy, countedByDivision } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import { Division } from "./division.type.js";
import { dispatchFilter, incidentFilter, incidentOrder } from "./incident.loader.js";
import { Team } from "./team.type.js";

/** What other subgraphs' filters and orders may ask of incidents and dispatches. */
export const INCIDENT_KEY_QUERIES = [
  ...ownKeys({ filter: incidentFilter, order: incidentOrder, policy: "INTERNAL", point: "point" }),
  foreignKeys({
    owner: Division,
    field: "incidents",
    filter: incidentFilter,
    counted: countedByDivision(incidentFilter),
  }),
  foreignKeys({
    owner: Team,
    field: "dispatches",
    filter: dispatchFilter,
    counted: countedBy(dispatchFilter, "teamId"),
  }),
];
