import { Float, ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Team } from "./team.type.js";

/** That a team was sent to an incident, as published. */
@PublishedType("Dispatch", {
  key: "id",
  zh: "出动:一支队伍赴一起突发事件",
  en: "That a team was sent to an incident",
})
export class Dispatch {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Team, {
    zh: "队伍",
    en: "The team",
    policy: "INTERNAL",
    from: ["teamId"],
    read: ({ teamId: id }) => ({ id }),
  })
  team!: Team | null;
  @Published(() => String, {
    zh: "调度时间(ISO 8601)",
    en: "When it was sent (ISO 8601)",
    policy: "INTERNAL",
  })
  dispatchedAt!: string | null;
  @Published(() => String, {
    zh: "出发时间(ISO 8601)",
    en: "When it set out (ISO 8601)",
    policy: "INTERNAL",
  })
  departedAt!: string | null;
  @Published(() => String, {
    zh: "到场时间(ISO 8601,按收到的原值)",
    en: "When it arrived (ISO 8601), as received",
    policy: "INTERNAL",
  })
  arrivedAt!: string | null;
  @Published(() => Float, {
    zh: "自接警至到场的分钟数;未到场、未报告或到场早于接警时为空,不计入平均值和中位数",
    en: "Minutes from the alarm to the arrival; none, and left out of means and medians, where the team did not arrive, did not report it, or is said to have arrived before the alarm",
    policy: "INTERNAL",
  })
  minutesToArrival!: number | null;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of dispatches. */
export const DispatchConnection = connectionOf(Dispatch);
