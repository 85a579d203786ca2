import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { linkedKey } from "../../dataset/aggregate-keys.js";
import { PublishedQuery } from "../../dataset/published.js";
import { ExpertSpecialtyEntity } from "./expert.entity.js";
import { domainByCode, expertFilter } from "./expert.loader.js";
import { ExpertDomain } from "./expert-domain.type.js";

const aggregate = aggregateOf(expertFilter, {
  people: true,
  keys: {
    domain: linkedKey(
      expertFilter.dataset,
      "specialty",
      { entity: ExpertSpecialtyEntity, parent: "expertId", child: "domainCode" },
      {
        zh: "领域(有多个时每个各计一次)",
        en: "Domain; an expert of several counts once for each",
        policy: "PUBLIC",
        type: () => ExpertDomain,
        load: domainByCode.load,
      },
    ),
  },
});

/** Experts in groups. */
@Resolver()
export class ExpertAggregateResolver {
  @PublishedQuery(() => aggregate.type, { zh: "专家分组统计", en: "Experts in groups", policy: "INTERNAL" })
  expertAggregate(
    @Arg("where", () => expertFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, expertFilter.condition(ctx, where));
  }
}
