import { convertPoint, type Datum, NO_POINT, pointColumns } from "./columns.js";
import { pointInDivision } from "./polygons.js";
import type { Random } from "./random.js";

const DATUMS: readonly (readonly [Datum, number])[] = [
  ["GCJ02", 55],
  ["CGCS2000", 28],
  ["WGS84", 12],
  ["BD09", 5],
];

/** The point columns of a division's record, in a datum drawn the way real feeds mix them. */
export function drawPoint(divisionCode: string, random: Random) {
  const point = pointInDivision(divisionCode, random);
  if (point === null) return { ...NO_POINT };
  const datum = random.weighted(DATUMS);
  const [lon, lat] = convertPoint(point[0], point[1], "GCJ02", datum);
  return pointColumns(lat, lon, datum);
}
