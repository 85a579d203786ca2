import type { GraphQLResolveInfo } from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayUse } from "../policy/access.js";
import { distanceKm, KM_PER_DEGREE } from "../store/distance.js";
import {
  type Column,
  type ParentKey,
  type ParentValue,
  readPerParent,
  type Sql,
} from "../store/per-parent.js";
import type { BatchLoader } from "./batch.js";
import type { Dataset } from "./dataset.js";
import { pointOf } from "./distance.js";
import { listSignature } from "./keyset.js";
import { noteRows } from "./note-access.js";
import { pageRequest } from "./page-args.js";
import { byParent, loaderFor } from "./parent-loader.js";
import { perState } from "./per-request.js";
import type { Position } from "./point.js";
import type { Row } from "./published.js";
import { rowScope } from "./row-scope.js";
import { selectedFields } from "./selection.js";

/** Kilometres around a point that can be searched, at most. */
export const RADIUS_MAXIMUM_KM = 500;

/** A row, and how far it is. */
export interface Nearby<T extends object> {
  /** Great-circle distance in kilometres, to the metre, so that both engines give the same. */
  readonly distanceKm: number;
  readonly row: T;
}

/** What is searched for around a point. */
export interface Search {
  /** Radius in kilometres. */
  readonly km: number;
  /** Rows, at most; as in `PageArgs`. */
  readonly first?: number | null | undefined;
}

/** Reads the rows around points. */
export interface Nearest<T extends object> {
  /**
   * The rows within a radius, nearest first. Searches of one radius and size are one statement, whatever their centres.
   * @param centre in WGS-84
   * @param path where the row is selected below the field being resolved
   * @throws BAD_RADIUS, BAD_PAGE_SIZE
   */
  find(
    ctx: RequestContext,
    info: GraphQLResolveInfo,
    centre: Position,
    search: Search,
    path: readonly string[],
  ): Promise<readonly Nearby<T>[]>;
}

const METRES = "_metres";

/** The search around points in a dataset whose rows have a point, with an index on its WGS-84 columns. */
export function nearest<T extends object>(dataset: Dataset<T>): Nearest<T> {
  const loaders = perState(() => new Map<string, BatchLoader<ParentKey, readonly Row[]>>());
  const latitude = dataset.column("wgs84Latitude");
  const longitude = dataset.column("wgs84Longitude");
  const key = dataset.column(dataset.key);
  const metres = (centre: ParentValue) =>
    sql`round(${distanceKm(centre("latitude"), centre("longitude"), latitude, longitude)} * 1000)`;
  const columns: Column[] = [{ as: METRES, sql: metres }];
  const order = [
    { column: { as: METRES, sql: metres }, descending: false },
    { column: { as: dataset.key, sql: () => key }, descending: false },
  ];
  const match = (centre: ParentValue) => sql`
    ${latitude} between ${centre("south")} and ${centre("north")}
    and ${longitude} between ${centre("west")} and ${centre("east")}
    and ${metres(centre)} <= ${centre("metres")}`;

  return {
    async find(ctx, info, centre, { km, first }, path) {
      checkRadius(km);
      refusePlaces(ctx, dataset);
      const limit = pageRequest({ first: first ?? null }).size;
      const scope = rowScope(ctx, dataset);
      const plan = dataset.plan(selectedFields(info, dataset.shape.name, [path]), ctx);
      const loader = loaderFor(loaders(ctx), listSignature(plan.signature, km, limit), async (centres) =>
        byParent(
          await readPerParent(ctx.store, centres, {
            table: dataset.table,
            columns: [...plan.columns, ...columns],
            match: (place) => (scope === undefined ? match(place) : sql`${match(place)} and ${scope.sql}`),
            order,
            limit,
          }),
          centres.length,
        ),
      );
      const rows = await loader.get(circle(centre, km));
      noteRows(ctx, dataset, plan, rows);
      return rows.map((row) => ({ distanceKm: (row[METRES] as number) / 1000, row: plan.publish(row) }));
    },
  };
}

/**
 * Whether a row's point lies inside a circle, its rim included, as SQL; by the same box and measure as the search.
 * @throws BAD_RADIUS
 */
export function insideCircle(dataset: Pick<Dataset, "column">, centre: Position, km: number): Sql {
  checkRadius(km);
  const { south, north, west, east, metres } = circle(centre, km);
  const [latitude, longitude] = [dataset.column("wgs84Latitude"), dataset.column("wgs84Longitude")];
  const distance = distanceKm(sql`${centre.latitude}`, sql`${centre.longitude}`, latitude, longitude);
  return sql`(${latitude} between ${south} and ${north} and ${longitude} between ${west} and ${east}
    and round(${distance} * 1000) <= ${metres})`;
}

/**
 * Who does not read where things are is not told what is near, either: three distances are a place.
 * @throws FORBIDDEN_FIELD
 */
function refusePlaces({ caller }: RequestContext, dataset: Dataset): void {
  const point = pointOf(dataset);
  if (point === undefined || mayUse(caller, `${dataset.shape.name}.${point.name}`, point.field.policy))
    return;
  const field = `${dataset.shape.name}.${point.name}`;
  throw fault("FORBIDDEN_FIELD", { field, policy: point.field.policy, role: caller.role });
}

/** @throws BAD_RADIUS */
export function checkRadius(km: number): void {
  if (!(km > 0 && km <= RADIUS_MAXIMUM_KM))
    throw fault("BAD_RADIUS", { maximum: RADIUS_MAXIMUM_KM, value: km });
}

/** The circle around a point in WGS-84 and the box that an index finds it in; degrees, and `metres` for the radius. */
export function circle({ latitude, longitude }: Position, km: number): Readonly<Record<string, number>> {
  // What is rounded down to the radius lies up to half a metre outside of it.
  const degrees = (km + 0.001) / KM_PER_DEGREE;
  const [south, north] = [latitude - degrees, latitude + degrees];
  const radians = Math.PI / 180;
  // The circle reaches furthest east and west not at its centre's latitude but nearer the pole.
  const sine = Math.sin(degrees * radians) / Math.cos(latitude * radians);
  const aside = Math.abs(sine) < 1 && north < 90 && south > -90 ? Math.asin(sine) / radians : 180;
  // Around a pole, and across the 180th meridian, every longitude is looked at.
  const wraps = longitude - aside < -180 || longitude + aside > 180;
  const [west, east] = wraps ? [-180, 180] : [longitude - aside, longitude + aside];
  return { latitude, longitude, south, north, west, east, metres: km * 1000 };
}
