import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { depotById } from "./depot.loader.js";
import { Depot } from "./depot.type.js";
import { itemByCode } from "./item.loader.js";
import { Item } from "./item.type.js";
import { ProductionCapacity } from "./production-capacity.type.js";
import { allStock, stockFilter, stockLineById, stockOrder } from "./stock-line.loader.js";
import { StockLine, StockLineConnection } from "./stock-line.type.js";

/** Stock at the root, the item of a stock line, and the depot that it lies in. */
@Resolver(() => StockLine)
export class StockLineResolver {
  @PublishedQuery(() => StockLine, {
    zh: "按编号取一条库存",
    en: "One line of stock by its identifier",
    policy: "PUBLIC",
  })
  stockLine(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return stockLineById.find(ctx, info, id);
  }

  @PublishedQuery(() => StockLineConnection, {
    zh: "各处库存列表",
    en: "Stock, wherever it lies",
    policy: "PUBLIC",
  })
  stockLines(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => stockFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [stockOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allStock.page(
      ctx,
      info,
      ROOT,
      page,
      stockFilter.condition(ctx, where),
      stockOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(StockLine, () => Item, {
    zh: "物资品种",
    en: "The item",
    policy: "PUBLIC",
    nullable: true,
    from: ["itemCode"],
    shared: true,
  })
  item(@Root() { itemCode }: StockLine, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return itemByCode.load(ctx, info, itemCode);
  }

  @PublishedRelation(StockLine, () => Depot, {
    zh: "所在储备库",
    en: "The depot it lies in",
    policy: "PUBLIC",
    nullable: true,
    from: ["depotId"],
    shared: true,
  })
  depot(
    @Root() { depotId }: StockLine & { depotId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return depotById.load(ctx, info, depotId);
  }
}

/** The item that an enterprise can produce. */
@Resolver(() => ProductionCapacity)
export class ProductionCapacityResolver {
  @PublishedRelation(ProductionCapacity, () => Item, {
    zh: "物资品种",
    en: "The item",
    policy: "PUBLIC",
    nullable: true,
    from: ["itemCode"],
  })
  item(
    @Root() { itemCode }: ProductionCapacity & { itemCode: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return itemByCode.load(ctx, info, itemCode);
  }
}
