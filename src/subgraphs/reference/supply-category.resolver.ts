import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import {
  allSupplyCategories,
  crosswalkByCategory,
  supplyCategoriesByParent,
  supplyCategoryById,
  supplyCategoryFilter,
  supplyCategoryOrder,
} from "./supply-category.loader.js";
import {
  type CategoryMatchRow,
  type CrosswalkRow,
  matchSeenFrom,
  SupplyCategory,
  SupplyCategoryConnection,
  SupplyCategoryMatch,
} from "./supply-category.type.js";

const MATCH: ReadonlySet<string> = new Set(["match"]);

/** Supply categories at the root, their trees and what joins the schemes. */
@Resolver(() => SupplyCategory)
export class SupplyCategoryResolver {
  @PublishedQuery(() => SupplyCategory, {
    zh: "按编号取一个物资分类",
    en: "One supply category by its identifier",
    policy: "PUBLIC",
  })
  supplyCategory(
    @Arg("id", () => ID) id: string,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return supplyCategoryById.find(ctx, info, id);
  }

  @PublishedQuery(() => SupplyCategoryConnection, {
    zh: "物资分类列表",
    en: "Supply categories",
    policy: "PUBLIC",
  })
  supplyCategories(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => supplyCategoryFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [supplyCategoryOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allSupplyCategories.page(
      ctx,
      info,
      ROOT,
      page,
      supplyCategoryFilter.condition(ctx, where),
      supplyCategoryOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(SupplyCategory, () => SupplyCategory, {
    zh: "上级分类",
    en: "The category that it belongs to",
    policy: "PUBLIC",
    nullable: true,
    from: ["parentId"],
  })
  parent(
    @Root() { parentId }: SupplyCategory & { parentId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return parentId === null ? null : supplyCategoryById.load(ctx, info, parentId);
  }

  @PublishedRelation(SupplyCategory, () => [SupplyCategory], {
    zh: "下级分类",
    en: "The categories directly below it",
    policy: "PUBLIC",
    nullable: true,
  })
  children(@Root() category: SupplyCategory, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return supplyCategoriesByParent.list(ctx, info, category.id);
  }

  @PublishedRelation(SupplyCategory, () => [SupplyCategoryMatch], {
    zh: "其他体系中的对应分类(为本项目的判断)",
    en: "What stands for it in other schemes, by this project's judgement",
    policy: "PUBLIC",
    nullable: true,
  })
  async crosswalk(@Root() { id }: SupplyCategory, @Ctx() ctx: RequestContext): Promise<CategoryMatchRow[]> {
    const rows = (await crosswalkByCategory.list(ctx, MATCH, id)) as readonly CrosswalkRow[];
    return rows.map((row) => matchSeenFrom(id, row));
  }
}

/** The category at the other end of a match. */
@Resolver(() => SupplyCategoryMatch)
export class SupplyCategoryMatchResolver {
  @PublishedRelation(SupplyCategoryMatch, () => SupplyCategory, {
    zh: "对应的分类",
    en: "The other category",
    policy: "PUBLIC",
    nullable: true,
  })
  category(
    @Root() { categoryId }: CategoryMatchRow,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return supplyCategoryById.load(ctx, info, categoryId);
  }
}
