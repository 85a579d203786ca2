import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { ExerciseConnection } from "./exercise.type.js";
import {
  allPlans,
  exerciseFilter,
  exerciseOrder,
  exercisesByPlan,
  linksByPlan,
  linksToPlan,
  planById,
  planFilter,
  planOrder,
  plansByParent,
} from "./plan.loader.js";
import { Plan, PlanConnection } from "./plan.type.js";
import { PlanLinkConnection } from "./plan-link.type.js";

/** Plans at the root, and what hangs from a plan. */
@Resolver(() => Plan)
export class PlanResolver {
  @PublishedQuery(() => Plan, { zh: "按编号取一件预案", en: "One plan by its identifier", policy: "PUBLIC" })
  plan(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return planById.find(ctx, info, id);
  }

  @PublishedQuery(() => PlanConnection, { zh: "预案列表", en: "Plans", policy: "PUBLIC" })
  plans(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => planFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [planOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allPlans.page(
      ctx,
      info,
      ROOT,
      page,
      planFilter.condition(ctx, where),
      planOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Plan, () => Plan, {
    zh: "上级预案",
    en: "The plan above it",
    policy: "PUBLIC",
    nullable: true,
    from: ["parentPlanId"],
  })
  parent(
    @Root() { parentPlanId }: Plan & { parentPlanId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return parentPlanId === null ? null : planById.load(ctx, info, parentPlanId);
  }

  @PublishedRelation(Plan, () => PlanConnection, {
    zh: "下级预案",
    en: "The plans directly below it",
    policy: "PUBLIC",
    nullable: true,
    through: plansByParent,
  })
  children(
    @Root() plan: Plan,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return plansByParent.page(ctx, info, plan.id, page);
  }

  @PublishedRelation(Plan, () => PlanLinkConnection, {
    zh: "与其他预案的衔接",
    en: "Links to other plans",
    policy: "PUBLIC",
    nullable: true,
  })
  links(
    @Root() plan: Plan,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return linksByPlan.page(ctx, info, plan.id, page);
  }

  @PublishedRelation(Plan, () => PlanLinkConnection, {
    zh: "其他预案与本预案的衔接",
    en: "Links of other plans to it",
    policy: "PUBLIC",
    nullable: true,
    through: linksToPlan,
  })
  linkedFrom(
    @Root() plan: Plan,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return linksToPlan.page(ctx, info, plan.id, page);
  }

  @PublishedRelation(Plan, () => ExerciseConnection, {
    zh: "演练(按日期)",
    en: "Its exercises, in the order of their days",
    policy: "PUBLIC",
    nullable: true,
  })
  exercises(
    @Root() plan: Plan,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => exerciseFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [exerciseOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return exercisesByPlan.page(
      ctx,
      info,
      plan.id,
      page,
      exerciseFilter.condition(ctx, where),
      exerciseOrder.columns(ctx, orderBy),
    );
  }
}
