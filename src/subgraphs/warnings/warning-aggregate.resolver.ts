import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { joined } from "../../dataset/aggregate-keys.js";
import { byLevelColumns } from "../../dataset/aggregate-parts.js";
import { PublishedQuery } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { warningFilter } from "./warning.loader.js";
import { WarningCoverageEntity } from "./warning-coverage.entity.js";
import { coverageFilter, deliveryFilter } from "./warning-coverage.loader.js";

const warnings = aggregateOf(warningFilter);

const reports = coverageFilter.dataset;
const coverage = aggregateOf(coverageFilter, {
  ratios: {
    coverage: {
      zh: "覆盖率(触达人数之和 ÷ 应触达人数之和)",
      en: "Coverage: all people reached of all that were targeted",
      policy: "INTERNAL",
      part: reports.column("reached"),
      whole: reports.column("targeted"),
    },
  },
});

const byChannel = deliveryFilter.dataset;
const town = joined(byChannel, "covered", {
  entity: WarningCoverageEntity,
  property: "coverageId",
  key: "id",
});
const deliveries = aggregateOf(deliveryFilter, {
  keys: {
    division: {
      zh: "乡镇街道所属行政区划",
      en: "The division of the town",
      policy: "PUBLIC",
      type: () => Division,
      by: byLevelColumns(town.column),
      join: town.join,
    },
  },
  ratios: {
    reach: {
      zh: "渠道触达率(该组触达人数之和 ÷ 可及人数之和;请按渠道分组)",
      en: "Reach: all people reached of all that could have been; group by channel, as channels do not add up",
      policy: "INTERNAL",
      part: byChannel.column("reached"),
      whole: byChannel.column("targeted"),
    },
  },
});

/** Warnings, how far they reached and by what, in groups. */
@Resolver()
export class WarningAggregateResolver {
  @PublishedQuery(() => warnings.type, { zh: "预警分组统计", en: "Warnings in groups", policy: "PUBLIC" })
  warningAggregate(
    @Arg("where", () => warningFilter.input, { nullable: true }) where: object | null,
    @Args(() => warnings.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return warnings.read(ctx, info, args, warningFilter.condition(ctx, where));
  }

  @PublishedQuery(() => coverage.type, {
    zh: "预警覆盖分组统计",
    en: "How far warnings reached, in groups",
    policy: "PUBLIC",
  })
  warningCoverageAggregate(
    @Arg("where", () => coverageFilter.input, { nullable: true }) where: object | null,
    @Args(() => coverage.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return coverage.read(ctx, info, args, coverageFilter.condition(ctx, where));
  }

  @PublishedQuery(() => deliveries.type, {
    zh: "渠道触达分组统计",
    en: "How far channels reached, in groups",
    policy: "PUBLIC",
  })
  warningDeliveryAggregate(
    @Arg("where", () => deliveryFilter.input, { nullable: true }) where: object | null,
    @Args(() => deliveries.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return deliveries.read(ctx, info, args, deliveryFilter.condition(ctx, where));
  }
}
