import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { AT_DESCRIPTION, dayInShanghai, instantArgument } from "../../dataset/instant-argument.js";
import { PublishedRelation } from "../../dataset/published.js";
import { TeamCapability } from "./capability.type.js";
import { teamById } from "./team.loader.js";
import { Team } from "./team.type.js";

/** What hangs from a team's capability. */
@Resolver(() => TeamCapability)
export class TeamCapabilityResolver {
  @PublishedRelation(TeamCapability, () => Team, {
    zh: "队伍",
    en: "The team",
    policy: "PUBLIC",
    nullable: true,
    from: ["teamId"],
  })
  team(
    @Root() capability: TeamCapability & { teamId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return teamById.load(ctx, info, capability.teamId);
  }

  @PublishedRelation(TeamCapability, () => Boolean, {
    zh: "是否经核验且在有效期内(按北京时间的日期)",
    en: "Whether it is verified and still valid on that day in Asia/Shanghai",
    policy: "PUBLIC",
    nullable: true,
    from: ["verifiedOn", "validUntil"],
    needs: ["TeamCapability.verifiedOn", "TeamCapability.validUntil"],
  })
  current(
    @Root() { verifiedOn, validUntil }: TeamCapability,
    @Arg("at", () => String, { nullable: true, description: AT_DESCRIPTION }) at: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    const day = dayInShanghai(instantArgument(ctx, "at", at));
    return verifiedOn !== null && verifiedOn <= day && (validUntil === null || day <= validUntil);
  }
}
