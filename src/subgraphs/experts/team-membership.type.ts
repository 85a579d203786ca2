import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { ExpertTeamRole } from "./expert.enums.js";
import { Team } from "./team.type.js";

/** What an expert is to a team, as published. */
@PublishedType("ExpertTeamMembership", { zh: "专家与队伍的关系", en: "What an expert is to a team" })
export class ExpertTeamMembership {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Team, {
    zh: "队伍",
    en: "The team",
    policy: "PUBLIC",
    nullable: true,
    from: ["teamId"],
    read: (row) => ({ id: row["teamId"] }),
  })
  team!: Team | null;
  @Published(() => ExpertTeamRole, { zh: "角色", en: "Role", policy: "PUBLIC" })
  role!: ExpertTeamRole;
  @Published(() => String, { zh: "起始日期", en: "First day", policy: "PUBLIC" })
  since!: string;
}

/** A page of an expert's teams. */
export const ExpertTeamMembershipConnection = connectionOf(ExpertTeamMembership);
