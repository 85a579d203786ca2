import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { Agency } from "./agency.type.js";
import { TeamCapabilityConnection } from "./capability.type.js";
import { TeamEquipmentConnection } from "./equipment.type.js";
import { TeamReadiness } from "./readiness.type.js";
import { EventClass } from "./team.enums.js";
import {
  allTeams,
  capabilitiesByTeam,
  equipmentByTeam,
  eventClassesByTeam,
  leadAgenciesByTeam,
  readinessByTeam,
  teamById,
  teamFilter,
  teamOrder,
} from "./team.loader.js";
import { Team, TeamConnection } from "./team.type.js";

/** Teams at the root, and what hangs from a team. */
@Resolver(() => Team)
export class TeamResolver {
  @PublishedQuery(() => Team, { zh: "按编号取一支队伍", en: "One team by its identifier", policy: "PUBLIC" })
  team(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return teamById.find(ctx, info, id);
  }

  @PublishedQuery(() => TeamConnection, { zh: "队伍列表", en: "Teams", policy: "PUBLIC" })
  teams(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => teamFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [teamOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allTeams.page(
      ctx,
      info,
      ROOT,
      page,
      teamFilter.condition(ctx, where),
      teamOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Team, () => [Agency], {
    zh: "牵头组建部门",
    en: "Lead agencies, in the plan's order",
    policy: "PUBLIC",
    nullable: true,
  })
  leadAgencies(@Root() team: Team, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return leadAgenciesByTeam.list(ctx, info, team.id);
  }

  @PublishedRelation(Team, () => TeamCapabilityConnection, {
    zh: "登记的能力(有核验日期者为经核验,至有效期止)",
    en: "Registered capabilities (verified where `verifiedOn` is set, until `validUntil`)",
    policy: "PUBLIC",
    nullable: true,
  })
  capabilities(
    @Root() team: Team,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return capabilitiesByTeam.page(ctx, info, team.id, page);
  }

  @PublishedRelation(Team, () => TeamEquipmentConnection, {
    zh: "装备",
    en: "Gear",
    policy: "PUBLIC",
    nullable: true,
  })
  equipment(
    @Root() team: Team,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return equipmentByTeam.page(ctx, info, team.id, page);
  }

  @PublishedRelation(Team, () => [TeamReadiness], {
    zh: "备勤(人员、装备、车辆)",
    en: "Readiness by axis",
    policy: "PUBLIC",
    nullable: true,
  })
  readiness(@Root() team: Team, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readinessByTeam.list(ctx, info, team.id);
  }

  @PublishedRelation(Team, () => [EventClass], {
    zh: "适用事件类别",
    en: "Classes of events it is for",
    policy: "PUBLIC",
    nullable: true,
  })
  async eventClasses(@Root() team: Team, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return (await eventClassesByTeam.list(ctx, info, team.id)).map(({ eventClass }) => eventClass);
  }
}
