import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { allUnits, capabilitiesByUnit, unitById, unitFilter, unitOrder } from "./air-unit.loader.js";
import { AirUnit, AirUnitConnection } from "./air-unit.type.js";
import { Capability } from "./capability.type.js";
import { siteById } from "./landing-site.loader.js";
import { LandingSite } from "./landing-site.type.js";

/** Air units at the root, where they are at home and what they can do. */
@Resolver(() => AirUnit)
export class AirUnitResolver {
  @PublishedQuery(() => AirUnit, {
    zh: "按编号取一个航空救援单元",
    en: "One air unit by its identifier",
    policy: "PUBLIC",
  })
  airUnit(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return unitById.find(ctx, info, id);
  }

  @PublishedQuery(() => AirUnitConnection, { zh: "航空救援单元列表", en: "Air units", policy: "PUBLIC" })
  airUnits(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => unitFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [unitOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allUnits.page(
      ctx,
      info,
      ROOT,
      page,
      unitFilter.condition(ctx, where),
      unitOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(AirUnit, () => LandingSite, {
    zh: "驻地起降点",
    en: "The landing site that it is at home on",
    policy: "PUBLIC",
    nullable: true,
    from: ["homeSiteId"],
  })
  homeSite(
    @Root() { homeSiteId }: AirUnit & { homeSiteId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return siteById.load(ctx, info, homeSiteId);
  }

  @PublishedRelation(AirUnit, () => [Capability], {
    zh: "能力(四类空中能力)",
    en: "What it can do, of the four air capabilities",
    policy: "PUBLIC",
    nullable: true,
  })
  capabilities(@Root() unit: AirUnit, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return capabilitiesByUnit.list(ctx, info, unit.id);
  }
}
