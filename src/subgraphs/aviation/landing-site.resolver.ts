import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { centreOf, NearArgs } from "../../dataset/near-args.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { unitFilter, unitOrder, unitsBySite } from "./air-unit.loader.js";
import { AirUnitConnection } from "./air-unit.type.js";
import { allSites, siteById, siteFilter, siteOrder, sitesAround } from "./landing-site.loader.js";
import { LandingSite, LandingSiteConnection, NearbyLandingSite } from "./landing-site.type.js";

/** Landing sites at the root, and the units that are at home there. */
@Resolver(() => LandingSite)
export class LandingSiteResolver {
  @PublishedQuery(() => LandingSite, {
    zh: "按编号取一个起降点",
    en: "One landing site by its identifier",
    policy: "PUBLIC",
  })
  landingSite(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return siteById.find(ctx, info, id);
  }

  @PublishedQuery(() => LandingSiteConnection, { zh: "起降点列表", en: "Landing sites", policy: "PUBLIC" })
  landingSites(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => siteFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [siteOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allSites.page(
      ctx,
      info,
      ROOT,
      page,
      siteFilter.condition(ctx, where),
      siteOrder.columns(ctx, orderBy),
    );
  }

  @PublishedQuery(() => [NearbyLandingSite], {
    zh: "某点周围的起降点,由近及远",
    en: "Landing sites around a point, nearest first",
    policy: "PUBLIC",
    needs: ["LandingSite.location"],
  })
  landingSitesNear(
    @Args(() => NearArgs) near: NearArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return sitesAround(ctx, info, centreOf(near), near);
  }

  @PublishedRelation(LandingSite, () => AirUnitConnection, {
    zh: "驻场航空单元",
    en: "The air units that are at home there",
    policy: "PUBLIC",
    nullable: true,
    through: unitsBySite,
  })
  airUnits(
    @Root() site: LandingSite,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => unitFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [unitOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return unitsBySite.page(
      ctx,
      info,
      site.id,
      page,
      unitFilter.condition(ctx, where),
      unitOrder.columns(ctx, orderBy),
    );
  }
}
