import { describe, expect, test } from "@jest/globals";
import { convertPoint, type Datum } from "../../seeds/columns.js";
import type { Row } from "../../seeds/index.js";
import { boundaryOf, isInBoundary } from "../../seeds/polygons.js";
import { collect, rowsOf } from "./collect.js";

// Six decimals and a shift there and back: a point drawn on the very edge may come back a metre outside.
const EDGE = 0.00002;

function liesInDivision(row: Row): boolean {
  const boundary = boundaryOf(String(row["divisionCode"]));
  if (boundary === undefined) return false;
  const { latitude, longitude, datum } = row;
  const [lon, lat] = convertPoint(Number(longitude), Number(latitude), datum as Datum, "GCJ02");
  return [0, EDGE, -EDGE].some((dx) =>
    [0, EDGE, -EDGE].some((dy) => isInBoundary(boundary, lon + dx, lat + dy)),
  );
}

describe("divisions", () => {
  const divisions = rowsOf("division", { scale: 0.01 });

  test("are 4 provinces, 41 prefectures, 329 counties and 4,793 towns", () => {
    const counts = Object.groupBy(divisions, (row) => String(row["level"]));
    const lengths = Object.entries(counts).map(([level, list]) => [level, list?.length]);
    expect(lengths).toEqual([
      ["PROVINCE", 4],
      ["PREFECTURE", 41],
      ["COUNTY", 329],
      ["TOWN", 4793],
    ]);
  });

  test("mark the 24 development zones that the ministry does not list", () => {
    const zones = divisions.filter((row) => row["level"] === "COUNTY" && row["inMca2025"] === 0);
    expect(zones.length).toBe(24);
    expect(new Set(zones.map((row) => row["kind"]))).toEqual(new Set(["ZONE"]));
  });
});

describe("points", () => {
  const { team = [], depot = [] } = Object.fromEntries(collect({}, "team", "depot"));
  const placed = [...team, ...depot].filter((row) => row["latitude"] !== null);
  const sound = placed.filter((row) => row["qualityNote"] === null);

  test("of sound records lie in their division", () => {
    expect(sound.length).toBeGreaterThan(1500);
    expect(sound.filter((row) => !liesInDivision(row))).toEqual([]);
  });

  test("come in all four datums, each with its WGS-84 form", () => {
    expect(new Set(sound.map((row) => row["datum"]))).toEqual(
      new Set(["GCJ02", "CGCS2000", "WGS84", "BD09"]),
    );
    for (const { latitude, longitude, datum, wgs84Latitude, wgs84Longitude } of sound) {
      const same = datum === "WGS84" || datum === "CGCS2000";
      expect(wgs84Latitude === latitude && wgs84Longitude === longitude).toBe(same);
    }
  });

  test("of records noted as swapped or in another province do not lie in their division", () => {
    const wrong = placed.filter((row) => /swapped|another province$/.test(String(row["qualityNote"])));
    const misplaced = wrong.filter((row) => !String(row["qualityNote"]).includes("registered"));
    expect(misplaced.length).toBeGreaterThan(3);
    expect(misplaced.filter(liesInDivision)).toEqual([]);
  });
});
