import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, childrenByDivision, childrenThrough } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import type { Searchable } from "../../dataset/searchable.js";
import { Agency } from "./agency.type.js";
import { TeamCapability } from "./capability.type.js";
import { TeamEquipment } from "./equipment.type.js";
import { TeamReadiness } from "./readiness.type.js";
import {
  TeamCapabilityEntity,
  TeamEntity,
  TeamEquipmentEntity,
  TeamEventClassEntity,
  TeamLeadAgencyEntity,
  TeamReadinessEntity,
} from "./team.entity.js";
import { Team } from "./team.type.js";
import { TeamEventClass } from "./team-event-class.type.js";

const teams = dataset({ entity: TeamEntity, type: Team, share: "TEAMS" });
const within = { owner: teams, by: "teamId" };
const capabilities = dataset({ entity: TeamCapabilityEntity, type: TeamCapability, within });
const equipment = dataset({ entity: TeamEquipmentEntity, type: TeamEquipment, within });
const readiness = dataset({ entity: TeamReadinessEntity, type: TeamReadiness, key: "axis", within });
const eventClasses = dataset({
  entity: TeamEventClassEntity,
  type: TeamEventClass,
  key: "eventClass",
  within,
});
const leadAgencies = dataset({
  entity: TeamLeadAgencyEntity,
  type: Agency,
  key: "agencyId",
  fields: { id: "agencyId" },
  order: [{ property: "position" }],
});

export const teamById = lookUp(teams);
export const capabilityFilter = filterOf(capabilities);
export const teamFilter = filterOf(teams, {
  division: true,
  relations: {
    capabilities: byOwner(capabilityFilter, "teamId", {
      zh: "登记的能力(有核验日期者为经核验,至有效期止)",
      en: "Registered capabilities (verified where `verifiedOn` is set, until `validUntil`)",
    }),
    equipment: byOwner(filterOf(equipment), "teamId", { zh: "装备", en: "Gear" }),
    readiness: byOwner(filterOf(readiness), "teamId", { zh: "备勤", en: "Readiness by axis" }),
    // A name of its own: inputs of one name are one in the graph, with only the members that all subgraphs give them.
    leadAgencies: byOwner(filterOf(leadAgencies, { name: "LeadAgencyFilter" }), "teamId", {
      zh: "牵头组建部门",
      en: "Lead agencies",
    }),
  },
});
export const teamOrder = orderOf(teams);
export const allTeams = allOf(teams);
export const teamsByDivision = childrenByDivision(teams);
export const teamsByAgency = childrenThrough(
  teams,
  { entity: TeamLeadAgencyEntity, parent: "agencyId", child: "teamId" },
  ["Team.leadAgencies"],
);
export const leadAgenciesByTeam = childrenBy(leadAgencies, "teamId");
export const capabilitiesByTeam = childrenBy(capabilities, "teamId");
export const capabilitiesByCode = childrenBy(capabilities, "capabilityCode");
export const equipmentByTeam = childrenBy(equipment, "teamId");
export const eventClassesByTeam = childrenBy(eventClasses, "teamId");
export const readinessByTeam = childrenBy(readiness, "teamId");

/** How teams are found by a search. */
export const teamSearch: Searchable = {
  dataset: teams,
  zh: "应急救援队伍",
  en: "Rescue teams",
  fields: { name: 10, nameEn: 8, duty: 4, dutyEn: 4 },
  point: { field: "basePoint", latitude: "wgs84Latitude", longitude: "wgs84Longitude", datum: "WGS84" },
};
