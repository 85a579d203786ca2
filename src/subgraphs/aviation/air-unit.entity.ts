import { defineEntity, p } from "@mikro-orm/core";
import {
  divisionColumns,
  divisionIndexes,
  key,
  oneOf,
  provenanceColumns,
  real,
  text,
} from "../../store/columns.js";
import { AircraftKind, AirUnitStatus } from "./aviation.enums.js";

/** An aircraft with its crew, ready to be sent from its home site; its division is that site's. */
export const AirUnitEntity = defineEntity({
  name: "AirUnit",
  tableName: "air_unit",
  indexes: [
    ...divisionIndexes,
    { properties: ["homeSiteId", "id"] },
    { properties: ["operatorAgencyId", "id"] },
    { properties: ["kind", "id"] },
  ],
  properties: {
    id: key().primary(),
    name: text(120),
    nameEn: text(160).nullable(),
    kind: oneOf(AircraftKind),
    status: oneOf(AirUnitStatus),
    operatorAgencyId: key(),
    homeSiteId: key(),
    cruiseKmh: real(),
    turnoutMinutes: p.integer(),
    ...divisionColumns,
    ...provenanceColumns,
  },
});

/** What an air unit can do: codes of the catalogue's four air capabilities. */
export const AirUnitCapabilityEntity = defineEntity({
  name: "AirUnitCapability",
  tableName: "air_unit_capability",
  indexes: [{ properties: ["capabilityCode", "airUnitId"] }],
  properties: { airUnitId: key().primary(), capabilityCode: text(60).primary() },
});
