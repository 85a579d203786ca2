import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
import { toOne } from "../../dataset/to-one-filter.js";
import { millionths } from "../../store/aggregate-groups.js";
import { columnOf, tableOf } from "../../store/naming.js";
import { Depot } from "./depot.type.js";
import { ItemEntity } from "./item.entity.js";
import { Item } from "./item.type.js";
import { StockLineEntity } from "./stock-line.entity.js";
import { StockLine } from "./stock-line.type.js";

const item = (property: string) => sql.ref(`i.${columnOf(property)}`);

const stock = dataset({
  entity: StockLineEntity,
  type: StockLine,
  share: "SUPPLIES",
  within: { owner: Depot, by: "depotId" },
  expressions: {
    baseUnitCode: sql`(select ${item("baseUnitCode")} from ${sql.table(tableOf(ItemEntity))} as i
      where ${item("code")} = ${sql.ref(`c.${columnOf("itemCode")}`)})`,
  },
});

const other = (property: string) => sql.ref(`b.${columnOf(property)}`);

/**
 * A depot is short of an item when all its batches together hold less than the most that any of them states as the
 * minimum: batches of one item repeat it, so that to add minimums up would ask for the same reserve several times.
 * Amounts are compared by the millionth, as sums are computed. Not true where no line states a minimum.
 */
const isShort = sql`(
  select sum(${millionths(other("baseQuantity"))}) < max(${millionths(other("minimum"))})
  from ${sql.table(stock.table)} as b
  where ${other("depotId")} = ${stock.column("depotId")} and ${other("itemCode")} = ${stock.column("itemCode")})`;

export const stockFilter = filterOf(stock, {
  toOne: {
    depot: toOne(Depot, "depotId", { zh: "所在储备库", en: "The depot it lies in" }),
    item: toOne(Item, "itemCode", { zh: "物资品种", en: "The item" }),
  },
  own: {
    belowMinimum: {
      zh: "所在储备库的该物资(各批次合计)低于最低储备量",
      en: "All batches of the item in its depot hold less than the minimum together",
      // As the amounts that it compares.
      policy: "INTERNAL",
      type: () => Boolean,
      sql: (_ctx, is) => (is === true ? sql`${isShort} is true` : sql`${isShort} is not true`),
    },
  },
});
export const stockOrder = orderOf(stock);
export const stockLineById = lookUp(stock);
export const allStock = allOf(stock);
export const stockByDepot = childrenBy(stock, "depotId");
export const stockByItem = childrenBy(stock, "itemCode");
