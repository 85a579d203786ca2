import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { PlanLinkKind } from "./plan.enums.js";

/** A link between two plans as published. */
@PublishedType("PlanLink", { zh: "预案衔接", en: "That a plan was fitted to another" })
export class PlanLink {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => PlanLinkKind, { zh: "衔接类型", en: "How they are linked", policy: "PUBLIC" })
  kind!: PlanLinkKind;
  @Published(() => String, {
    zh: "最近核对日期",
    en: "Day on which the two were last checked against each other",
    policy: "PUBLIC",
    nullable: true,
  })
  agreedOn!: string | null;
}

/** A page of links. */
export const PlanLinkConnection = connectionOf(PlanLink);
