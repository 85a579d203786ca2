import { sql } from "kysely";
import { fault } from "../errors.js";
import { distanceKm } from "../store/distance.js";
import type { Sql } from "../store/per-parent.js";
import type { Engine } from "../store/store.js";
import type { Dataset } from "./dataset.js";
import { checkRadius, circle } from "./nearest.js";

/** Places that rows can be looked for around at once, at most. */
export const PLACES_MAXIMUM = 500;

/**
 * Whether a row lies within a radius of any of some places, as SQL that begins at the places: each is a range of the
 * index on the rows' WGS-84 columns.
 * @param centers latitude, longitude, latitude, longitude ... in WGS-84
 * @throws BAD_RADIUS, BAD_POINT, FILTER_TOO_LARGE
 */
export function nearPlaces(engine: Engine, dataset: Dataset, centers: readonly number[], km: number): Sql {
  checkRadius(km);
  if (centers.length === 0) return sql`1 = 0`;
  if (centers.length / 2 > PLACES_MAXIMUM) {
    const reason = `${centers.length / 2} places`;
    throw fault("FILTER_TOO_LARGE", { field: dataset.shape.name, reason, maximum: PLACES_MAXIMUM });
  }
  const circles = Array.from({ length: Math.floor(centers.length / 2) }, (_, at) =>
    circle({ latitude: centers[2 * at] as number, longitude: centers[2 * at + 1] as number }, km),
  );
  const key = dataset.column(dataset.key);
  const rows = sql`${sql.table(dataset.table)} as c`;
  if (engine === "sqlite") {
    const value = (name: string) => sql`k.value ->> ${sql.lit(`$.${name}`)}`;
    return sql`${key} in (select ${key} from json_each(${JSON.stringify(circles)}) as k cross join ${rows}
      where ${inside(dataset, value)})`;
  }
  const found = circles.map((each) => {
    const value = (name: string) => sql`${each[name]}`;
    return sql`select ${key} as id from ${rows} where ${inside(dataset, value)}`;
  });
  // Named, so that it is made once: a union straight inside `in` is gone through for each row.
  return sql`${key} in (select near.id from (${sql.join(found, sql` union `)}) as near)`;
}

function inside(dataset: Dataset, value: (name: string) => Sql): Sql {
  const [latitude, longitude] = [dataset.column("wgs84Latitude"), dataset.column("wgs84Longitude")];
  const distance = distanceKm(value("latitude"), value("longitude"), latitude, longitude);
  return sql`${latitude} between ${value("south")} and ${value("north")}
    and ${longitude} between ${value("west")} and ${value("east")}
    and round(${distance} * 1000) <= ${value("metres")}`;
}
