import { describe, expect, test } from "@jest/globals";
import { inPolygons, type Polygon, type Vertex } from "../../../src/subgraphs/reference/point-in-polygons.js";

const open: Vertex[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];

describe("a point in polygons", () => {
  test("is found whether a ring is closed or not, and whichever way it runs", () => {
    const closed = [...open, open[0] as Vertex];
    for (const ring of [open, closed, open.toReversed(), closed.toReversed()]) {
      expect(inPolygons([[ring]], 1, 2)).toBe(true);
      expect(inPolygons([[ring]], 5, 2)).toBe(false);
      expect(inPolygons([[ring]], 1, -2)).toBe(false);
    }
  });

  test("is counted once where the ray runs through a vertex or along an edge", () => {
    const diamond: Polygon = [
      [
        [0, 2],
        [2, 0],
        [4, 2],
        [2, 4],
      ],
    ];
    expect(inPolygons([diamond], 1, 2)).toBe(true);
    expect(inPolygons([diamond], -1, 2)).toBe(false);
    expect(inPolygons([diamond], -1, 4)).toBe(false);
    expect(inPolygons([[open]], -1, 0)).toBe(false);
    expect(inPolygons([[open]], -1, 4)).toBe(false);
  });

  test("on a border that neighbours share belongs to exactly one of them", () => {
    const west: Polygon = [open];
    const east: Polygon = [open.map(([x, y]): Vertex => [x + 4, y])];
    const north: Polygon = [open.map(([x, y]): Vertex => [x, y + 4])];
    expect([west, east].filter((polygon) => inPolygons([polygon], 4, 2))).toHaveLength(1);
    expect([west, north].filter((polygon) => inPolygons([polygon], 2, 4))).toHaveLength(1);
  });

  test("is in an island within a hole", () => {
    const hole = open.map(([x, y]): Vertex => [x / 2 + 1, y / 2 + 1]);
    const island = open.map(([x, y]): Vertex => [x / 4 + 1.5, y / 4 + 1.5]);
    expect(inPolygons([[open, hole], [island]], 2, 2)).toBe(true);
    expect(inPolygons([[open, hole], [island]], 1.2, 1.2)).toBe(false);
    expect(inPolygons([[open, hole], [island]], 0.5, 0.5)).toBe(true);
  });

  test("is nowhere where there is nothing", () => {
    expect(inPolygons([], 1, 1)).toBe(false);
    expect(inPolygons([[[]]], 1, 1)).toBe(false);
  });
});
