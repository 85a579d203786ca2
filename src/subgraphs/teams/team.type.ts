import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { POINT_PROPERTIES, Point, toPoint } from "../../dataset/point.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { TeamCategory, TeamFunction, TeamLevel, TeamStatus } from "./team.enums.js";

/** A rescue team as published. */
@PublishedType("Team", {
  key: "id",
  zh: "应急救援队伍:不论来自哪个省市,均为同一类型",
  en: "A rescue team, of one type whichever province it comes from",
})
export class Team {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Int, {
    zh: "规划专栏中的序号",
    en: "Number in the plan's list",
    policy: "PUBLIC",
    nullable: true,
  })
  planNumber!: number | null;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC", nullable: true })
  nameEn!: string | null;
  @Published(() => TeamCategory, { zh: "类别", en: "What kind of organisation it is", policy: "PUBLIC" })
  category!: TeamCategory;
  @Published(() => TeamLevel, { zh: "层级", en: "At which level it was set up", policy: "PUBLIC" })
  level!: TeamLevel;
  @Published(() => TeamFunction, { zh: "职能", en: "What it mainly does", policy: "PUBLIC", nullable: true })
  function!: TeamFunction | null;
  @Published(() => String, { zh: "职责", en: "Duty, in the owner's words", policy: "PUBLIC", nullable: true })
  duty!: string | null;
  @Published(() => String, { zh: "职责(英文)", en: "Duty in English", policy: "PUBLIC", nullable: true })
  dutyEn!: string | null;
  @Published(() => TeamStatus, { zh: "状态", en: "Whether it can be called on", policy: "PUBLIC" })
  status!: TeamStatus;
  @Published(() => String, {
    zh: "统一社会信用代码(GB 32100)",
    en: "Unified social credit code (GB 32100)",
    policy: "PUBLIC",
    nullable: true,
  })
  uscc!: string | null;
  @Published(() => Division, {
    zh: "所属行政区划",
    en: "The deepest division it is known to belong to",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: (row) => ({ code: row["divisionCode"] }),
  })
  division!: Division | null;
  @Published(() => Point, {
    zh: "驻地点位",
    en: "Base point",
    policy: "PUBLIC",
    nullable: true,
    from: POINT_PROPERTIES,
    read: toPoint,
  })
  basePoint!: Point | null;
  @Published(() => String, { zh: "驻地地址", en: "Base address", policy: "INTERNAL" })
  address!: string | null;
  @Published(() => Int, { zh: "人数", en: "Headcount", policy: "PUBLIC", nullable: true })
  headcount!: number | null;
  @Published(() => Int, { zh: "备勤人数", en: "People on standby", policy: "INTERNAL" })
  standbyHeadcount!: number | null;
  @Published(() => String, { zh: "联系人", en: "Contact person", policy: "PERSONAL" })
  contactName!: string | null;
  @Published(() => String, { zh: "联系电话", en: "Contact's telephone", policy: "PERSONAL" })
  contactPhone!: string | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of teams. */
export const TeamConnection = connectionOf(Team);
