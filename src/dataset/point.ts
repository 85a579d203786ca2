import gcoordModule from "gcoord";
import { Float } from "type-graphql";
import { fault } from "../errors.js";
import { Published, PublishedType, type Row } from "./published.js";
import { publishEnum } from "./published-enum.js";

// Its types describe the module's default export as a property; at run time it is the module itself.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** The datums in which points arrive. CGCS2000 differs from WGS-84 by decimetres and is served as equal. */
export const Datum = publishEnum(
  { WGS84: "WGS84", CGCS2000: "CGCS2000", GCJ02: "GCJ02", BD09: "BD09" },
  "Datum",
  { zh: "坐标系统", en: "Geodetic datum" },
  {
    WGS84: ["WGS-84", "WGS-84 (GPS)"],
    CGCS2000: ["2000 国家大地坐标系", "China Geodetic Coordinate System 2000"],
    GCJ02: ["GCJ-02(高德、腾讯)", "GCJ-02 (AMap, Tencent)"],
    BD09: ["BD-09(百度)", "BD-09 (Baidu)"],
  },
);
/** One of {@link Datum}. */
export type Datum = (typeof Datum)[keyof typeof Datum];

/** A position in one datum, in degrees. */
@PublishedType("Position", { zh: "经纬度(度)", en: "A position in degrees", shareable: true })
export class Position {
  @Published(() => Float, { zh: "纬度", en: "Latitude", policy: "PUBLIC" })
  latitude!: number;
  @Published(() => Float, { zh: "经度", en: "Longitude", policy: "PUBLIC" })
  longitude!: number;
}

/** A point as it arrived, and the same place in the two datums that maps use here. */
@PublishedType("Point", { zh: "点位", en: "A point", shareable: true })
export class Point {
  @Published(() => Position, { zh: "收到时的坐标", en: "As received", policy: "PUBLIC" })
  received!: Position;
  @Published(() => Datum, { zh: "收到时的坐标系统", en: "Datum as received", policy: "PUBLIC" })
  datum!: Datum;
  @Published(() => Boolean, {
    zh: "坐标系统是否为推断",
    en: "Whether the datum was inferred, not declared",
    policy: "PUBLIC",
  })
  datumInferred!: boolean;
  @Published(() => Position, { zh: "WGS-84 坐标", en: "In WGS-84", policy: "PUBLIC" })
  wgs84!: Position;
  @Published(() => Position, { zh: "GCJ-02 坐标", en: "In GCJ-02", policy: "PUBLIC" })
  gcj02!: Position;
}

/** The properties that {@link toPoint} reads. */
export const POINT_PROPERTIES = [
  "latitude",
  "longitude",
  "datum",
  "datumInferred",
  "wgs84Latitude",
  "wgs84Longitude",
] as const;

/** The published point of a row, or null when its place is not known. */
export function toPoint(row: Row): Point | null {
  const { latitude, longitude, datum, datumInferred, wgs84Latitude, wgs84Longitude } = row;
  if (typeof wgs84Latitude !== "number" || typeof wgs84Longitude !== "number") return null;
  const [gcjLongitude, gcjLatitude] = gcoord.transform(
    [wgs84Longitude, wgs84Latitude],
    gcoord.WGS84,
    gcoord.GCJ02,
  );
  return {
    received: { latitude: latitude as number, longitude: longitude as number },
    datum: datum as Datum,
    datumInferred: datumInferred as boolean,
    wgs84: { latitude: wgs84Latitude, longitude: wgs84Longitude },
    gcj02: { latitude: toMillionths(gcjLatitude), longitude: toMillionths(gcjLongitude) },
  };
}

/** A point made here, of a position in WGS-84: what stands for one that is not to be told exactly. */
export function pointAt(wgs84: Position): Point {
  const at = { wgs84Latitude: toMillionths(wgs84.latitude), wgs84Longitude: toMillionths(wgs84.longitude) };
  const [latitude, longitude] = [at.wgs84Latitude, at.wgs84Longitude];
  return toPoint({ ...at, latitude, longitude, datum: "WGS84", datumInferred: false }) as Point;
}

/**
 * A position in WGS-84, from any datum.
 * @throws BAD_POINT when it is not on the earth
 */
export function toWgs84({ latitude, longitude }: Position, datum: Datum): Position {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    throw fault("BAD_POINT", {
      reason: `There is no point at latitude ${latitude}, longitude ${longitude}.`,
    });
  }
  if (datum === "WGS84" || datum === "CGCS2000") return { latitude, longitude };
  const from = datum === "GCJ02" ? gcoord.GCJ02 : gcoord.BD09;
  const [eastward, northward] = gcoord.transform([longitude, latitude], from, gcoord.WGS84);
  return { latitude: toMillionths(northward), longitude: toMillionths(eastward) };
}

/**
 * A position in GCJ-02, from any datum: for what computes with boundaries, which are in that datum.
 * @throws BAD_POINT when it is not on the earth
 */
export function toGcj02(position: Position, datum: Datum): Position {
  const wgs84 = toWgs84(position, datum);
  if (datum === "GCJ02") return position;
  const [eastward, northward] = gcoord.transform(
    [wgs84.longitude, wgs84.latitude],
    gcoord.WGS84,
    gcoord.GCJ02,
  );
  return { latitude: toMillionths(northward), longitude: toMillionths(eastward) };
}

/** A millionth of a degree is a decimetre: what lies beyond is noise of the arithmetic. */
export function toMillionths(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
