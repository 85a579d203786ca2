import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { Division } from "./division.type.js";
import { planById, planFilter, planOrder, plansByDivision, plansByOwner } from "./plan.loader.js";
import { Plan, PlanConnection } from "./plan.type.js";
import { PlanLink } from "./plan-link.type.js";

/** Plans from a division. */
@Resolver(() => Division)
export class DivisionPlansResolver {
  @PublishedRelation(Division, () => PlanConnection, {
    zh: "本区划及其下级的预案",
    en: "Plans of this division and everything below it",
    policy: "PUBLIC",
    nullable: true,
    through: plansByDivision,
  })
  plans(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => planFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [planOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return plansByDivision.page(
      ctx,
      info,
      division.code,
      page,
      planFilter.condition(ctx, where),
      planOrder.columns(ctx, orderBy),
    );
  }
}

/** Plans from an agency. */
@Resolver(() => Agency)
export class AgencyPlansResolver {
  @PublishedRelation(Agency, () => PlanConnection, {
    zh: "编制的预案",
    en: "Plans that it owns",
    policy: "PUBLIC",
    nullable: true,
    through: plansByOwner,
  })
  plans(
    @Root() agency: Agency,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => planFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [planOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return plansByOwner.page(
      ctx,
      info,
      agency.id,
      page,
      planFilter.condition(ctx, where),
      planOrder.columns(ctx, orderBy),
    );
  }
}

/** The two plans of a link. */
@Resolver(() => PlanLink)
export class PlanLinkResolver {
  @PublishedRelation(PlanLink, () => Plan, {
    zh: "本预案",
    en: "The plan that was fitted to the other",
    policy: "PUBLIC",
    nullable: true,
    from: ["planId"],
  })
  plan(
    @Root() { planId }: PlanLink & { planId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return planById.load(ctx, info, planId);
  }

  @PublishedRelation(PlanLink, () => Plan, {
    zh: "所衔接的预案",
    en: "The other plan",
    policy: "PUBLIC",
    nullable: true,
    from: ["linkedPlanId"],
  })
  linkedPlan(
    @Root() { linkedPlanId }: PlanLink & { linkedPlanId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return planById.load(ctx, info, linkedPlanId);
  }
}
