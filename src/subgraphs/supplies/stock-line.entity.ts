import { defineEntity } from "@mikro-orm/core";
import { day, instant, key, real, text } from "../../store/columns.js";

/**
 * Stock of one item, and batch, in a depot. `quantity` is as counted, in `unitCode`; `baseQuantity` and everything
 * from `minimum` to `committed` is in the item's base unit. The owner need not be the depot's keeper.
 */
export const StockLineEntity = defineEntity({
  name: "StockLine",
  tableName: "stock_line",
  indexes: [
    { properties: ["depotId", "id"] },
    { properties: ["depotId", "itemCode", "id"] },
    { properties: ["itemCode", "id"] },
    { properties: ["expiresOn", "id"] },
  ],
  properties: {
    id: key().primary(),
    depotId: key(),
    itemCode: text(40),
    batch: text(60).nullable(),
    quantity: real(),
    unitCode: text(20),
    baseQuantity: real(),
    minimum: real().nullable(),
    maximum: real().nullable(),
    reserved: real(),
    committed: real(),
    producedOn: day().nullable(),
    expiresOn: day().nullable(),
    ownerAgencyId: key(),
    countedAt: instant(),
    qualityNote: text(200).nullable(),
  },
});
