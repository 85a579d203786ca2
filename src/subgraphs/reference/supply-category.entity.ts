import { defineEntity } from "@mikro-orm/core";
import { key, oneOf, text } from "../../store/columns.js";
import { CategoryMatch, SupplyScheme } from "./supply-category.enums.js";

/** A category of supplies in one scheme; its id is `scheme:code`. */
export const SupplyCategoryEntity = defineEntity({
  name: "SupplyCategory",
  tableName: "supply_category",
  indexes: [{ properties: ["parentId", "id"] }, { properties: ["scheme", "id"] }],
  properties: {
    id: key().primary(),
    scheme: oneOf(SupplyScheme),
    code: text(20),
    name: text(60),
    nameEn: text(80),
    parentId: key().nullable(),
  },
});

/** `toId` is `match` (broader, say) than `fromId`. Kept in one direction, read in both. */
export const SupplyCategoryCrosswalkEntity = defineEntity({
  name: "SupplyCategoryCrosswalk",
  tableName: "supply_category_crosswalk",
  indexes: [{ properties: ["fromId", "id"] }, { properties: ["toId", "id"] }],
  properties: { id: key().primary(), fromId: key(), toId: key(), match: oneOf(CategoryMatch) },
});
