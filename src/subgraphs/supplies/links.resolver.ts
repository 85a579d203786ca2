import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, Float, Info, Int, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { depotFilter, depotOrder, depotsAround, depotsByDivision, depotsByOwner } from "./depot.loader.js";
import { DepotConnection } from "./depot.type.js";
import { Division } from "./division.type.js";
import { NearbyDepot } from "./nearby-depot.type.js";
import { Team } from "./team.type.js";

/** Depots from a division. */
@Resolver(() => Division)
export class DivisionDepotsResolver {
  @PublishedRelation(Division, () => DepotConnection, {
    zh: "本区划及其下级的储备库",
    en: "Depots of this division and everything below it",
    policy: "PUBLIC",
    nullable: true,
    through: depotsByDivision,
  })
  depots(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => depotFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [depotOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return depotsByDivision.page(
      ctx,
      info,
      division.code,
      page,
      depotFilter.condition(ctx, where),
      depotOrder.columns(ctx, orderBy),
    );
  }
}

/** Depots from an agency. */
@Resolver(() => Agency)
export class AgencyDepotsResolver {
  @PublishedRelation(Agency, () => DepotConnection, {
    zh: "所有的储备库",
    en: "Depots that it owns",
    policy: "PUBLIC",
    nullable: true,
    through: depotsByOwner,
  })
  depots(
    @Root() agency: Agency,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return depotsByOwner.page(ctx, info, agency.id, page);
  }
}

/** Depots around a team's base. */
@Resolver(() => Team)
export class TeamDepotsResolver {
  @Directive('@requires(fields: "basePoint { wgs84 { latitude longitude } }")')
  @PublishedRelation(Team, () => [NearbyDepot], {
    zh: "驻地周围的储备库,由近及远;驻地点位未知时为空",
    en: "Depots around its base, nearest first; null when its base point is not known",
    policy: "PUBLIC",
    nullable: true,
    needs: ["Depot.location"],
  })
  depotsWithin(
    @Root() { basePoint }: Team,
    @Arg("km", () => Float, { description: "半径(千米,至多 500) / Radius in kilometres, 500 at most" })
    km: number,
    @Arg("first", () => Int, {
      nullable: true,
      description: "取前多少个(1–500,默认 20) / How many (1 to 500, default 20)",
    })
    first: number | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return basePoint == null ? null : depotsAround(ctx, info, basePoint.wgs84, { km, first });
  }
}
