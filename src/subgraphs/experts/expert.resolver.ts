import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { every } from "../../dataset/condition.js";
import { AT_DESCRIPTION } from "../../dataset/instant-argument.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { ExpertAppointmentConnection } from "./appointment.type.js";
import { ExpertEngagementConnection } from "./engagement.type.js";
import { ExpertPageArgs } from "./expert.args.js";
import { ExpertStatus } from "./expert.enums.js";
import {
  allDomains,
  allExperts,
  appointmentsByExpert,
  domainsByExpert,
  engagementsByExpert,
  expertById,
  expertFilter,
  expertOrder,
  isOnCall,
  membershipsByExpert,
  narrowed,
  PRIMARY,
  shiftsByExpert,
  trainingsByExpert,
} from "./expert.loader.js";
import { Expert, ExpertConnection } from "./expert.type.js";
import { ExpertDomain } from "./expert-domain.type.js";
import { ExpertShiftConnection } from "./shift.type.js";
import { ExpertTeamMembershipConnection } from "./team-membership.type.js";
import { ExpertTrainingConnection } from "./training.type.js";

/** Experts at the root, and what hangs from an expert. */
@Resolver(() => Expert)
export class ExpertResolver {
  @PublishedQuery(() => Expert, {
    zh: "按编号取一位专家",
    en: "One expert by their identifier",
    policy: "INTERNAL",
  })
  expert(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return expertById.find(ctx, info, id);
  }

  @PublishedQuery(() => ExpertConnection, { zh: "专家列表", en: "Experts", policy: "INTERNAL" })
  experts(
    @Args(() => ExpertPageArgs) args: ExpertPageArgs,
    @Arg("where", () => expertFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [expertOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allExperts.page(
      ctx,
      info,
      ROOT,
      args,
      every(expertFilter.condition(ctx, where), narrowed(ctx, args)),
      expertOrder.columns(ctx, orderBy),
    );
  }

  @PublishedQuery(() => [ExpertDomain], { zh: "专家领域", en: "The domains of experts", policy: "PUBLIC" })
  expertDomains(@Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return allDomains.list(ctx, info, ROOT);
  }

  @PublishedRelation(Expert, () => [ExpertDomain], {
    zh: "领域",
    en: "Domains",
    policy: "PUBLIC",
    nullable: true,
  })
  domains(@Root() expert: Expert, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return domainsByExpert.list(ctx, info, expert.id);
  }

  @PublishedRelation(Expert, () => ExpertDomain, {
    zh: "主要领域",
    en: "Primary domain",
    policy: "PUBLIC",
    nullable: true,
    needs: ["Expert.domains"],
  })
  async primaryDomain(@Root() expert: Expert, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return (await domainsByExpert.list(ctx, info, expert.id, PRIMARY))[0] ?? null;
  }

  @PublishedRelation(Expert, () => Boolean, {
    zh: "是否值班中(在册且正在班次内)",
    en: "Whether they are on call: in service, with a shift that contains the instant",
    policy: "PUBLIC",
    nullable: true,
    from: ["status"],
    needs: ["Expert.shifts", "ExpertShift.endsAt"],
  })
  async onCall(
    @Root() expert: Expert,
    @Arg("at", () => String, { nullable: true, description: AT_DESCRIPTION }) at: string | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return (await isOnCall(ctx, info, expert.id, at)) && expert.status === ExpertStatus.ACTIVE;
  }

  @PublishedRelation(Expert, () => ExpertAppointmentConnection, {
    zh: "聘任",
    en: "Appointments",
    policy: "PUBLIC",
    nullable: true,
  })
  appointments(
    @Root() expert: Expert,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return appointmentsByExpert.page(ctx, info, expert.id, page);
  }

  @PublishedRelation(Expert, () => ExpertEngagementConnection, {
    zh: "使用记录(规划所列七种作用)",
    en: "When they were used, for the plan's seven uses",
    policy: "PUBLIC",
    nullable: true,
  })
  engagements(
    @Root() expert: Expert,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return engagementsByExpert.page(ctx, info, expert.id, page);
  }

  @PublishedRelation(Expert, () => ExpertShiftConnection, {
    zh: "值班",
    en: "Duty shifts",
    policy: "PUBLIC",
    nullable: true,
  })
  shifts(
    @Root() expert: Expert,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return shiftsByExpert.page(ctx, info, expert.id, page);
  }

  @PublishedRelation(Expert, () => ExpertTrainingConnection, {
    zh: "培训",
    en: "Trainings",
    policy: "PUBLIC",
    nullable: true,
  })
  trainings(
    @Root() expert: Expert,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return trainingsByExpert.page(ctx, info, expert.id, page);
  }

  @PublishedRelation(Expert, () => ExpertTeamMembershipConnection, {
    zh: "所在队伍及角色",
    en: "Their teams, with their role in each",
    policy: "PUBLIC",
    nullable: true,
  })
  teams(
    @Root() expert: Expert,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return membershipsByExpert.page(ctx, info, expert.id, page);
  }
}
