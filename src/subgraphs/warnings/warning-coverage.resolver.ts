import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { warningById } from "./warning.loader.js";
import { Warning } from "./warning.type.js";
import {
  allCoverages,
  coverageById,
  coverageFilter,
  coverageOrder,
  deliveriesByCoverage,
} from "./warning-coverage.loader.js";
import { WarningCoverage, WarningCoverageConnection, WarningDelivery } from "./warning-coverage.type.js";

/** Coverage reports at the root, and what hangs from one. */
@Resolver(() => WarningCoverage)
export class WarningCoverageResolver {
  @PublishedQuery(() => WarningCoverageConnection, {
    zh: "预警覆盖情况列表,每条预警每个乡镇街道一行,最近发布的在前",
    en: "How far warnings reached: a row for each warning and town, the latest first",
    policy: "PUBLIC",
  })
  warningCoverages(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => coverageFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [coverageOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allCoverages.page(
      ctx,
      info,
      ROOT,
      page,
      coverageFilter.condition(ctx, where),
      coverageOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(WarningCoverage, () => Warning, {
    zh: "预警信息",
    en: "The warning",
    policy: "PUBLIC",
    nullable: true,
    from: ["warningId"],
  })
  warning(
    @Root() { warningId }: WarningCoverage & { warningId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return warningById.load(ctx, info, warningId);
  }

  @PublishedRelation(WarningCoverage, () => [WarningDelivery], {
    zh: "各渠道触达情况",
    en: "How many people each channel reached",
    policy: "PUBLIC",
    nullable: true,
    through: deliveriesByCoverage,
  })
  deliveries(
    @Root() coverage: WarningCoverage,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return deliveriesByCoverage.list(ctx, info, coverage.id);
  }
}

/** The report that a channel's report is a part of. */
@Resolver(() => WarningDelivery)
export class WarningDeliveryResolver {
  @PublishedRelation(WarningDelivery, () => WarningCoverage, {
    zh: "所属的覆盖情况(预警与乡镇街道)",
    en: "The warning's coverage of the town, which this is a part of",
    policy: "PUBLIC",
    nullable: true,
    from: ["coverageId"],
  })
  coverage(
    @Root() { coverageId }: WarningDelivery & { coverageId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return coverageById.load(ctx, info, coverageId);
  }
}
