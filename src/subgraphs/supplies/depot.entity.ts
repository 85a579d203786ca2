import { defineEntity, p } from "@mikro-orm/core";
import {
  day,
  divisionColumns,
  divisionIndexes,
  key,
  oneOf,
  pointColumns,
  provenanceColumns,
  real,
  text,
} from "../../store/columns.js";
import { DepotMode, DepotStatus, DepotTier } from "./depot.enums.js";

/** A place where stock is held, or the enterprise that would produce it. Only government's reserves have tiers. */
export const DepotEntity = defineEntity({
  name: "Depot",
  tableName: "depot",
  indexes: [
    ...divisionIndexes,
    { properties: ["parentDepotId", "id"] },
    { properties: ["ownerAgencyId", "id"] },
    { properties: ["tier", "id"] },
    { properties: ["mode", "id"] },
    // What lies within some kilometres is found through this box.
    { properties: ["wgs84Latitude", "wgs84Longitude"] },
  ],
  properties: {
    id: key().primary(),
    name: text(120),
    nameEn: text(160).nullable(),
    tier: oneOf(DepotTier).nullable(),
    mode: oneOf(DepotMode),
    parentDepotId: key().nullable(),
    ownerAgencyId: key(),
    keeperName: text(120).nullable(),
    keeperAgencyId: key().nullable(),
    address: text(200).nullable(),
    contactName: text(60).nullable(),
    contactPhone: text(30).nullable(),
    floorAreaM2: real().nullable(),
    status: oneOf(DepotStatus),
    ...divisionColumns,
    ...pointColumns,
    ...provenanceColumns,
  },
});

/** What an enterprise can produce when called on. */
export const ProductionCapacityEntity = defineEntity({
  name: "ProductionCapacity",
  tableName: "production_capacity",
  indexes: [{ properties: ["depotId", "id"] }],
  properties: {
    id: key().primary(),
    depotId: key(),
    itemCode: text(40),
    perDay: real(),
    unitCode: text(20),
    leadTimeHours: p.integer(),
    contractNumber: text(60).nullable(),
    validUntil: day().nullable(),
  },
});
