import { Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { VolunteerStepKind } from "./volunteer.enums.js";

/** Something that happened to a volunteer in one of the plan's six steps, as published. */
@PublishedType("VolunteerStepEvent", {
  zh: "志愿者环节记录",
  en: "Something that happened in one of the plan's six steps",
})
export class VolunteerStepEvent {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => VolunteerStepKind, { zh: "环节", en: "Which step", policy: "PUBLIC" })
  step!: VolunteerStepKind;
  @Published(() => String, { zh: "日期", en: "Day", policy: "PUBLIC" })
  happenedOn!: string;
  @Published(() => Float, {
    zh: "时长(小时)",
    en: "Hours of training or service",
    policy: "PUBLIC",
    nullable: true,
  })
  hours!: number | null;
  @Published(() => Int, { zh: "考核得分", en: "Score of the assessment", policy: "INTERNAL" })
  score!: number | null;
  @Published(() => String, { zh: "备注", en: "Note", policy: "INTERNAL" })
  note!: string | null;
}

/** A page of step events, the earliest first. */
export const VolunteerStepEventConnection = connectionOf(VolunteerStepEvent);
