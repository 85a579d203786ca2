import DataLoader from "dataloader";
import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import { perRequest } from "../../dataset/per-request.js";
import type { Position } from "../../dataset/point.js";
import { columnOf, tableOf } from "../../store/naming.js";
import { PARENT, type ParentValue, readPerParent } from "../../store/per-parent.js";
import { DivisionBoundaryEntity } from "./division.entity.js";
import { inPolygons, type Polygon } from "./point-in-polygons.js";

/** Boxes that hold one point, at most: neighbours' boxes overlap, but never in such numbers. */
const BOXES_MAXIMUM = 200;

const TABLE = tableOf(DivisionBoundaryEntity);
const column = (property: string) => sql.ref(`c.${columnOf(property)}`);
const CODE = { as: "code", sql: () => column("divisionCode") };
// The order of the index: for the sake of another, SQLite would look at every boundary.
const SOUTH = { as: "south", sql: () => column("minLatitude") };

const loaders = perRequest(
  (ctx) =>
    new DataLoader((points: readonly Position[]) => codesAt(ctx, points), {
      cacheKeyFn: ({ latitude, longitude }) => `${latitude},${longitude}`,
    }),
);

/**
 * The code of the deepest division whose boundary holds a point, or null outside of all. All points of a level are
 * read in two statements: the boxes that hold them, and the boundaries within those boxes.
 * @param position in GCJ-02, the boundaries' datum
 */
export function divisionCodeAt(ctx: RequestContext, position: Position): Promise<string | null> {
  return loaders(ctx).load(position);
}

async function codesAt(ctx: RequestContext, points: readonly Position[]): Promise<(string | null)[]> {
  const candidates = points.map((): string[] => []);
  const found = await readPerParent(
    ctx.store,
    points.map(({ latitude, longitude }) => ({ latitude, longitude })),
    {
      table: TABLE,
      columns: [CODE, SOUTH],
      match: inBox,
      order: [SOUTH, CODE].map((by) => ({ column: by, descending: false })),
      limit: BOXES_MAXIMUM,
    },
  );
  for (const row of found) candidates[row[PARENT]]?.push(row["code"] as string);

  const boundaries = await boundariesOf(ctx, [...new Set(candidates.flat())]);
  return points.map(({ latitude, longitude }, at) => {
    const deepestFirst = (candidates[at] ?? []).sort((a, b) => b.length - a.length || Number(a) - Number(b));
    return deepestFirst.find((code) => inPolygons(boundaries.get(code) ?? [], longitude, latitude)) ?? null;
  });
}

const inBox = (point: ParentValue) => sql`
  ${column("minLatitude")} <= ${point("latitude")} and ${column("maxLatitude")} >= ${point("latitude")}
  and ${column("minLongitude")} <= ${point("longitude")} and ${column("maxLongitude")} >= ${point("longitude")}`;

async function boundariesOf(ctx: RequestContext, codes: readonly string[]): Promise<Map<string, Polygon[]>> {
  if (codes.length === 0) return new Map();
  const statement = sql<{ code: string; rings: string }>`
    select ${column("divisionCode")} as code, ${column("rings")} as rings
    from ${sql.table(TABLE)} as c where ${column("divisionCode")} in (${sql.join(codes)})`;
  const { rows } = await statement.execute(ctx.store.db);
  return new Map(rows.map(({ code, rings }) => [code, JSON.parse(rings) as Polygon[]]));
}
