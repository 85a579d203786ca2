import { defineEntity, p } from "@mikro-orm/core";
import { key, oneOf, text } from "../../store/columns.js";
import { CapabilityKind } from "./capability.enums.js";

/** A capability of the catalogue, in the manner of NIMS resource typing. */
export const CapabilityEntity = defineEntity({
  name: "Capability",
  tableName: "capability",
  indexes: [{ properties: ["kind", "code"] }],
  properties: {
    code: text(60).primary(),
    category: text(60),
    categoryEn: text(80),
    kind: oneOf(CapabilityKind),
    name: text(60),
    nameEn: text(80),
    description: text(500),
    descriptionEn: text(500),
  },
});

/** One of a capability's types with its minimum metrics. `typeLevel` 1 is the strongest. */
export const CapabilityTypeEntity = defineEntity({
  name: "CapabilityType",
  tableName: "capability_type",
  indexes: [{ properties: ["capabilityCode", "typeLevel", "id"] }],
  properties: {
    id: key().primary(),
    capabilityCode: text(60),
    typeLevel: p.integer(),
    minPersonnel: p.integer().nullable(),
    maxTurnoutMinutes: p.integer().nullable(),
    metrics: text(500),
    metricsEn: text(500),
  },
});
