import { defineEntity } from "@mikro-orm/core";
import {
  divisionColumns,
  divisionIndexes,
  instant,
  key,
  oneOf,
  provenanceColumns,
  text,
} from "../../store/columns.js";
import { WarningColour, WarningMessageType, WarningStatus } from "./warning.enums.js";

/**
 * One message of a warning. A message never changes: an update or a cancellation is another one that refers to it.
 * No colour where the event is not graded, or where what arrived is not understood; its quality note says so.
 */
export const WarningEntity = defineEntity({
  name: "Warning",
  tableName: "warning",
  indexes: [
    { properties: ["issuedAt", "id"] },
    { properties: ["issuerAgencyId", "issuedAt", "id"] },
    { properties: ["refersToId", "issuedAt", "id"] },
    { properties: ["eventTypeCode", "issuedAt"] },
  ],
  properties: {
    id: key().primary(),
    // Not unique: feeds send a message twice, and neither copy is to be lost.
    nationalId: text(31).nullable().index(),
    eventTypeCode: text(20),
    colour: oneOf(WarningColour).nullable(),
    messageType: oneOf(WarningMessageType),
    status: oneOf(WarningStatus),
    headline: text(200),
    headlineEn: text(300).nullable(),
    issuerAgencyId: key().nullable(),
    issuedAt: instant(),
    effectiveFrom: instant(),
    expiresAt: instant(),
    refersToId: key().nullable(),
    ...provenanceColumns,
  },
});

/** A division that a warning is for, with everything below it. */
export const WarningAreaEntity = defineEntity({
  name: "WarningArea",
  tableName: "warning_area",
  indexes: [
    { properties: ["warningId", "id"] },
    { properties: ["divisionCode", "warningId"] },
    ...divisionIndexes,
  ],
  properties: { id: key().primary(), warningId: key(), ...divisionColumns },
});
