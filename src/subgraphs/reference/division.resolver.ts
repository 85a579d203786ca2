import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Float, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { Datum, toGcj02 } from "../../dataset/point.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { agenciesByDivision, agencyFilter, agencyOrder } from "./agency.loader.js";
import { AgencyConnection } from "./agency.type.js";
import {
  allDivisions,
  divisionByCode,
  divisionFilter,
  divisionOrder,
  divisionsByParent,
} from "./division.loader.js";
import { Division, DivisionConnection } from "./division.type.js";
import { divisionCodeAt } from "./division-at.loader.js";
import { ancestorCodes } from "./division-code.js";

/** Divisions at the root, and what hangs from a division. */
@Resolver(() => Division)
export class DivisionResolver {
  @PublishedQuery(() => Division, {
    zh: "按代码取一个区划",
    en: "One division by its code",
    policy: "PUBLIC",
  })
  division(
    @Arg("code", () => ID) code: string,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return divisionByCode.find(ctx, info, code);
  }

  @PublishedQuery(() => DivisionConnection, {
    zh: "区划列表(按代码排序)",
    en: "Divisions, by code",
    policy: "PUBLIC",
  })
  divisions(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => divisionFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [divisionOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allDivisions.page(
      ctx,
      info,
      ROOT,
      page,
      divisionFilter.condition(ctx, where),
      divisionOrder.columns(ctx, orderBy),
    );
  }

  @PublishedQuery(() => Division, {
    zh: "点位所在的最深一级区划(在所有已知边界之外时为空;边界经概化,界线附近仅供参考)",
    en: "The deepest division whose boundary holds a point; null outside of all. Boundaries are generalised: near a border it is a hint",
    policy: "PUBLIC",
  })
  async divisionAt(
    @Arg("latitude", () => Float, { description: "纬度(度) / Latitude in degrees" }) latitude: number,
    @Arg("longitude", () => Float, { description: "经度(度) / Longitude in degrees" }) longitude: number,
    @Arg("datum", () => Datum, { description: "坐标系统 / Datum of the point" }) datum: Datum,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const code = await divisionCodeAt(ctx, toGcj02({ latitude, longitude }, datum));
    return code === null ? null : divisionByCode.load(ctx, info, code);
  }

  @PublishedRelation(Division, () => Division, {
    zh: "直接上级区划",
    en: "The division that it lies directly in",
    policy: "PUBLIC",
    nullable: true,
    from: ["parentCode"],
  })
  parent(
    @Root() { parentCode }: Division & { parentCode: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return parentCode === null ? null : divisionByCode.load(ctx, info, parentCode);
  }

  @PublishedRelation(Division, () => [Division], {
    zh: "全部上级区划,自省级起",
    en: "Every division that it lies in, the province first",
    policy: "PUBLIC",
    nullable: true,
  })
  async ancestors(@Root() division: Division, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    const found = await Promise.all(
      ancestorCodes(division.code).map((code) => divisionByCode.load(ctx, info, code)),
    );
    return found.filter((ancestor) => ancestor !== null);
  }

  @PublishedRelation(Division, () => DivisionConnection, {
    zh: "直接下级区划",
    en: "Divisions directly below it",
    policy: "PUBLIC",
    nullable: true,
  })
  children(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return divisionsByParent.page(ctx, info, division.code, page);
  }

  @PublishedRelation(Division, () => AgencyConnection, {
    zh: "本区划及其下级的机构",
    en: "Agencies of this division and everything below it",
    policy: "PUBLIC",
    nullable: true,
  })
  agencies(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => agencyFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [agencyOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return agenciesByDivision.page(
      ctx,
      info,
      division.code,
      page,
      agencyFilter.condition(ctx, where),
      agencyOrder.columns(ctx, orderBy),
    );
  }
}
