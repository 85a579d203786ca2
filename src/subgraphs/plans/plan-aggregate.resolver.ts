import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { PublishedQuery } from "../../dataset/published.js";
import { planFilter } from "./plan.loader.js";

const aggregate = aggregateOf(planFilter);

/** Plans in groups. */
@Resolver()
export class PlanAggregateResolver {
  @PublishedQuery(() => aggregate.type, { zh: "预案分组统计", en: "Plans in groups", policy: "PUBLIC" })
  planAggregate(
    @Arg("where", () => planFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, planFilter.condition(ctx, where));
  }
}
