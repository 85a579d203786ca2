import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { Capability, TeamCapabilityConnection } from "./capability.type.js";
import { Division } from "./division.type.js";
import { capabilitiesByCode, teamFilter, teamOrder, teamsByAgency, teamsByDivision } from "./team.loader.js";
import { TeamConnection } from "./team.type.js";

/** Teams from a division. */
@Resolver(() => Division)
export class DivisionTeamsResolver {
  @PublishedRelation(Division, () => TeamConnection, {
    zh: "本区划及其下级的队伍",
    en: "Teams of this division and everything below it",
    policy: "PUBLIC",
    nullable: true,
    through: teamsByDivision,
  })
  teams(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => teamFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [teamOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return teamsByDivision.page(
      ctx,
      info,
      division.code,
      page,
      teamFilter.condition(ctx, where),
      teamOrder.columns(ctx, orderBy),
    );
  }
}

/** Teams from an agency. */
@Resolver(() => Agency)
export class AgencyTeamsResolver {
  @PublishedRelation(Agency, () => TeamConnection, {
    zh: "牵头的队伍",
    en: "Teams that it leads",
    policy: "PUBLIC",
    nullable: true,
    through: teamsByAgency,
  })
  teams(
    @Root() agency: Agency,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => teamFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [teamOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return teamsByAgency.page(
      ctx,
      info,
      agency.id,
      page,
      teamFilter.condition(ctx, where),
      teamOrder.columns(ctx, orderBy),
    );
  }
}

/** Teams from a capability of the catalogue, with what is registered of each. */
@Resolver(() => Capability)
export class CapabilityTeamsResolver {
  @PublishedRelation(Capability, () => TeamCapabilityConnection, {
    zh: "登记此能力的队伍(有核验日期者为经核验,至有效期止)",
    en: "Who is registered with it (verified where `verifiedOn` is set, until `validUntil`)",
    policy: "PUBLIC",
    nullable: true,
    through: capabilitiesByCode,
    hiddenWith: ["Team.capabilities"],
  })
  holders(
    @Root() capability: Capability,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return capabilitiesByCode.page(ctx, info, capability.code, page);
  }
}
