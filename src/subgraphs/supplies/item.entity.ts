import { defineEntity, p } from "@mikro-orm/core";
import { key, real, text } from "../../store/columns.js";

/** A kind of supplies. Its base unit is what stock is added up in. */
export const ItemEntity = defineEntity({
  name: "Item",
  tableName: "item",
  indexes: [{ properties: ["categoryId", "code"] }],
  properties: {
    code: text(40).primary(),
    name: text(120),
    nameEn: text(160),
    categoryId: text(60),
    baseUnitCode: text(20),
    shelfLifeDays: p.integer().nullable(),
    specification: text(200).nullable(),
  },
});

/** A pack that an item comes in, and what it holds in base units. */
export const ItemPackEntity = defineEntity({
  name: "ItemPack",
  tableName: "item_pack",
  indexes: [{ properties: ["itemCode", "id"] }],
  properties: {
    id: key().primary(),
    itemCode: text(40),
    unitCode: text(20),
    name: text(60),
    nameEn: text(80).nullable(),
    baseQuantity: real(),
  },
});

/** An item that can stand in for another: `ratio` of the substitute replace one. */
export const ItemSubstituteEntity = defineEntity({
  name: "ItemSubstitute",
  tableName: "item_substitute",
  indexes: [{ properties: ["itemCode", "id"] }],
  properties: {
    id: key().primary(),
    itemCode: text(40),
    substituteCode: text(40),
    ratio: real(),
    note: text(200).nullable(),
  },
});
