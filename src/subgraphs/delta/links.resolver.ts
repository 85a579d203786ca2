import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { agreementsByDivision, agreementsByRecord } from "./agreement.loader.js";
import { Agreement, AgreementConnection } from "./agreement.type.js";
import { Depot } from "./depot.type.js";
import { Division } from "./division.type.js";
import { Expert } from "./expert.type.js";
import { partnerByProvince, subRegionalByDivision } from "./partner.loader.js";
import { Partner } from "./partner.type.js";
import { Team } from "./team.type.js";

const agreementsByTeam = agreementsByRecord("TEAMS");
const agreementsByExpert = agreementsByRecord("EXPERTS");
const agreementsByDepot = agreementsByRecord("SUPPLIES");

const SHARED_UNDER = { zh: "据以共享的协议", en: "Agreements that it is shared under" } as const;
const PROVINCE_DIGITS = 2;

/** Partners and agreements from a division. */
@Resolver(() => Division)
export class DivisionDeltaResolver {
  @PublishedRelation(Division, () => Partner, {
    zh: "所在省的协作方(本市为空)",
    en: "The partner that its province is; null in Shanghai",
    policy: "PUBLIC",
    nullable: true,
  })
  partner(@Root() division: Division, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return partnerByProvince.load(ctx, info, division.code.slice(0, PROVINCE_DIGITS));
  }

  @PublishedRelation(Division, () => [Partner], {
    zh: "参加的协作体:其成员为本区划、包含本区划或位于本区划之内",
    en: "Sub-regional partners with a member that is this division, holds it, or lies within it",
    policy: "PUBLIC",
    nullable: true,
  })
  partners(@Root() division: Division, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return subRegionalByDivision.list(ctx, info, division.code);
  }

  @PublishedRelation(Division, () => AgreementConnection, {
    zh: "以本区划为缔约方的协议",
    en: "Agreements that this division is itself a party to",
    policy: "PUBLIC",
    nullable: true,
  })
  agreements(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return agreementsByDivision.page(ctx, info, division.code, page);
  }
}

/** What a team is shared under. */
@Resolver(() => Team)
export class TeamSharingResolver {
  @PublishedRelation(Team, () => [Agreement], { ...SHARED_UNDER, policy: "PUBLIC", nullable: true })
  sharedUnder(@Root() team: Team, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return agreementsByTeam.list(ctx, info, team.id);
  }
}

/** What an expert is shared under. */
@Resolver(() => Expert)
export class ExpertSharingResolver {
  @PublishedRelation(Expert, () => [Agreement], { ...SHARED_UNDER, policy: "INTERNAL" })
  sharedUnder(@Root() expert: Expert, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return agreementsByExpert.list(ctx, info, expert.id);
  }
}

/** What a depot is shared under. */
@Resolver(() => Depot)
export class DepotSharingResolver {
  @PublishedRelation(Depot, () => [Agreement], { ...SHARED_UNDER, policy: "PUBLIC", nullable: true })
  sharedUnder(@Root() depot: Depot, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return agreementsByDepot.list(ctx, info, depot.id);
  }
}
