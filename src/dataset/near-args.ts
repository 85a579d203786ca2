import { ArgsType, Field, Float, Int } from "type-graphql";
import { Datum, type Position, toWgs84 } from "./point.js";

/** The arguments of a list of what lies around a point. */
@ArgsType()
export class NearArgs {
  @Field(() => Float, { description: "纬度(度) / Latitude in degrees" })
  latitude!: number;
  @Field(() => Float, { description: "经度(度) / Longitude in degrees" })
  longitude!: number;
  @Field(() => Datum, {
    description: "坐标系统;弄错会偏移约半公里 / Datum of the point; the wrong one is half a kilometre off",
  })
  datum!: Datum;
  @Field(() => Float, { description: "半径(千米,至多 500) / Radius in kilometres, 500 at most" })
  km!: number;
  @Field(() => Int, {
    nullable: true,
    description: "取前多少个(1–500,默认 20) / How many (1 to 500, default 20)",
  })
  first?: number | null;
}

/**
 * The point of such a list in WGS-84.
 * @throws BAD_POINT when it is not on the earth
 */
export function centreOf({ latitude, longitude, datum }: NearArgs): Position {
  return toWgs84({ latitude, longitude }, datum);
}
