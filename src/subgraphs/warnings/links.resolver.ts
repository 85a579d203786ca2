import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { Division } from "./division.type.js";
import { warningFilter, warningOrder, warningsByAgency, warningsByDivision } from "./warning.loader.js";
import { WarningConnection } from "./warning.type.js";
import { coverageFilter, coverageOrder, coveragesByDivision } from "./warning-coverage.loader.js";
import { WarningCoverageConnection } from "./warning-coverage.type.js";

/** Warnings and their coverage from a division. */
@Resolver(() => Division)
export class DivisionWarningsResolver {
  @PublishedRelation(Division, () => WarningConnection, {
    zh: "与本区划有关的预警:发布范围为本区划、其下级或其上级",
    en: "Warnings that concern this division: for it, for a part of it, or for what it is a part of",
    policy: "PUBLIC",
    nullable: true,
    through: warningsByDivision,
    hiddenWith: ["Warning.areas"],
  })
  warnings(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => warningFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [warningOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return warningsByDivision.page(
      ctx,
      info,
      division.code,
      page,
      warningFilter.condition(ctx, where),
      warningOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Division, () => WarningCoverageConnection, {
    zh: "本区划及其下级各乡镇街道的预警覆盖情况",
    en: "How far warnings reached the towns of this division",
    policy: "PUBLIC",
    nullable: true,
    through: coveragesByDivision,
  })
  warningCoverage(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => coverageFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [coverageOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return coveragesByDivision.page(
      ctx,
      info,
      division.code,
      page,
      coverageFilter.condition(ctx, where),
      coverageOrder.columns(ctx, orderBy),
    );
  }
}

/** Warnings from an agency. */
@Resolver(() => Agency)
export class AgencyWarningsResolver {
  @PublishedRelation(Agency, () => WarningConnection, {
    zh: "发布的预警",
    en: "Warnings that it issued",
    policy: "PUBLIC",
    nullable: true,
    through: warningsByAgency,
  })
  warnings(
    @Root() agency: Agency,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => warningFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [warningOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return warningsByAgency.page(
      ctx,
      info,
      agency.id,
      page,
      warningFilter.condition(ctx, where),
      warningOrder.columns(ctx, orderBy),
    );
  }
}
