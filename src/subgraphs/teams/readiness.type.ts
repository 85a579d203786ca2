import { Int } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { ReadinessAxis, ReadinessStatus } from "./team.enums.js";

/** How ready a team is on one axis, as published. */
@PublishedType("TeamReadiness", {
  zh: "队伍备勤",
  en: "How ready a team is on one axis, and who said so when",
})
export class TeamReadiness {
  @Published(() => ReadinessAxis, { zh: "维度", en: "Axis", policy: "PUBLIC" })
  axis!: ReadinessAxis;
  @Published(() => ReadinessStatus, { zh: "状态", en: "Status", policy: "PUBLIC" })
  status!: ReadinessStatus;
  @Published(() => Int, { zh: "出动所需分钟", en: "Minutes to turn out", policy: "PUBLIC", nullable: true })
  turnoutMinutes!: number | null;
  @Published(() => String, {
    zh: "报告时间(ISO 8601)",
    en: "When it was reported (ISO 8601)",
    policy: "PUBLIC",
  })
  reportedAt!: string;
  @Published(() => Agency, {
    zh: "报告机构",
    en: "Agency that reported it",
    policy: "PUBLIC",
    nullable: true,
    from: ["reportedByAgencyId"],
    read: ({ reportedByAgencyId: id }) => (id === null ? null : { id }),
  })
  reportedByAgency!: Agency | null;
  @Published(() => String, { zh: "报告人", en: "Person who reported it", policy: "PERSONAL" })
  reportedBy!: string | null;
}
