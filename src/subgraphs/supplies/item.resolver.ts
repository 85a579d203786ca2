import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import {
  allItems,
  itemByCode,
  itemFilter,
  itemOrder,
  packsByItem,
  substitutesByItem,
} from "./item.loader.js";
import { Item, ItemConnection, ItemPack, ItemSubstitute } from "./item.type.js";
import { stockByItem, stockFilter, stockOrder } from "./stock-line.loader.js";
import { StockLineConnection } from "./stock-line.type.js";

/** Items at the root, and what hangs from an item. */
@Resolver(() => Item)
export class ItemResolver {
  @PublishedQuery(() => Item, { zh: "按代码取一种物资", en: "One item by its code", policy: "PUBLIC" })
  item(@Arg("code", () => ID) code: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return itemByCode.find(ctx, info, code);
  }

  @PublishedQuery(() => ItemConnection, { zh: "物资品种列表", en: "Items", policy: "PUBLIC" })
  items(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => itemFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [itemOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allItems.page(
      ctx,
      info,
      ROOT,
      page,
      itemFilter.condition(ctx, where),
      itemOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Item, () => [ItemPack], {
    zh: "包装",
    en: "Packs it comes in",
    policy: "PUBLIC",
    nullable: true,
  })
  packs(@Root() item: Item, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return packsByItem.list(ctx, info, item.code);
  }

  @PublishedRelation(Item, () => [ItemSubstitute], {
    zh: "可替代物资",
    en: "Items that can stand in for it",
    policy: "PUBLIC",
    nullable: true,
  })
  substitutes(@Root() item: Item, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return substitutesByItem.list(ctx, info, item.code);
  }

  @PublishedRelation(Item, () => StockLineConnection, {
    zh: "各处库存",
    en: "Stock of it, wherever it lies",
    policy: "PUBLIC",
    nullable: true,
    through: stockByItem,
  })
  stock(
    @Root() item: Item,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => stockFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [stockOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return stockByItem.page(
      ctx,
      info,
      item.code,
      page,
      stockFilter.condition(ctx, where),
      stockOrder.columns(ctx, orderBy),
    );
  }
}

/** The item that stands in for another. */
@Resolver(() => ItemSubstitute)
export class ItemSubstituteResolver {
  @PublishedRelation(ItemSubstitute, () => Item, {
    zh: "替代品种",
    en: "The substitute",
    policy: "PUBLIC",
    nullable: true,
    from: ["substituteCode"],
  })
  item(
    @Root() { substituteCode }: ItemSubstitute & { substituteCode: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return itemByCode.load(ctx, info, substituteCode);
  }
}
