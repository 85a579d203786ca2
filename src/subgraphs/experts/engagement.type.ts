import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { ExpertUse } from "./expert.enums.js";

/** One time that an expert was used, as published. */
@PublishedType("ExpertEngagement", { zh: "专家使用记录", en: "One time that an expert was used" })
export class ExpertEngagement {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => ExpertUse, { zh: "作用", en: "What for", policy: "PUBLIC" })
  use!: ExpertUse;
  @Published(() => String, { zh: "事项", en: "What it was about", policy: "INTERNAL" })
  subject!: string | null;
  @Published(() => String, { zh: "开始日期", en: "First day", policy: "PUBLIC" })
  startedOn!: string;
  @Published(() => Int, { zh: "天数", en: "How many days", policy: "PUBLIC" })
  days!: number;
}

/** A page of engagements, the earliest first. */
export const ExpertEngagementConnection = connectionOf(ExpertEngagement);
