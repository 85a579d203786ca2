/** Longitude, then latitude, as GeoJSON has them. */
export type Vertex = readonly [longitude: number, latitude: number];

/** The outer ring, then the holes in it. Whether a ring repeats its first vertex at the end does not matter. */
export type Polygon = readonly (readonly Vertex[])[];

/**
 * Whether a point lies in one of the polygons and in none of its holes, by the even-odd rule.
 * A border between two neighbours that share vertices belongs to one of them, never to both.
 */
export function inPolygons(polygons: readonly Polygon[], longitude: number, latitude: number): boolean {
  return polygons.some((rings) => rings.filter((ring) => inRing(ring, longitude, latitude)).length % 2 === 1);
}

/** Counts how often a ray to the east crosses the ring. */
function inRing(ring: readonly Vertex[], longitude: number, latitude: number): boolean {
  let inside = false;
  let previous = ring.at(-1);
  for (const vertex of ring) {
    if (previous !== undefined && crosses(previous, vertex, longitude, latitude)) inside = !inside;
    previous = vertex;
  }
  return inside;
}

function crosses([x1, y1]: Vertex, [x2, y2]: Vertex, longitude: number, latitude: number): boolean {
  // Half-open, so that a ray through a vertex counts it once.
  if (y1 > latitude === y2 > latitude) return false;
  return longitude < x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1);
}
