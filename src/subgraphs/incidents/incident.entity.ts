import { defineEntity, p } from "@mikro-orm/core";
import {
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
import { IncidentStatus } from "./incident.enums.js";

/** An incident from its alarm to its end. Nothing about the caller or the people in it is kept. */
export const IncidentEntity = defineEntity({
  name: "Incident",
  tableName: "incident",
  indexes: [
    ...divisionIndexes,
    { properties: ["alarmAt", "id"] },
    { properties: ["eventTypeCode", "id"] },
    { properties: ["wgs84Latitude", "wgs84Longitude"] },
  ],
  properties: {
    id: key().primary(),
    eventTypeCode: text(20),
    level: p.integer(),
    alarmAt: instant(),
    status: oneOf(IncidentStatus),
    closedAt: instant().nullable(),
    // No column: see the loader. It is named here for its type.
    minutesToFirstArrival: real().nullable().persist(false),
    ...divisionColumns,
    ...pointColumns,
    ...provenanceColumns,
  },
});

/** That a team was sent to an incident. `minutesToArrival` is null wherever it cannot be told. */
export const DispatchEntity = defineEntity({
  name: "Dispatch",
  tableName: "dispatch",
  indexes: [
    { properties: ["incidentId", "id"] },
    { properties: ["incidentId", "minutesToArrival"] },
    { properties: ["teamId", "id"] },
  ],
  properties: {
    id: key().primary(),
    incidentId: key(),
    teamId: key(),
    dispatchedAt: instant(),
    departedAt: instant().nullable(),
    arrivedAt: instant().nullable(),
    minutesToArrival: real().nullable(),
    ...provenanceColumns,
  },
});
