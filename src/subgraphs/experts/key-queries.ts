import { countedBy, countedByDivision, countedThrough } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import { Agency } from "./agency.type.js";
import { Division } from "./division.type.js";
import { ExpertTeamEntity } from "./expert.entity.js";
import { appointmentFilter, expertFilter, expertOrder } from "./expert.loader.js";
import { Team } from "./team.type.js";

const byTeam = { entity: ExpertTeamEntity, parent: "teamId", child: "expertId" };

/** What other subgraphs' filters and orders may ask of experts. */
export const EXPERT_KEY_QUERIES = [
  ...ownKeys({ filter: expertFilter, order: expertOrder, policy: "INTERNAL" }),
  foreignKeys({
    owner: Team,
    field: "experts",
    filter: expertFilter,
    counted: countedThrough(expertFilter, byTeam),
    people: true,
  }),
  foreignKeys({
    owner: Division,
    field: "experts",
    filter: expertFilter,
    counted: countedByDivision(expertFilter),
    people: true,
  }),
  foreignKeys({
    owner: Agency,
    field: "expertAppointments",
    filter: appointmentFilter,
    counted: countedBy(appointmentFilter, "agencyId"),
    // Nearly everybody has one.
    people: true,
  }),
];
