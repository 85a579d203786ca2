import { sql } from "kysely";
import { distanceKm, EARTH_RADIUS_KM } from "../store/distance.js";
import type { Sql } from "../store/per-parent.js";
import type { Dataset } from "./dataset.js";
import { Point, type Position } from "./point.js";
import type { PublishedField } from "./published.js";

/** Half the way around the earth: rounding can take an antipode beyond what an arc sine has. */
const FARTHEST_METRES = Math.round(Math.PI * EARTH_RADIUS_KM * 1000);

/** The point of a dataset, with its name, where it publishes one that is stored in WGS-84. */
export function pointOf(
  dataset: Dataset,
): { readonly name: string; readonly field: PublishedField } | undefined {
  for (const [name, field] of dataset.shape.fields) {
    if (field.relation || field.type() !== Point) continue;
    if (dataset.sources(name).includes("wgs84Latitude")) return { name, field };
  }
  return undefined;
}

/**
 * The great-circle distance of a row's point in whole metres, as SQL over the alias `c`: the measure of `nearest.ts`,
 * for any two points of the earth. Null where the row has no point.
 * @param from in WGS-84
 */
export function metresFrom(dataset: Dataset, from: Position): Sql {
  const [latitude, longitude] = [dataset.column("wgs84Latitude"), dataset.column("wgs84Longitude")];
  const km = distanceKm(sql`${from.latitude}`, sql`${from.longitude}`, latitude, longitude);
  return sql`case when ${latitude} is not null and ${longitude} is not null
    then coalesce(round(${km} * 1000), ${sql.lit(FARTHEST_METRES)}) end`;
}
