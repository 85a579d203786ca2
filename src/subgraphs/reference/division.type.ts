import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Point, toPoint, toWgs84 } from "../../dataset/point.js";
import { Published, PublishedType, type Row } from "../../dataset/published.js";
import { DivisionKind, DivisionLevel } from "./division.enums.js";

/** An administrative division as published. */
@PublishedType("Division", {
  key: "code",
  zh: "行政区划(国家统计局统计用区划代码,截至 2023-06-30)",
  en: "An administrative division, by the statistical code (cut-off 2023-06-30)",
})
export class Division {
  @Published(() => ID, {
    zh: "统计用区划代码(2、4、6 或 9 位)",
    en: "Statistical code: 2, 4, 6 or 9 digits",
    policy: "PUBLIC",
  })
  code!: string;
  @Published(() => String, {
    zh: "名称(不同省市可重名)",
    en: "Name; it repeats across provinces",
    policy: "PUBLIC",
  })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC", nullable: true })
  nameEn!: string | null;
  @Published(() => DivisionLevel, { zh: "层级", en: "Level", policy: "PUBLIC" })
  level!: DivisionLevel;
  @Published(() => DivisionKind, { zh: "类型", en: "Kind", policy: "PUBLIC" })
  kind!: DivisionKind;
  @Published(() => Boolean, {
    zh: "是否列入民政部 2025 年 1 月区划名录(乡级随所属县级)",
    en: "Whether the civil-affairs ministry's list of January 2025 has it; a town follows its county",
    policy: "PUBLIC",
    nullable: true,
  })
  inMca2025!: boolean | null;
  @Published(() => Point, {
    zh: "中心点(仅有边界数据的区划)",
    en: "Centre, for divisions whose boundary is known",
    policy: "PUBLIC",
    nullable: true,
    from: ["centerLatitude", "centerLongitude"],
    read: toCenter,
  })
  center!: Point | null;
}

/** A page of divisions. */
export const DivisionConnection = connectionOf(Division);

function toCenter({ centerLatitude: latitude, centerLongitude: longitude }: Row): Point | null {
  if (typeof latitude !== "number" || typeof longitude !== "number") return null;
  const wgs84 = toWgs84({ latitude, longitude }, "GCJ02");
  return toPoint({
    latitude,
    longitude,
    datum: "GCJ02",
    // The boundaries' source does not name its datum.
    datumInferred: true,
    wgs84Latitude: wgs84.latitude,
    wgs84Longitude: wgs84.longitude,
  });
}
