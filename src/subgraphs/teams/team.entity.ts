import { defineEntity, p } from "@mikro-orm/core";
import {
  day,
  divisionColumns,
  divisionIndexes,
  instant,
  key,
  oneOf,
  pointColumns,
  provenanceColumns,
  real,
  text,
} from "../../store/columns.js";
import {
  EquipmentStatus,
  EventClass,
  ReadinessAxis,
  ReadinessStatus,
  TeamCategory,
  TeamFunction,
  TeamLevel,
  TeamStatus,
} from "./team.enums.js";

/** A rescue team, whichever province it belongs to. `planNumber` is set for the 28 teams of the city's plan only. */
export const TeamEntity = defineEntity({
  name: "Team",
  tableName: "team",
  indexes: [
    ...divisionIndexes,
    // With the key: a page of one kind is then read in its order, however many there are.
    { properties: ["category", "id"] },
    { properties: ["level", "id"] },
    { properties: ["wgs84Latitude", "wgs84Longitude"] },
  ],
  properties: {
    id: key().primary(),
    planNumber: p.integer().nullable(),
    name: text(120),
    nameEn: text(160).nullable(),
    category: oneOf(TeamCategory),
    level: oneOf(TeamLevel),
    function: oneOf(TeamFunction).nullable(),
    duty: text(500).nullable(),
    dutyEn: text(500).nullable(),
    status: oneOf(TeamStatus),
    uscc: text(18).nullable(),
    address: text(200).nullable(),
    contactName: text(60).nullable(),
    contactPhone: text(30).nullable(),
    headcount: p.integer().nullable(),
    standbyHeadcount: p.integer().nullable(),
    ...divisionColumns,
    ...pointColumns,
    ...provenanceColumns,
  },
});

/** Who leads a team: many-to-many, in the plan's order. */
export const TeamLeadAgencyEntity = defineEntity({
  name: "TeamLeadAgency",
  tableName: "team_lead_agency",
  indexes: [{ properties: ["agencyId", "teamId"] }],
  properties: { teamId: key().primary(), agencyId: key().primary(), position: p.integer() },
});

/** The classes of events that a team is for. */
export const TeamEventClassEntity = defineEntity({
  name: "TeamEventClass",
  tableName: "team_event_class",
  properties: { teamId: key().primary(), eventClass: oneOf(EventClass).primary() },
});

/** A registered capability, verified where `verifiedOn` is set. `typeLevel` follows the catalogue: 1 is the strongest. */
export const TeamCapabilityEntity = defineEntity({
  name: "TeamCapability",
  tableName: "team_capability",
  indexes: [{ properties: ["teamId", "id"] }, { properties: ["capabilityCode", "typeLevel", "teamId"] }],
  properties: {
    id: key().primary(),
    teamId: key(),
    capabilityCode: text(60),
    typeLevel: p.integer(),
    verifiedByAgencyId: key().nullable(),
    verifiedOn: day().nullable(),
    validUntil: day().nullable(),
  },
});

/** A kind of gear that a team holds. */
export const TeamEquipmentEntity = defineEntity({
  name: "TeamEquipment",
  tableName: "team_equipment",
  indexes: [{ properties: ["teamId", "id"] }],
  properties: {
    id: key().primary(),
    teamId: key(),
    name: text(120),
    nameEn: text(160).nullable(),
    itemCode: text(40).nullable(),
    quantity: real(),
    unitCode: text(20),
    status: oneOf(EquipmentStatus),
    inspectedOn: day().nullable(),
  },
});

/** The last report of a team's readiness on one axis. */
export const TeamReadinessEntity = defineEntity({
  name: "TeamReadiness",
  tableName: "team_readiness",
  uniques: [{ properties: ["teamId", "axis"] }],
  properties: {
    id: key().primary(),
    teamId: key(),
    axis: oneOf(ReadinessAxis),
    status: oneOf(ReadinessStatus),
    turnoutMinutes: p.integer().nullable(),
    reportedByAgencyId: key().nullable(),
    reportedBy: text(60).nullable(),
    reportedAt: instant(),
  },
});
