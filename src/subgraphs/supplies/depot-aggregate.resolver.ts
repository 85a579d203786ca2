import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { ownKey } from "../../dataset/aggregate-keys.js";
import { PublishedQuery } from "../../dataset/published.js";
import { depotById, depotFilter } from "./depot.loader.js";
import { Depot } from "./depot.type.js";

const aggregate = aggregateOf(depotFilter, {
  keys: {
    parentDepot: ownKey(depotFilter.dataset, "parentDepotId", {
      zh: "上级储备库",
      en: "The depot above it",
      policy: "PUBLIC",
      type: () => Depot,
      load: depotById.load,
    }),
  },
});

/** Depots in groups. */
@Resolver()
export class DepotAggregateResolver {
  @PublishedQuery(() => aggregate.type, { zh: "储备库分组统计", en: "Depots in groups", policy: "PUBLIC" })
  depotAggregate(
    @Arg("where", () => depotFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, depotFilter.condition(ctx, where));
  }
}
