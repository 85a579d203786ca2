import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { PublishedQuery } from "../../dataset/published.js";
import { incidentFilter } from "./incident.loader.js";

const aggregate = aggregateOf(incidentFilter);

/** Incidents in groups. */
@Resolver()
export class IncidentAggregateResolver {
  @PublishedQuery(() => aggregate.type, {
    zh: "突发事件分组统计",
    en: "Incidents in groups",
    policy: "INTERNAL",
  })
  incidentAggregate(
    @Arg("where", () => incidentFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, incidentFilter.condition(ctx, where));
  }
}
