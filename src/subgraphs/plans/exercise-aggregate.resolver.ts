import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { joined, ownKey } from "../../dataset/aggregate-keys.js";
import type { KeyPart } from "../../dataset/aggregate-parts.js";
import { PublishedQuery } from "../../dataset/published.js";
import { PlanEntity } from "./plan.entity.js";
import { PlanEventClass, PlanKind, PlanLevel } from "./plan.enums.js";
import { exerciseFilter, planById } from "./plan.loader.js";
import { Plan } from "./plan.type.js";

const { dataset } = exerciseFilter;
const plan = joined(dataset, "exercised", { entity: PlanEntity, property: "planId", key: "id" });

const ofPlan = (property: string, text: Pick<KeyPart, "zh" | "en" | "type">): KeyPart => ({
  ...text,
  policy: "PUBLIC",
  by: { kind: "value", column: plan.column(property) },
  join: plan.join,
});

const aggregate = aggregateOf(exerciseFilter, {
  keys: {
    plan: ownKey(dataset, "planId", {
      zh: "所演练的预案",
      en: "The plan that was exercised",
      policy: "PUBLIC",
      type: () => Plan,
      load: planById.load,
    }),
    planKind: ofPlan("kind", { zh: "预案类型", en: "Type of the plan", type: () => PlanKind }),
    planLevel: ofPlan("level", { zh: "预案层级", en: "Level of the plan", type: () => PlanLevel }),
    eventClass: ofPlan("eventClass", {
      zh: "预案适用类别",
      en: "What the plan is for",
      type: () => PlanEventClass,
    }),
  },
});

/** Exercises in groups. */
@Resolver()
export class ExerciseAggregateResolver {
  @PublishedQuery(() => aggregate.type, { zh: "演练分组统计", en: "Exercises in groups", policy: "PUBLIC" })
  exerciseAggregate(
    @Arg("where", () => exerciseFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, exerciseFilter.condition(ctx, where));
  }
}
