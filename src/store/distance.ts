import { sql } from "kysely";
import type { Sql } from "./per-parent.js";

/** Mean radius of the earth (IUGG), in kilometres. */
export const EARTH_RADIUS_KM = 6371.0088;

/**
 * The great-circle distance in kilometres between two WGS-84 points (haversine), as SQL that both engines run.
 * @param latitude the first point, in degrees; its longitude beside it; then the second point
 */
export function distanceKm(latitude: Sql, longitude: Sql, otherLatitude: Sql, otherLongitude: Sql): Sql {
  const half = (a: Sql, b: Sql) => sql`sin(radians(${a} - ${b}) / 2)`;
  const byLatitude = half(latitude, otherLatitude);
  const byLongitude = half(longitude, otherLongitude);
  return sql`(${sql.lit(2 * EARTH_RADIUS_KM)} * asin(sqrt(${byLatitude} * ${byLatitude}
    + cos(radians(${latitude})) * cos(radians(${otherLatitude})) * ${byLongitude} * ${byLongitude})))`;
}

/** Kilometres in a degree of latitude. */
export const KM_PER_DEGREE = (Math.PI * EARTH_RADIUS_KM) / 180;
