import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
import { columnOf, tableOf } from "../../store/naming.js";
import { ItemEntity } from "./item.entity.js";
import { StockLineEntity } from "./stock-line.entity.js";
import { StockLine } from "./stock-line.type.js";

const item = (property: string) => sql.ref(`i.${columnOf(property)}`);

const stock = dataset({
  entity: StockLineEntity,
  type: StockLine,
  expressions: {
    baseUnitCode: sql`(select ${item("baseUnitCode")} from ${sql.table(tableOf(ItemEntity))} as i
      where ${item("code")} = ${sql.ref(`c.${columnOf("itemCode")}`)})`,
  },
});

export const stockFilter = filterOf(stock);
export const stockOrder = orderOf(stock);
export const allStock = allOf(stock);
export const stockByDepot = childrenBy(stock, "depotId");
export const stockByItem = childrenBy(stock, "itemCode");
