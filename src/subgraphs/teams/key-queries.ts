import { countedBy, countedByDivision, countedThrough } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import { Agency } from "./agency.type.js";
import { Capability } from "./capability.type.js";
import { Division } from "./division.type.js";
import { TeamLeadAgencyEntity } from "./team.entity.js";
import { capabilityFilter, teamFilter, teamOrder } from "./team.loader.js";

const byLeadAgency = { entity: TeamLeadAgencyEntity, parent: "agencyId", child: "teamId" };

/** What other subgraphs' filters and orders may ask of teams. */
export const TEAM_KEY_QUERIES = [
  ...ownKeys({ filter: teamFilter, order: teamOrder, policy: "PUBLIC", point: "basePoint" }),
  foreignKeys({
    owner: Division,
    field: "teams",
    filter: teamFilter,
    counted: countedByDivision(teamFilter),
  }),
  foreignKeys({
    owner: Agency,
    field: "teams",
    filter: teamFilter,
    counted: countedThrough(teamFilter, byLeadAgency),
  }),
  foreignKeys({
    owner: Capability,
    field: "holders",
    filter: capabilityFilter,
    counted: countedBy(capabilityFilter, "capabilityCode"),
  }),
];
