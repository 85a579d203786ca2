import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { Division } from "./division.type.js";
import { PlanEventClass, PlanKind, PlanLevel, PlanStatus } from "./plan.enums.js";

/** An emergency plan as published. */
@PublishedType("Plan", {
  key: "id",
  zh: "应急预案(目录信息,不含正文)",
  en: "An emergency plan: its entry in the register, not its text",
})
export class Plan {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => ID, {
    zh: "预案代码(RG- 开头者为本项目自编)",
    en: "Code; those that begin with RG- are this project's",
    policy: "PUBLIC",
  })
  code!: string;
  @Published(() => String, { zh: "名称", en: "Title", policy: "PUBLIC" })
  title!: string;
  @Published(() => String, { zh: "英文名称", en: "Title in English", policy: "PUBLIC", nullable: true })
  titleEn!: string | null;
  @Published(() => PlanKind, { zh: "类型", en: "Type", policy: "PUBLIC" })
  kind!: PlanKind;
  @Published(() => PlanEventClass, {
    zh: "适用类别;总体预案适用于各类,为空",
    en: "Class of emergencies that it is for; none for an overall plan, which is for all",
    policy: "PUBLIC",
    nullable: true,
  })
  eventClass!: PlanEventClass | null;
  @Published(() => PlanLevel, { zh: "层级", en: "At which level it was made", policy: "PUBLIC" })
  level!: PlanLevel;
  @Published(() => Boolean, {
    zh: "是否已结构化(规划所列市级 25 件:2/14/3/2/4)",
    en: "Whether it is structured: the city counts 25 such plans (2/14/3/2/4 by class)",
    policy: "PUBLIC",
  })
  structured!: boolean;
  @Published(() => Agency, {
    zh: "编制机构",
    en: "The agency that owns it",
    policy: "PUBLIC",
    nullable: true,
    from: ["ownerAgencyId"],
    read: ({ ownerAgencyId: id }) => ({ id }),
  })
  ownerAgency!: Agency | null;
  @Published(() => Division, {
    zh: "适用行政区划",
    en: "The division that it is for",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => ({ code }),
  })
  division!: Division | null;
  @Published(() => PlanStatus, { zh: "状态", en: "Whether it holds", policy: "PUBLIC" })
  status!: PlanStatus;
  @Published(() => String, { zh: "版本", en: "Version", policy: "PUBLIC" })
  version!: string;
  @Published(() => String, {
    zh: "施行日期",
    en: "Day from which it holds",
    policy: "PUBLIC",
    nullable: true,
  })
  effectiveOn!: string | null;
  @Published(() => String, {
    zh: "最近修订日期",
    en: "Day of the last revision",
    policy: "PUBLIC",
    nullable: true,
  })
  revisedOn!: string | null;
  @Published(() => String, {
    zh: "应评估日期",
    en: "Day by which it is to be reviewed",
    policy: "PUBLIC",
    nullable: true,
  })
  reviewDueOn!: string | null;
  @Published(() => String, {
    zh: "最近演练日期;从未演练则为空",
    en: "Day of its last exercise; none when it was never exercised",
    policy: "PUBLIC",
    nullable: true,
    needs: ["Plan.exercises", "Exercise.heldOn"],
  })
  lastExercisedOn!: string | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of plans. */
export const PlanConnection = connectionOf(Plan);
