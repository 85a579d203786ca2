import { defineEntity, p } from "@mikro-orm/core";
import { oneOf, real, text } from "../../store/columns.js";
import { DivisionKind, DivisionLevel } from "./division.enums.js";

/** A division by its statistical code. Names repeat across provinces, so that nothing is joined on them. */
export const DivisionEntity = defineEntity({
  name: "Division",
  tableName: "division",
  indexes: [
    { properties: ["parentCode", "code"] },
    { properties: ["level", "code"] },
    { properties: ["kind", "code"] },
  ],
  properties: {
    code: text(12).primary(),
    name: text(60),
    nameEn: text(80).nullable(),
    level: oneOf(DivisionLevel),
    kind: oneOf(DivisionKind),
    parentCode: text(12).nullable(),
    inMca2025: p.boolean().nullable(),
    centerLatitude: real().nullable(),
    centerLongitude: real().nullable(),
  },
});

/** Where a division lies, in GCJ-02, with the box around it. For computing: never published. */
export const DivisionBoundaryEntity = defineEntity({
  name: "DivisionBoundary",
  tableName: "division_boundary",
  indexes: [{ properties: ["minLatitude", "maxLatitude", "minLongitude", "maxLongitude"] }],
  properties: {
    divisionCode: text(12).primary(),
    minLatitude: real(),
    minLongitude: real(),
    maxLatitude: real(),
    maxLongitude: real(),
    // A coast has more rings than the 64 KB of MySQL's plain text hold.
    rings: p.string().columnType("longtext"),
  },
});
