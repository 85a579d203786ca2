import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { allFeeds, feedById, partnerById } from "./partner.loader.js";
import { Partner } from "./partner.type.js";
import { PartnerDataset, PartnerDatasetConnection } from "./partner-dataset.type.js";

/** Feeds at the root, and whose they are. */
@Resolver(() => PartnerDataset)
export class PartnerDatasetResolver {
  @PublishedQuery(() => PartnerDataset, {
    zh: "按编号取一个来源数据集(编号即记录的 provenance.source)",
    en: "One feed by its identifier, which is `provenance.source` of its records",
    policy: "PUBLIC",
  })
  partnerDataset(
    @Arg("id", () => ID) id: string,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return feedById.find(ctx, info, id);
  }

  @PublishedQuery(() => PartnerDatasetConnection, { zh: "来源数据集列表", en: "Feeds", policy: "PUBLIC" })
  partnerDatasets(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allFeeds.page(ctx, info, ROOT, page);
  }

  @PublishedRelation(PartnerDataset, () => Partner, {
    zh: "提供的协作方(本市自有数据为空)",
    en: "The partner that provides it; null for Shanghai's own",
    policy: "PUBLIC",
    nullable: true,
    from: ["partnerId"],
  })
  partner(
    @Root() { partnerId }: PartnerDataset & { partnerId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return partnerId === null ? null : partnerById.load(ctx, info, partnerId);
  }
}
