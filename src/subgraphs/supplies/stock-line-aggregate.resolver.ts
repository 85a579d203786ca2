import type { GraphQLResolveInfo } from "graphql";
import { sql } from "kysely";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { joined, ownKey } from "../../dataset/aggregate-keys.js";
import { byLevelColumns, type KeyPart } from "../../dataset/aggregate-parts.js";
import { PublishedQuery } from "../../dataset/published.js";
import { DepotEntity } from "./depot.entity.js";
import { DepotMode, DepotTier } from "./depot.enums.js";
import { depotById } from "./depot.loader.js";
import { Depot } from "./depot.type.js";
import { Division } from "./division.type.js";
import { ItemEntity } from "./item.entity.js";
import { itemByCode } from "./item.loader.js";
import { Item } from "./item.type.js";
import { stockFilter } from "./stock-line.loader.js";
import { SupplyCategory } from "./supply-category.type.js";
import { Unit } from "./unit.type.js";

const { dataset } = stockFilter;
const item = joined(dataset, "stocked", { entity: ItemEntity, property: "itemCode", key: "code" });
const depot = joined(dataset, "held_in", { entity: DepotEntity, property: "depotId", key: "id" });

type Text = Pick<KeyPart, "zh" | "en" | "type">;

const ofDepot = (property: string, text: Text): KeyPart => ({
  ...text,
  policy: "PUBLIC",
  by: { kind: "value", column: depot.column(property) },
  join: depot.join,
});

const aggregate = aggregateOf(stockFilter, {
  keys: {
    item: ownKey(dataset, "itemCode", {
      zh: "物资品种",
      en: "The item",
      policy: "PUBLIC",
      type: () => Item,
      load: itemByCode.load,
    }),
    category: {
      zh: "物资类别",
      en: "Category of the item",
      policy: "PUBLIC",
      type: () => SupplyCategory,
      by: { kind: "value", column: item.column("categoryId") },
      join: item.join,
    },
    depot: ownKey(dataset, "depotId", {
      zh: "所在储备库",
      en: "The depot it lies in",
      policy: "PUBLIC",
      type: () => Depot,
      load: depotById.load,
    }),
    depotTier: ofDepot("tier", { zh: "储备层级", en: "Tier of the depot", type: () => DepotTier }),
    depotMode: ofDepot("mode", { zh: "储备方式", en: "How the reserve is held", type: () => DepotMode }),
    division: {
      zh: "储备库所属行政区划",
      en: "The division of the depot",
      policy: "PUBLIC",
      type: () => Division,
      by: byLevelColumns(depot.column),
      join: depot.join,
    },
  },
  measures: {
    baseQuantity: {
      zh: "数量(基本单位)",
      en: "How much there is, in base units",
      policy: "INTERNAL",
      kind: "number",
      column: dataset.column("baseQuantity"),
    },
    available: {
      zh: "可用量(基本单位)",
      en: "Available in base units: quantity less reserved less committed",
      policy: "INTERNAL",
      kind: "number",
      column: sql`(${dataset.column("baseQuantity")} - ${dataset.column("reserved")} - ${dataset.column("committed")})`,
    },
  },
  unit: {
    zh: "本组共同的基本单位;各行单位不同或未知时为 null,相应数量不予计算",
    en: "The base unit that all rows share; null where they differ or it is not known, and no amount is given then",
    policy: "PUBLIC",
    type: Unit,
    join: item.join,
    column: item.column("baseUnitCode"),
    measures: ["baseQuantity", "available", "minimum", "maximum", "reserved", "committed"],
  },
});

/** Stock in groups. */
@Resolver()
export class StockLineAggregateResolver {
  @PublishedQuery(() => aggregate.type, { zh: "库存分组统计", en: "Stock in groups", policy: "PUBLIC" })
  stockLineAggregate(
    @Arg("where", () => stockFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, stockFilter.condition(ctx, where));
  }
}
