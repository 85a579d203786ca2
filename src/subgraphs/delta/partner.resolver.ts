import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { agreementsByPartner } from "./agreement.loader.js";
import { AgreementConnection } from "./agreement.type.js";
import { Depot } from "./depot.type.js";
import { Division } from "./division.type.js";
import { Expert } from "./expert.type.js";
import {
  allPartners,
  feedsByPartner,
  membersByPartner,
  partnerByCode,
  partnerById,
  partnerFilter,
  partnerOrder,
} from "./partner.loader.js";
import { Partner, PartnerConnection } from "./partner.type.js";
import { PartnerDataset } from "./partner-dataset.type.js";
import { sharedConnectionOf } from "./shared-connection.js";
import { sharedByPartner } from "./shared-record.loader.js";
import { Team } from "./team.type.js";

const SharedTeams = sharedConnectionOf(Team);
const SharedExperts = sharedConnectionOf(Expert, { people: true });
const SharedDepots = sharedConnectionOf(Depot);
const sharedTeams = sharedByPartner("TEAMS", "Team");
const sharedExperts = sharedByPartner("EXPERTS", "Expert");
const sharedDepots = sharedByPartner("SUPPLIES", "Depot");

/** The resolvers of the edges of what partners share. */
export const SHARED_EDGE_RESOLVERS = [SharedTeams.resolver, SharedExperts.resolver, SharedDepots.resolver];

const CODE: ReadonlySet<string> = new Set(["code"]);

/** Partners at the root, and what hangs from a partner. */
@Resolver(() => Partner)
export class PartnerResolver {
  @PublishedQuery(() => Partner, {
    zh: "按编号取一个协作方",
    en: "One partner by its identifier",
    policy: "PUBLIC",
  })
  partner(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return partnerById.find(ctx, info, id);
  }

  @PublishedQuery(() => Partner, {
    zh: "按代码取一个协作方",
    en: "One partner by its code",
    policy: "PUBLIC",
  })
  partnerByCode(
    @Arg("code", () => ID) code: string,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return partnerByCode.find(ctx, info, code);
  }

  @PublishedQuery(() => PartnerConnection, { zh: "协作方列表", en: "Partners", policy: "PUBLIC" })
  partners(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => partnerFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [partnerOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allPartners.page(
      ctx,
      info,
      ROOT,
      page,
      partnerFilter.condition(ctx, where),
      partnerOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Partner, () => [Division], {
    zh: "成员区划(仅协作体)",
    en: "The divisions that take part, where it is a body of several",
    policy: "PUBLIC",
    nullable: true,
  })
  members(@Root() partner: Partner, @Ctx() ctx: RequestContext) {
    // The code whatever is selected: everything that a division has hangs from it.
    return membersByPartner.list(ctx, CODE, partner.id);
  }

  @PublishedRelation(Partner, () => AgreementConnection, {
    zh: "协议:缔约方为该协作方的区划、其成员,或位于其中",
    en: "Agreements with a party that is its division, one of its members, or lies within these",
    policy: "PUBLIC",
    nullable: true,
  })
  agreements(
    @Root() partner: Partner,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return agreementsByPartner.page(ctx, info, partner.id, page);
  }

  @PublishedRelation(Partner, () => [PartnerDataset], {
    zh: "提供的数据集",
    en: "Feeds that it provides",
    policy: "PUBLIC",
    nullable: true,
  })
  datasets(@Root() partner: Partner, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return feedsByPartner.list(ctx, info, partner.id);
  }

  @PublishedRelation(Partner, () => SharedTeams.type, {
    zh: "共享的队伍,每支一次",
    en: "Teams that it shares, each once",
    policy: "PUBLIC",
    nullable: true,
    hiddenWith: ["Team.sharedUnder"],
  })
  teams(@Root() partner: Partner, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: RequestContext) {
    return sharedTeams(ctx, partner.id, page);
  }

  @PublishedRelation(Partner, () => SharedExperts.type, {
    zh: "共享的专家,每位一次",
    en: "Experts that it shares, each once",
    policy: "INTERNAL",
    hiddenWith: ["Expert.sharedUnder"],
  })
  experts(@Root() partner: Partner, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: RequestContext) {
    return sharedExperts(ctx, partner.id, page);
  }

  @PublishedRelation(Partner, () => SharedDepots.type, {
    zh: "共享的储备库,每个一次",
    en: "Depots that it shares, each once",
    policy: "PUBLIC",
    nullable: true,
    hiddenWith: ["Depot.sharedUnder"],
  })
  depots(@Root() partner: Partner, @Args(() => PageArgs) page: PageArgs, @Ctx() ctx: RequestContext) {
    return sharedDepots(ctx, partner.id, page);
  }
}
