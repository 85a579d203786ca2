import { convertPoint, divisionColumns, pointColumns } from "./columns.js";
import { fullWidthName, NOTES } from "./notes.js";
import { pointInDivision } from "./polygons.js";
import type { Random } from "./random.js";
import type { Row } from "./types.js";
import { breakUscc } from "./uscc.js";

/** A way in which a real feed goes wrong. */
export type Flaw =
  | "datumInferred"
  | "swapped"
  | "otherProvince"
  | "shallowDivision"
  | "fullWidth"
  | "trailingBlank"
  | "usccCheck"
  | "stale";

// Together about four records in a hundred.
const SHARES: readonly (readonly [Flaw, number])[] = [
  ["datumInferred", 0.01],
  ["swapped", 0.004],
  ["otherProvince", 0.004],
  ["shallowDivision", 0.006],
  ["fullWidth", 0.004],
  ["trailingBlank", 0.004],
  ["usccCheck", 0.01],
  ["stale", 0.006],
];

/** Draws the flaw of a record, out of those that its table can have; null for the many sound ones. */
export function drawFlaw(random: Random, possible: readonly Flaw[]): Flaw | null {
  let left = random.next();
  for (const [flaw, share] of SHARES) {
    left -= share;
    if (left < 0) return possible.includes(flaw) ? flaw : null;
  }
  return null;
}

function setPoint(row: Row, lat: number, lon: number, inferred: boolean): void {
  Object.assign(row, pointColumns(lat, lon, inferred ? "GCJ02" : "WGS84", inferred));
}

/**
 * Spoils a finished row in place and notes it; keys and their order stay. Staleness is not done here, as
 * it is a matter of the provenance times. A record that lacks the column in question stays sound.
 */
export function applyFlaw(row: Row, flaw: Flaw, random: Random): void {
  const { name, latitude, longitude, divisionCode } = row;
  const hasPoint = typeof latitude === "number" && typeof longitude === "number";
  switch (flaw) {
    case "datumInferred":
      if (!hasPoint) return;
      setPoint(row, latitude, longitude, true);
      break;
    case "swapped":
      if (!hasPoint) return;
      // Latitude 121 does not exist, so there is nothing to normalise: the numbers go on as they came.
      Object.assign(row, {
        latitude: longitude,
        longitude: latitude,
        wgs84Latitude: null,
        wgs84Longitude: null,
      });
      break;
    case "otherProvince": {
      if (!hasPoint || typeof divisionCode !== "string") return;
      const point = pointInDivision(
        random.pick(
          ["3411", "3210", "3307", "3413"].filter((one) => !one.startsWith(divisionCode.slice(0, 2))),
        ),
        random,
      );
      if (point === null) return;
      const [lon, lat] = convertPoint(point[0], point[1], "GCJ02", "WGS84");
      setPoint(row, lat, lon, false);
      break;
    }
    case "shallowDivision":
      if (typeof divisionCode !== "string" || divisionCode.length < 6) return;
      Object.assign(row, divisionColumns(divisionCode.startsWith("31") ? "31" : divisionCode.slice(0, 4)));
      break;
    case "fullWidth":
      if (typeof name !== "string") return;
      row["name"] = fullWidthName(name);
      break;
    case "trailingBlank":
      if (typeof name !== "string") return;
      row["name"] = `${name}  `;
      break;
    case "usccCheck":
      if (typeof row["uscc"] !== "string") return;
      row["uscc"] = breakUscc(row["uscc"]);
      break;
    case "stale":
      break;
  }
  row["qualityNote"] = NOTES[flaw];
}
