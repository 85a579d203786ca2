import { defineEntity } from "@mikro-orm/core";
import { oneOf, real, text } from "../../store/columns.js";
import { UnitDimension } from "./unit.enums.js";

/** A unit. One of it is `toBase` of its base unit; a base unit is its own base, with 1. */
export const UnitEntity = defineEntity({
  name: "Unit",
  tableName: "unit",
  indexes: [{ properties: ["dimension", "code"] }],
  properties: {
    code: text(20).primary(),
    name: text(20),
    nameEn: text(40),
    dimension: oneOf(UnitDimension),
    baseCode: text(20),
    toBase: real(),
  },
});
