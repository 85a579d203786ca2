import { defineEntity } from "@mikro-orm/core";
import {
  divisionColumns,
  divisionIndexes,
  key,
  oneOf,
  pointColumns,
  provenanceColumns,
  text,
} from "../../store/columns.js";
import { LandingSiteKind, LandingSiteStatus, LandingSurface } from "./aviation.enums.js";

/** A civil place where helicopters or seaplanes can come down. The owner is null where it is not known. */
export const LandingSiteEntity = defineEntity({
  name: "LandingSite",
  tableName: "landing_site",
  indexes: [
    ...divisionIndexes,
    { properties: ["ownerAgencyId", "id"] },
    { properties: ["kind", "id"] },
    // What lies within some kilometres is found through this box.
    { properties: ["wgs84Latitude", "wgs84Longitude"] },
  ],
  properties: {
    id: key().primary(),
    name: text(120),
    nameEn: text(160).nullable(),
    kind: oneOf(LandingSiteKind),
    surface: oneOf(LandingSurface).nullable(),
    status: oneOf(LandingSiteStatus),
    ownerAgencyId: key().nullable(),
    contactName: text(60).nullable(),
    contactPhone: text(30).nullable(),
    ...divisionColumns,
    ...pointColumns,
    ...provenanceColumns,
  },
});
