import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import type { Searchable } from "../../dataset/searchable.js";
import { ItemEntity, ItemPackEntity, ItemSubstituteEntity } from "./item.entity.js";
import { Item, ItemPack, ItemSubstitute } from "./item.type.js";
import { stockFilter } from "./stock-line.loader.js";

const items = dataset({ entity: ItemEntity, type: Item, key: "code" });
const packs = dataset({ entity: ItemPackEntity, type: ItemPack });
const substitutes = dataset({ entity: ItemSubstituteEntity, type: ItemSubstitute });

export const itemByCode = lookUp(items);
export const itemFilter = filterOf(items, {
  relations: {
    packs: byOwner(filterOf(packs), "itemCode", { zh: "包装", en: "Packs it comes in" }),
    stock: byOwner(stockFilter, "itemCode", { zh: "各处库存", en: "Stock of it, wherever it lies" }),
  },
});
export const itemOrder = orderOf(items);
export const allItems = allOf(items);
export const packsByItem = childrenBy(packs, "itemCode");
export const substitutesByItem = childrenBy(substitutes, "itemCode");

/** How items are found by a search. */
export const itemSearch: Searchable = {
  dataset: items,
  zh: "物资品种",
  en: "Items of supplies",
  fields: { name: 10, nameEn: 8, code: 6, specification: 3 },
};
