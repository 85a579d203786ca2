import { divisionColumns, pointColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { feedEveryDays } from "./delta.seed.js";
import { PROVINCE_CODES, PROVINCE_SLUGS, townsOfProvince } from "./places.js";
import { spotOf } from "./polygons.js";
import type { Row } from "./types.js";

/** Mean radius of the earth (IUGG), in kilometres. */
const EARTH_RADIUS_KM = 6371.0088;

/** A helicopter that can be sent, and where it starts in WGS-84. */
export interface Helicopter {
  id: string;
  latitude: number;
  longitude: number;
  cruiseKmh: number;
  turnoutMinutes: number;
}

/** Great-circle kilometres between two WGS-84 points, to the metre. */
export function kilometres(latitude: number, longitude: number, toLatitude: number, toLongitude: number) {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const byLatitude = Math.sin(radians(latitude - toLatitude) / 2) ** 2;
  const byLongitude = Math.sin(radians(longitude - toLongitude) / 2) ** 2;
  const chord = byLatitude + Math.cos(radians(latitude)) * Math.cos(radians(toLatitude)) * byLongitude;
  return Math.round(2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord)) * 1000) / 1000;
}

/** A row for each town: which helicopter is there first, and after how many minutes, rounded up. */
export function* airReachRows(context: SeedContext, helicopters: readonly Helicopter[]): Generator<Row> {
  for (const province of PROVINCE_CODES) {
    const random = context.random(`air_reach/${province}`);
    const everyDays = feedEveryDays(`${PROVINCE_SLUGS[province]}-aviation`);
    const feed = context.feed(random, province, "aviation", everyDays);
    for (const { code } of townsOfProvince(province)) {
      const spot = spotOf(code);
      if (spot === null) continue;
      const point = pointColumns(spot[1], spot[0], "GCJ02");
      const [first] = helicopters
        .map((helicopter) => {
          const { latitude, longitude, cruiseKmh, turnoutMinutes } = helicopter;
          const distanceKm = kilometres(
            latitude,
            longitude,
            Number(point.wgs84Latitude),
            Number(point.wgs84Longitude),
          );
          return { helicopter, distanceKm, after: turnoutMinutes + (distanceKm / cruiseKmh) * 60 };
        })
        .sort((a, b) => a.after - b.after);
      yield {
        id: context.ids.next("air_reach"),
        airUnitId: first?.helicopter.id ?? null,
        distanceKm: first?.distanceKm ?? null,
        turnoutMinutes: first?.helicopter.turnoutMinutes ?? null,
        // Rounded up: nobody is helped within two hours by what comes half a minute after.
        minutes: first === undefined ? null : Math.ceil(first.after),
        ...divisionColumns(code),
        ...point,
        ...provenanceColumns({ ...feed, qualityNote: null }),
      };
    }
  }
}
