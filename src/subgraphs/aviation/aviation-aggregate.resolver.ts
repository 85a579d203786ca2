import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { linkedKey, ownKey } from "../../dataset/aggregate-keys.js";
import { PublishedQuery } from "../../dataset/published.js";
import { reachFilter } from "./air-reach.loader.js";
import { AirUnitCapabilityEntity } from "./air-unit.entity.js";
import { unitById, unitFilter } from "./air-unit.loader.js";
import { AirUnit } from "./air-unit.type.js";
import { Capability } from "./capability.type.js";
import { siteFilter } from "./landing-site.loader.js";

const sites = aggregateOf(siteFilter);
const units = aggregateOf(unitFilter, {
  keys: {
    capability: linkedKey(
      unitFilter.dataset,
      "able",
      { entity: AirUnitCapabilityEntity, parent: "airUnitId", child: "capabilityCode" },
      {
        zh: "能力(有多项时每项各计一次)",
        en: "Capability; a unit with several counts once for each",
        policy: "PUBLIC",
        type: () => Capability,
      },
    ),
  },
});
const reaches = aggregateOf(reachFilter, {
  keys: {
    airUnit: ownKey(reachFilter.dataset, "airUnitId", {
      zh: "最快到达的航空单元",
      en: "The air unit that is there first",
      policy: "PUBLIC",
      type: () => AirUnit,
      load: unitById.load,
    }),
  },
});

/** Landing sites, air units and towns by air, in groups. */
@Resolver()
export class AviationAggregateResolver {
  @PublishedQuery(() => sites.type, {
    zh: "起降点分组统计",
    en: "Landing sites in groups",
    policy: "PUBLIC",
  })
  landingSiteAggregate(
    @Arg("where", () => siteFilter.input, { nullable: true }) where: object | null,
    @Args(() => sites.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return sites.read(ctx, info, args, siteFilter.condition(ctx, where));
  }

  @PublishedQuery(() => units.type, {
    zh: "航空救援单元分组统计",
    en: "Air units in groups",
    policy: "PUBLIC",
  })
  airUnitAggregate(
    @Arg("where", () => unitFilter.input, { nullable: true }) where: object | null,
    @Args(() => units.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return units.read(ctx, info, args, unitFilter.condition(ctx, where));
  }

  @PublishedQuery(() => reaches.type, {
    zh: "航空响应分组统计",
    en: "Towns by air, in groups",
    policy: "PUBLIC",
  })
  airReachAggregate(
    @Arg("where", () => reachFilter.input, { nullable: true }) where: object | null,
    @Args(() => reaches.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return reaches.read(ctx, info, args, reachFilter.condition(ctx, where));
  }
}
