import { Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { POINT_PROPERTIES, Point, toPoint } from "../../dataset/point.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";

/** How soon help by air is over a town, as published. */
@PublishedType("AirReach", {
  key: "id",
  zh: "航空响应:最快的可用直升机多久到达一个乡镇街道上空(由点位推算,每个乡镇街道一行)",
  en: "How soon the quickest available helicopter is over a town; derived from points, a row for each town",
})
export class AirReach {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Division, {
    zh: "乡镇街道",
    en: "The town",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => ({ code }),
  })
  division!: Division | null;
  @Published(() => Float, {
    zh: "直线距离(千米):驻地至乡镇街道点位",
    en: "Kilometres as the crow flies from the home site to the town's point",
    policy: "PUBLIC",
    nullable: true,
    needs: ["LandingSite.location"],
  })
  distanceKm!: number | null;
  @Published(() => Int, {
    zh: "其中出动准备时间(分钟)",
    en: "Minutes of it before the take-off",
    policy: "PUBLIC",
    nullable: true,
    needs: ["AirUnit.turnoutMinutes"],
  })
  turnoutMinutes!: number | null;
  @Published(() => Int, {
    zh: "响应时间(分钟)= 出动准备时间 + 距离 ÷ 巡航速度 × 60,向上取整;无可用直升机时为空",
    en: "Minutes: turnout + distance / cruising speed × 60, rounded up; null where no helicopter is available",
    policy: "PUBLIC",
    nullable: true,
    needs: ["LandingSite.location", "AirUnit.turnoutMinutes", "AirUnit.cruiseKmh"],
  })
  minutes!: number | null;
  @Published(() => Point, {
    zh: "乡镇街道点位(样例:在上级边界内选定)",
    en: "Where the town is taken to lie; in sample data a spot inside the boundary of what it belongs to",
    policy: "PUBLIC",
    nullable: true,
    from: POINT_PROPERTIES,
    read: toPoint,
  })
  townPoint!: Point | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of towns by air. */
export const AirReachConnection = connectionOf(AirReach);
