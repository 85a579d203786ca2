import { Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { POINT_PROPERTIES, Point, toPoint } from "../../dataset/point.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { EventType } from "./event-type.type.js";
import { IncidentStatus } from "./incident.enums.js";

/** An incident as published: what it was is open, where and when it was is not. */
@PublishedType("Incident", {
  key: "id",
  zh: "突发事件(不含报警人及涉及人员信息)",
  en: "An incident, without anything about who called or who was in it",
})
export class Incident {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => EventType, {
    zh: "事件类型",
    en: "Type of emergency",
    policy: "PUBLIC",
    nullable: true,
    from: ["eventTypeCode"],
    read: ({ eventTypeCode: code }) => ({ code }),
  })
  eventType!: EventType | null;
  @Published(() => Int, {
    zh: "级别(1 特别重大,2 重大,3 较大,4 一般)",
    en: "Level, I to IV as 1 to 4: 1 is the gravest",
    policy: "PUBLIC",
  })
  level!: number;
  @Published(() => IncidentStatus, { zh: "处置状态", en: "How far it has come", policy: "PUBLIC" })
  status!: IncidentStatus;
  @Published(() => String, {
    zh: "接警时间(ISO 8601)",
    en: "When the alarm came (ISO 8601)",
    policy: "INTERNAL",
  })
  alarmAt!: string | null;
  @Published(() => String, {
    zh: "结束时间(ISO 8601)",
    en: "When it was over (ISO 8601)",
    policy: "INTERNAL",
  })
  closedAt!: string | null;
  @Published(() => Float, {
    zh: "自接警至首支队伍到场的分钟数;无法得知则为空",
    en: "Minutes from the alarm to the first team's arrival; none where it cannot be told",
    policy: "INTERNAL",
  })
  minutesToFirstArrival!: number | null;
  @Published(() => Division, {
    zh: "发生地行政区划",
    en: "The deepest division it is known to have happened in",
    policy: "INTERNAL",
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => ({ code }),
  })
  division!: Division | null;
  @Published(() => Point, {
    zh: "发生地点位",
    en: "Where it happened",
    policy: "INTERNAL",
    from: POINT_PROPERTIES,
    read: toPoint,
  })
  point!: Point | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of incidents. */
export const IncidentConnection = connectionOf(Incident);
