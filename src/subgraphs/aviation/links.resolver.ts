import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { reachesByDivision, reachFilter, reachOrder } from "./air-reach.loader.js";
import { AirReachConnection } from "./air-reach.type.js";
import {
  unitFilter,
  unitOrder,
  unitsByCapability,
  unitsByDivision,
  unitsByOperator,
} from "./air-unit.loader.js";
import { AirUnitConnection } from "./air-unit.type.js";
import { Capability } from "./capability.type.js";
import { Division } from "./division.type.js";
import { siteFilter, siteOrder, sitesByDivision, sitesByOwner } from "./landing-site.loader.js";
import { LandingSiteConnection } from "./landing-site.type.js";

/** Landing sites, air units and how soon help by air is there, from a division. */
@Resolver(() => Division)
export class DivisionAviationResolver {
  @PublishedRelation(Division, () => LandingSiteConnection, {
    zh: "本区划及其下级的起降点",
    en: "Landing sites of this division and everything below it",
    policy: "PUBLIC",
    nullable: true,
    through: sitesByDivision,
  })
  landingSites(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => siteFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [siteOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return sitesByDivision.page(
      ctx,
      info,
      division.code,
      page,
      siteFilter.condition(ctx, where),
      siteOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Division, () => AirUnitConnection, {
    zh: "驻在本区划及其下级的航空救援单元",
    en: "Air units that are at home in this division",
    policy: "PUBLIC",
    nullable: true,
    through: unitsByDivision,
  })
  airUnits(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => unitFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [unitOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return unitsByDivision.page(
      ctx,
      info,
      division.code,
      page,
      unitFilter.condition(ctx, where),
      unitOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Division, () => AirReachConnection, {
    zh: "本区划及其下级各乡镇街道的航空响应",
    en: "How soon help by air is over the towns of this division",
    policy: "PUBLIC",
    nullable: true,
  })
  airReach(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => reachFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [reachOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return reachesByDivision.page(
      ctx,
      info,
      division.code,
      page,
      reachFilter.condition(ctx, where),
      reachOrder.columns(ctx, orderBy),
    );
  }
}

/** Landing sites and air units from an agency. */
@Resolver(() => Agency)
export class AgencyAviationResolver {
  @PublishedRelation(Agency, () => LandingSiteConnection, {
    zh: "所有的起降点",
    en: "Landing sites that it owns",
    policy: "PUBLIC",
    nullable: true,
    through: sitesByOwner,
  })
  landingSites(
    @Root() agency: Agency,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => siteFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [siteOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return sitesByOwner.page(
      ctx,
      info,
      agency.id,
      page,
      siteFilter.condition(ctx, where),
      siteOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Agency, () => AirUnitConnection, {
    zh: "运营的航空救援单元",
    en: "Air units that it operates",
    policy: "PUBLIC",
    nullable: true,
    through: unitsByOperator,
  })
  airUnits(
    @Root() agency: Agency,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => unitFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [unitOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return unitsByOperator.page(
      ctx,
      info,
      agency.id,
      page,
      unitFilter.condition(ctx, where),
      unitOrder.columns(ctx, orderBy),
    );
  }
}

/** Air units from a capability of the catalogue. */
@Resolver(() => Capability)
export class CapabilityAirUnitsResolver {
  @PublishedRelation(Capability, () => AirUnitConnection, {
    zh: "具备此能力的航空救援单元",
    en: "Air units that have it",
    policy: "PUBLIC",
    nullable: true,
    through: unitsByCapability,
  })
  airUnits(
    @Root() capability: Capability,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => unitFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [unitOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return unitsByCapability.page(
      ctx,
      info,
      capability.code,
      page,
      unitFilter.condition(ctx, where),
      unitOrder.columns(ctx, orderBy),
    );
  }
}
