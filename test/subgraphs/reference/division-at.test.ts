import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { referenceSubgraph } from "../../../src/subgraphs/reference/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSubgraph, type SubgraphHarness } from "../../support/subgraph-harness.js";
import { divisionRow } from "./reference-rows.js";

type Ring = [number, number][];

const square = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

function boundaryRow(divisionCode: string, polygons: Ring[][]) {
  const vertices = polygons.flat(2);
  const longitudes = vertices.map(([longitude]) => longitude);
  const latitudes = vertices.map(([, latitude]) => latitude);
  return {
    divisionCode,
    minLatitude: Math.min(...latitudes),
    minLongitude: Math.min(...longitudes),
    maxLatitude: Math.max(...latitudes),
    maxLongitude: Math.max(...longitudes),
    rings: JSON.stringify(polygons),
  };
}

describeEachEngine("the division at a point", (engine) => {
  let graph: SubgraphHarness;

  beforeAll(async () => {
    graph = await openSubgraph(referenceSubgraph, engine);
    await graph.insert("division", [
      divisionRow("31", "上海市"),
      divisionRow("310101", "黄浦区"),
      divisionRow("310107", "普陀区"),
      divisionRow("310151", "崇明区"),
    ]);
    await graph.insert("division_boundary", [
      boundaryRow("31", [[square(121, 31, 122, 32)]]),
      // A hole in the middle, which is another district.
      boundaryRow("310101", [[square(121.1, 31.1, 121.5, 31.5), square(121.2, 31.2, 121.3, 31.3)]]),
      boundaryRow("310107", [[square(121.2, 31.2, 121.3, 31.3)]]),
      // Two islands, so that most of the box around them is not theirs.
      boundaryRow("310151", [[square(121.6, 31.6, 121.7, 31.7)], [square(121.9, 31.9, 121.95, 31.95)]]),
      // Known to the boundaries only.
      boundaryRow("3309", [[square(122.1, 30.1, 122.2, 30.2)]]),
    ]);
  });
  afterAll(() => graph.close());

  const nameAt = async (latitude: number, longitude: number, datum = "GCJ02") => {
    const { data, errors } = await graph.run(
      "query Q($y: Float!, $x: Float!, $d: Datum!) { divisionAt(latitude: $y, longitude: $x, datum: $d) { name } }",
      { variables: { y: latitude, x: longitude, d: datum }, role: "anonymous" },
    );
    expect(errors).toBeUndefined();
    return (data?.["divisionAt"] as { name: string } | null)?.name ?? null;
  };

  test("is the deepest that holds it", async () => {
    expect(await nameAt(31.15, 121.15)).toBe("黄浦区");
    expect(await nameAt(31.55, 121.55)).toBe("上海市");
  });

  test("is not the one in whose hole it lies", async () => {
    expect(await nameAt(31.25, 121.25)).toBe("普陀区");
  });

  test("may consist of islands, and what lies between them is not its own", async () => {
    expect(await nameAt(31.65, 121.65)).toBe("崇明区");
    expect(await nameAt(31.92, 121.92)).toBe("崇明区");
    expect(await nameAt(31.8, 121.8)).toBe("上海市");
  });

  test("is null outside of all, and where only the boundary is known", async () => {
    expect(await nameAt(40, 116)).toBeNull();
    expect(graph.statements).toHaveLength(1);
    expect(await nameAt(-31.15, -121.15, "WGS84")).toBeNull();
    expect(await nameAt(30.15, 122.15)).toBeNull();
  });

  test("depends on the datum near a border: the same numbers lie half a kilometre apart", async () => {
    // 200 m west of the border as GCJ-02; as WGS-84 the place is 430 m further east.
    expect(await nameAt(31.15, 121.098, "GCJ02")).toBe("上海市");
    expect(await nameAt(31.15, 121.098, "WGS84")).toBe("黄浦区");
    expect(await nameAt(31.15, 121.098, "CGCS2000")).toBe("黄浦区");
    // BD-09 lies some 600 m east of GCJ-02, so that the place is further west.
    expect(await nameAt(31.15, 121.102, "GCJ02")).toBe("黄浦区");
    expect(await nameAt(31.15, 121.102, "BD09")).toBe("上海市");
  });

  test.each([
    [121.47, 31.23],
    [31.23, 180.1],
    [-90.01, 0],
  ])("is refused for latitude %d, longitude %d", async (latitude, longitude) => {
    const { data, errors } = await graph.run(
      `{ divisionAt(latitude: ${latitude}, longitude: ${longitude}, datum: WGS84) { code } }`,
    );
    expect(data).toEqual({ divisionAt: null });
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["BAD_POINT"]);
    expect(graph.statements).toHaveLength(0);
  });

  test("is found for many points in three statements", async () => {
    const fields = Array.from({ length: 20 }, (_, i) => {
      return `p${i}: divisionAt(latitude: ${31.13 + i / 100}, longitude: 121.25, datum: GCJ02) { code }`;
    });
    const { data, errors } = await graph.run(`{ ${fields.join(" ")} }`);
    expect(errors).toBeUndefined();
    expect(Object.values(data ?? {}).map((found) => (found as { code: string }).code)).toEqual(
      Array.from({ length: 20 }, (_, i) => (i < 7 || i > 16 ? "310101" : "310107")),
    );
    expect(graph.statements).toHaveLength(3);
  });
});
