import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { allReaches, reachFilter, reachOrder } from "./air-reach.loader.js";
import { AirReach, AirReachConnection } from "./air-reach.type.js";
import { unitById } from "./air-unit.loader.js";
import { AirUnit } from "./air-unit.type.js";

/** Towns by how soon help by air is there, and what brings it. */
@Resolver(() => AirReach)
export class AirReachResolver {
  @PublishedQuery(() => AirReachConnection, {
    zh: "各乡镇街道的航空响应",
    en: "How soon help by air is over each town",
    policy: "PUBLIC",
  })
  airReaches(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => reachFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [reachOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allReaches.page(
      ctx,
      info,
      ROOT,
      page,
      reachFilter.condition(ctx, where),
      reachOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(AirReach, () => AirUnit, {
    zh: "最快到达的航空单元",
    en: "The air unit that is there first",
    policy: "PUBLIC",
    nullable: true,
    from: ["airUnitId"],
  })
  airUnit(
    @Root() { airUnitId }: AirReach & { airUnitId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return airUnitId === null ? null : unitById.load(ctx, info, airUnitId);
  }
}
