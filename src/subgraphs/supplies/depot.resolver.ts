import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { centreOf, NearArgs } from "../../dataset/near-args.js";
import { PageArgs } from "../../dataset/page-args.js";
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
    needs: ["Depot.location"],
  })
  depotsNear(
    @Args(() => NearArgs) near: NearArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return depotsAround(ctx, info, centreOf(near), near);
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
    through: depotsByParent,
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
