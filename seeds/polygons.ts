import { readData } from "./data.js";
import { Random } from "./random.js";

type Ring = [lon: number, lat: number][];
type Polygon = Ring[];

interface Feature {
  properties: { code: string; center: [number, number] };
  geometry: { type: "Polygon"; coordinates: Polygon } | { type: "MultiPolygon"; coordinates: Polygon[] };
}

/** A division's outline in GCJ-02, with its bounding box. */
export interface Boundary {
  code: string;
  center: [lon: number, lat: number];
  polygons: Polygon[];
  minLon: number;
  minLat: number;
  maxLon: number;
  maxLat: number;
}

function toBoundary(feature: Feature): Boundary {
  const { geometry, properties } = feature;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const points = polygons.flat(2);
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return {
    // The file writes a prefecture as six digits, the divisions as four.
    code: properties.code.endsWith("00") ? properties.code.slice(0, 4) : properties.code,
    center: properties.center,
    polygons,
    minLon: Math.min(...lons),
    minLat: Math.min(...lats),
    maxLon: Math.max(...lons),
    maxLat: Math.max(...lats),
  };
}

/** The 56 outlines that are known: Shanghai's districts and the prefectures of the other provinces. */
export const BOUNDARIES: ReadonlyMap<string, Boundary> = new Map(
  readData<{ features: Feature[] }>("boundaries-delta-gcj02.geojson")
    .features.map(toBoundary)
    .map((boundary) => [boundary.code, boundary]),
);

/** The outline of a division, or of the closest parent that has one; undefined for a whole province. */
export function boundaryOf(code: string): Boundary | undefined {
  return BOUNDARIES.get(code) ?? BOUNDARIES.get(code.slice(0, 6)) ?? BOUNDARIES.get(code.slice(0, 4));
}

function isInRing(ring: Ring, lon: number, lat: number): boolean {
  let inside = false;
  let [previousLon, previousLat] = ring.at(-1) ?? [0, 0];
  for (const [ringLon, ringLat] of ring) {
    const crosses = ringLat > lat !== previousLat > lat;
    const at = ((previousLon - ringLon) * (lat - ringLat)) / (previousLat - ringLat) + ringLon;
    if (crosses && lon < at) inside = !inside;
    [previousLon, previousLat] = [ringLon, ringLat];
  }
  return inside;
}

/** True when a GCJ-02 point lies in the outline and in none of its holes. */
export function isInBoundary(boundary: Boundary, lon: number, lat: number): boolean {
  if (lon < boundary.minLon || lon > boundary.maxLon || lat < boundary.minLat || lat > boundary.maxLat)
    return false;
  return boundary.polygons.some(
    ([outer, ...holes]) =>
      outer !== undefined && isInRing(outer, lon, lat) && !holes.some((hole) => isInRing(hole, lon, lat)),
  );
}

// Outlines are simplified: a point on the very edge can fall outside after six-decimal rounding.
const round = (value: number): number => Math.round(value * 1e5) / 1e5;

/** A GCJ-02 point in the outline, drawn by rejection; its centre if two hundred draws all miss. */
function drawInBoundary(boundary: Boundary, random: Random): [lon: number, lat: number] {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const lon = round(boundary.minLon + random.next() * (boundary.maxLon - boundary.minLon));
    const lat = round(boundary.minLat + random.next() * (boundary.maxLat - boundary.minLat));
    if (isInBoundary(boundary, lon, lat)) return [lon, lat];
  }
  return boundary.center;
}

const anchors = new Map<string, [number, number]>();

/**
 * Where a division without an outline of its own is taken to lie: a fixed spot inside its parent's, drawn
 * from the code alone, so that the teams and depots of one town are neighbours under every seed.
 */
function anchorOf(code: string, boundary: Boundary): [number, number] {
  let anchor = anchors.get(code);
  if (anchor === undefined) {
    anchor = drawInBoundary(boundary, new Random(0, `anchor/${code}`));
    anchors.set(code, anchor);
  }
  return anchor;
}

/** The one GCJ-02 point that stands for a division: its centre, or its spot. Null where no outline is known. */
export function spotOf(code: string): [lon: number, lat: number] | null {
  const boundary = boundaryOf(code);
  if (boundary === undefined) return null;
  return boundary.code === code ? boundary.center : anchorOf(code, boundary);
}

/**
 * A GCJ-02 point of a division: anywhere in its own outline, or within about two kilometres of its spot in
 * the parent's outline. Null where no outline is known, as for a whole province.
 */
export function pointInDivision(code: string, random: Random): [lon: number, lat: number] | null {
  const boundary = boundaryOf(code);
  if (boundary === undefined) return null;
  if (boundary.code === code) return drawInBoundary(boundary, random);
  const [anchorLon, anchorLat] = anchorOf(code, boundary);
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const lon = round(anchorLon + (random.next() - 0.5) * 0.04);
    const lat = round(anchorLat + (random.next() - 0.5) * 0.04);
    if (isInBoundary(boundary, lon, lat)) return [lon, lat];
  }
  return [anchorLon, anchorLat];
}
