import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Float, ID, Info, Int, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { Datum, toWgs84 } from "../../dataset/point.js";
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
  })
  landingSitesNear(
    @Arg("latitude", () => Float, { description: "纬度(度) / Latitude in degrees" }) latitude: number,
    @Arg("longitude", () => Float, { description: "经度(度) / Longitude in degrees" }) longitude: number,
    @Arg("datum", () => Datum, {
      description: "坐标系统;弄错会偏移约半公里 / Datum of the point; the wrong one is half a kilometre off",
    })
    datum: Datum,
    @Arg("km", () => Float, { description: "半径(千米,至多 500) / Radius in kilometres, 500 at most" })
    km: number,
    @Arg("first", () => Int, {
      nullable: true,
      description: "取前多少个(1–500,默认 20) / How many (1 to 500, default 20)",
    })
    first: number | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return sitesAround(ctx, info, toWgs84({ latitude, longitude }, datum), { km, first });
  }

  @PublishedRelation(LandingSite, () => AirUnitConnection, {
    zh: "驻场航空单元",
    en: "The air units that are at home there",
    policy: "PUBLIC",
    nullable: true,
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
