import { defineEntity, p } from "@mikro-orm/core";
import {
  divisionColumns,
  divisionIndexes,
  key,
  pointColumns,
  provenanceColumns,
  real,
} from "../../store/columns.js";

/**
 * How soon help by air is over a town: derived when the data is loaded, from points.
 * `minutes` = `turnoutMinutes` of a helicopter that is available + great-circle kilometres from its home site to the
 * town's point / its cruising speed × 60, rounded up; of the helicopter for which that is least. One way, without a
 * stop to refuel. Null where there is none.
 */
export const AirReachEntity = defineEntity({
  name: "AirReach",
  tableName: "air_reach",
  indexes: [...divisionIndexes, { properties: ["minutes", "id"] }, { properties: ["airUnitId", "id"] }],
  properties: {
    id: key().primary(),
    airUnitId: key().nullable(),
    distanceKm: real().nullable(),
    turnoutMinutes: p.integer().nullable(),
    minutes: p.integer().nullable(),
    ...divisionColumns,
    ...pointColumns,
    ...provenanceColumns,
  },
});
