import { defineEntity, p } from "@mikro-orm/core";
import { day, key, oneOf, text } from "../../store/columns.js";
import { AgencyKind, AgencyNameRole } from "./agency.enums.js";

/** An agency. What it is called stands in `agency_name`, because that changes and the agency does not. */
export const AgencyEntity = defineEntity({
  name: "Agency",
  tableName: "agency",
  indexes: [{ properties: ["divisionCode", "id"] }, { properties: ["kind", "id"] }],
  properties: {
    id: key().primary(),
    code: text(40).unique(),
    kind: oneOf(AgencyKind),
    divisionCode: text(12),
    uscc: text(18).nullable(),
    parentId: key().nullable(),
    establishedOn: day().nullable(),
    dissolvedOn: day().nullable(),
    successorId: key().nullable(),
    synthetic: p.boolean(),
  },
});

/** A name that an agency bears or bore. The first and the last day count; null: not known, or still in use. */
export const AgencyNameEntity = defineEntity({
  name: "AgencyName",
  tableName: "agency_name",
  indexes: [{ properties: ["agencyId", "id"] }],
  properties: {
    id: key().primary(),
    agencyId: key(),
    role: oneOf(AgencyNameRole),
    name: text(120),
    nameEn: text(160).nullable(),
    shortName: text(60).nullable(),
    validFrom: day().nullable(),
    validTo: day().nullable(),
    sourceNote: text(500).nullable(),
  },
});
