import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import {
  allWarnings,
  areasByWarning,
  warningById,
  warningFilter,
  warningOrder,
  warningsByReferred,
} from "./warning.loader.js";
import { Warning, WarningArea, WarningConnection } from "./warning.type.js";
import {
  coverageFilter,
  coverageOrder,
  coveragesByWarning,
  deliveriesByWarning,
  deliveryFilter,
  deliveryOrder,
} from "./warning-coverage.loader.js";
import { WarningCoverageConnection, WarningDeliveryConnection } from "./warning-coverage.type.js";

/** Warnings at the root, and what hangs from a warning. */
@Resolver(() => Warning)
export class WarningResolver {
  @PublishedQuery(() => Warning, {
    zh: "按编号取一条预警信息",
    en: "One warning by its identifier",
    policy: "PUBLIC",
  })
  warning(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return warningById.find(ctx, info, id);
  }

  @PublishedQuery(() => WarningConnection, {
    zh: "预警信息列表,最近发布的在前",
    en: "Warnings, the latest first",
    policy: "PUBLIC",
  })
  warnings(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => warningFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [warningOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allWarnings.page(
      ctx,
      info,
      ROOT,
      page,
      warningFilter.condition(ctx, where),
      warningOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Warning, () => Warning, {
    zh: "所更新或解除的预警信息",
    en: "The message that it updates or cancels",
    policy: "PUBLIC",
    nullable: true,
    from: ["refersToId"],
  })
  refersTo(
    @Root() { refersToId }: Warning & { refersToId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return refersToId === null ? null : warningById.load(ctx, info, refersToId);
  }

  @PublishedRelation(Warning, () => [Warning], {
    zh: "更新或解除本条的信息",
    en: "The messages that update or cancel it",
    policy: "PUBLIC",
    nullable: true,
    through: warningsByReferred,
  })
  followedBy(@Root() warning: Warning, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return warningsByReferred.list(ctx, info, warning.id);
  }

  @PublishedRelation(Warning, () => [WarningArea], {
    zh: "预警区域",
    en: "The divisions that it is for",
    policy: "PUBLIC",
    nullable: true,
  })
  areas(@Root() warning: Warning, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return areasByWarning.list(ctx, info, warning.id);
  }

  @PublishedRelation(Warning, () => WarningCoverageConnection, {
    zh: "各乡镇街道的覆盖情况",
    en: "How far it reached the people of each town",
    policy: "PUBLIC",
    nullable: true,
  })
  coverage(
    @Root() warning: Warning,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => coverageFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [coverageOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return coveragesByWarning.page(
      ctx,
      info,
      warning.id,
      page,
      coverageFilter.condition(ctx, where),
      coverageOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Warning, () => WarningDeliveryConnection, {
    zh: "各渠道触达情况",
    en: "How many people each channel reached, by town",
    policy: "PUBLIC",
    nullable: true,
  })
  deliveries(
    @Root() warning: Warning,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => deliveryFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [deliveryOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return deliveriesByWarning.page(
      ctx,
      info,
      warning.id,
      page,
      deliveryFilter.condition(ctx, where),
      deliveryOrder.columns(ctx, orderBy),
    );
  }
}
