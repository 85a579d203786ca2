import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Float, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { convertQuantity } from "./convert-quantity.js";
import { allUnits, unitByCode, unitFilter, unitOrder } from "./unit.loader.js";
import { Unit, UnitConnection } from "./unit.type.js";

const CONVERSION: ReadonlySet<string> = new Set(["code", "dimension", "baseCode", "toBase"]);

/** Units at the root, and conversion between them. */
@Resolver(() => Unit)
export class UnitResolver {
  @PublishedQuery(() => Unit, { zh: "按代码取一个计量单位", en: "One unit by its code", policy: "PUBLIC" })
  unit(@Arg("code", () => ID) code: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return unitByCode.find(ctx, info, code);
  }

  @PublishedQuery(() => UnitConnection, { zh: "计量单位列表", en: "Units", policy: "PUBLIC" })
  units(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => unitFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [unitOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allUnits.page(
      ctx,
      info,
      ROOT,
      page,
      unitFilter.condition(ctx, where),
      unitOrder.columns(ctx, orderBy),
    );
  }

  @PublishedQuery(() => Float, {
    zh: "换算数量(基准单位不同时报错 UNITS_UNLIKE)",
    en: "A quantity in another unit; UNITS_UNLIKE when their base units differ",
    policy: "PUBLIC",
  })
  async convert(
    @Arg("value", () => Float, { description: "数量 / The quantity" }) value: number,
    @Arg("from", () => ID, { description: "原单位代码 / Code of its unit" }) from: string,
    @Arg("to", () => ID, { description: "目标单位代码 / Code of the unit wanted" }) to: string,
    @Ctx() ctx: RequestContext,
  ) {
    const [source, target] = await Promise.all([
      unitByCode.find(ctx, CONVERSION, from),
      unitByCode.find(ctx, CONVERSION, to),
    ]);
    return convertQuantity(value, source, target);
  }

  @PublishedRelation(Unit, () => Unit, {
    zh: "基准单位",
    en: "Its base unit",
    policy: "PUBLIC",
    nullable: true,
    from: ["baseCode"],
  })
  base(@Root() { baseCode }: Unit, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return unitByCode.load(ctx, info, baseCode);
  }
}
