import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { Exercise, ExerciseConnection } from "./exercise.type.js";
import { allExercises, exerciseById, exerciseFilter, exerciseOrder, planById } from "./plan.loader.js";
import { Plan } from "./plan.type.js";

/** Exercises at the root, and the plan of each. */
@Resolver(() => Exercise)
export class ExerciseResolver {
  @PublishedQuery(() => Exercise, {
    zh: "按编号取一次演练",
    en: "One exercise by its identifier",
    policy: "PUBLIC",
  })
  exercise(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return exerciseById.find(ctx, info, id);
  }

  @PublishedQuery(() => ExerciseConnection, { zh: "演练列表", en: "Exercises", policy: "PUBLIC" })
  exercises(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => exerciseFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [exerciseOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allExercises.page(
      ctx,
      info,
      ROOT,
      page,
      exerciseFilter.condition(ctx, where),
      exerciseOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Exercise, () => Plan, {
    zh: "所演练的预案",
    en: "The plan that was exercised",
    policy: "PUBLIC",
    nullable: true,
    from: ["planId"],
  })
  plan(
    @Root() { planId }: Exercise & { planId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return planById.load(ctx, info, planId);
  }
}
