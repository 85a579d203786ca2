import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PublishedRelation } from "../../dataset/published.js";
import { depotById } from "./depot.loader.js";
import { Depot } from "./depot.type.js";
import { itemByCode } from "./item.loader.js";
import { Item } from "./item.type.js";
import { ProductionCapacity } from "./production-capacity.type.js";
import { StockLine } from "./stock-line.type.js";

/** The item of a stock line, and the depot that it lies in. */
@Resolver(() => StockLine)
export class StockLineResolver {
  @PublishedRelation(StockLine, () => Item, {
    zh: "物资品种",
    en: "The item",
    policy: "PUBLIC",
    nullable: true,
    from: ["itemCode"],
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
