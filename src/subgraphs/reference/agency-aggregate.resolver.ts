import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { ownKey } from "../../dataset/aggregate-keys.js";
import { byCode } from "../../dataset/aggregate-parts.js";
import { PublishedQuery } from "../../dataset/published.js";
import { agencyById, agencyFilter } from "./agency.loader.js";
import { Agency } from "./agency.type.js";
import { divisionByCode } from "./division.loader.js";
import { Division } from "./division.type.js";

const aggregate = aggregateOf(agencyFilter, {
  keys: {
    division: {
      zh: "所属行政区划",
      en: "The division it belongs to",
      policy: "PUBLIC",
      type: () => Division,
      load: divisionByCode.load,
      by: byCode(agencyFilter.dataset.column("divisionCode")),
    },
    parent: ownKey(agencyFilter.dataset, "parentId", {
      zh: "上级机构",
      en: "The agency it is part of",
      policy: "PUBLIC",
      type: () => Agency,
      load: agencyById.load,
    }),
  },
});

/** Agencies in groups. */
@Resolver()
export class AgencyAggregateResolver {
  @PublishedQuery(() => aggregate.type, { zh: "机构分组统计", en: "Agencies in groups", policy: "PUBLIC" })
  agencyAggregate(
    @Arg("where", () => agencyFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, agencyFilter.condition(ctx, where));
  }
}
