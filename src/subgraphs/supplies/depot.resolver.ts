import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Float, ID, Info, Int, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { Datum, toWgs84 } from "../../dataset/point.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import {
  allDepots,
  capacitiesByDepot,
  depotById,
  depotFilter,
  depotOrder,
  depotsAround,
  depotsByParent,
} from "./depot.loader.js";
import { Depot, DepotConnection } from "./depot.type.js";
import { NearbyDepot } from "./nearby-depot.type.js";
import { ProductionCapacityConnection } from "./production-capacity.type.js";
import { stockByDepot, stockFilter, stockOrder } from "./stock-line.loader.js";
import { StockLineConnection } from "./stock-line.type.js";

/** Depots at the root, and what hangs from a depot. */
@Resolver(() => Depot)
export class DepotResolver {
  @PublishedQuery(() => Depot, {
    zh: "按编号取一个储备库",
    en: "One depot by its identifier",
    policy: "PUBLIC",
  })
  depot(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return depotById.find(ctx, info, id);
  }

  @PublishedQuery(() => DepotConnection, { zh: "储备库列表", en: "Depots", policy: "PUBLIC" })
  depots(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => depotFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [depotOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allDepots.page(
      ctx,
      info,
      ROOT,
      page,
      depotFilter.condition(ctx, where),
      depotOrder.columns(ctx, orderBy),
    );
  }

  @PublishedQuery(() => [NearbyDepot], {
    zh: "某点周围的储备库,由近及远",
    en: "Depots around a point, nearest first",
    policy: "PUBLIC",
  })
  depotsNear(
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
    return depotsAround(ctx, info, toWgs84({ latitude, longitude }, datum), { km, first });
  }

  @PublishedRelation(Depot, () => Depot, {
    zh: "上级储备库",
    en: "The depot above it",
    policy: "PUBLIC",
    nullable: true,
    from: ["parentDepotId"],
  })
  parentDepot(
    @Root() { parentDepotId }: Depot & { parentDepotId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return parentDepotId === null ? null : depotById.load(ctx, info, parentDepotId);
  }

  @PublishedRelation(Depot, () => DepotConnection, {
    zh: "下级储备库",
    en: "The depots below it",
    policy: "PUBLIC",
    nullable: true,
  })
  childDepots(
    @Root() depot: Depot,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return depotsByParent.page(ctx, info, depot.id, page);
  }

  @PublishedRelation(Depot, () => StockLineConnection, {
    zh: "库存",
    en: "Stock",
    policy: "PUBLIC",
    nullable: true,
  })
  stock(
    @Root() depot: Depot,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => stockFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [stockOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return stockByDepot.page(
      ctx,
      info,
      depot.id,
      page,
      stockFilter.condition(ctx, where),
      stockOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Depot, () => ProductionCapacityConnection, {
    zh: "产能储备",
    en: "What can be produced when called on",
    policy: "PUBLIC",
    nullable: true,
  })
  productionCapacities(
    @Root() depot: Depot,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return capacitiesByDepot.page(ctx, info, depot.id, page);
  }
}
