import { sql } from "kysely";
import { Field, InputType } from "type-graphql";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayUse } from "../policy/access.js";
import { noteMember } from "../policy/input-members.js";
import type { Dataset } from "./dataset.js";
import { Direction } from "./direction.js";
import { metresFrom, pointOf } from "./distance.js";
import { CentreInput } from "./filter-inputs.js";
import type { OrderColumn } from "./keyset.js";
import { toWgs84 } from "./point.js";
import type { TypeClass } from "./published.js";

/** The order by distance, as one entry of `orderBy`. */
@InputType("DistanceOrder", { description: "按到某点的直线距离排序 / Orders by the distance from a point" })
class DistanceOrderInput {
  @Field(() => CentreInput, { description: "起算点 / Where from" })
  from!: CentreInput;
  @Field(() => Direction, {
    defaultValue: "ASC",
    description: "由近及远为 ASC;点位未知的在后 / ASC is nearest first; what has no known point goes last",
  })
  direction!: Direction;
}

/** What {@link orderOf} asks of an order by distance. */
export interface DistanceOrder {
  /** Adds the member `distance` to the dataset's order. */
  addTo(input: TypeClass): void;
  /** @throws FORBIDDEN_FIELD where the point is not the caller's to read; BAD_POINT */
  columns(ctx: RequestContext, given: unknown): OrderColumn[];
}

/** The order by distance of a dataset with a point; undefined for any other. */
export function distanceOrder(dataset: Dataset): DistanceOrder | undefined {
  const point = pointOf(dataset);
  if (point === undefined) return undefined;
  const { policy } = point.field;
  return {
    addTo(input) {
      const description = "到某点的直线距离 / Distance from a point, as the crow flies";
      Field(() => DistanceOrderInput, { nullable: true, description })(input.prototype, "distance");
      const coordinate = `${dataset.shape.name}.${point.name}`;
      noteMember(`${dataset.shape.name}Order`, "distance", { coordinate, policy });
    },
    columns({ caller }, given) {
      const field = `${dataset.shape.name}.${point.name}`;
      if (!mayUse(caller, field, policy)) {
        throw fault("FORBIDDEN_FIELD", { field, policy, role: caller.role });
      }
      const { from, direction } = given as DistanceOrderInput;
      const { latitude, longitude } = toWgs84(from, from.datum);
      const latitudeColumn = dataset.column("wgs84Latitude");
      const missing = sql`(${latitudeColumn} is null or ${dataset.column("wgs84Longitude")} is null)`;
      return [
        { property: "_no_metres", sql: missing, descending: direction.endsWith("NULLS_FIRST") },
        {
          property: "_metres",
          sql: metresFrom(dataset, { latitude, longitude }),
          descending: direction.startsWith("DESC"),
          by: [latitude, longitude],
        },
      ];
    },
  };
}
