import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, relation } from "../../dataset/relation.js";
import type { Searchable } from "../../dataset/searchable.js";
import { SupplyCategoryCrosswalkEntity, SupplyCategoryEntity } from "./supply-category.entity.js";
import { SupplyCategory, SupplyCategoryMatch } from "./supply-category.type.js";

const categories = dataset({ entity: SupplyCategoryEntity, type: SupplyCategory });
const crosswalk = dataset({ entity: SupplyCategoryCrosswalkEntity, type: SupplyCategoryMatch });

export const supplyCategoryById = lookUp(categories);
export const supplyCategoryFilter = filterOf(categories);
export const supplyCategoryOrder = orderOf(categories);
export const allSupplyCategories = allOf(categories);
export const supplyCategoriesByParent = childrenBy(categories, "parentId");
/** The crosswalk's rows on either side of which a category stands. */
export const crosswalkByCategory = relation(crosswalk, {
  name: "crosswalk",
  match: (id) => sql`(${crosswalk.column("fromId")} = ${id()} or ${crosswalk.column("toId")} = ${id()})`,
});

/** How supply categories are found by a search. */
export const supplyCategorySearch: Searchable = {
  dataset: categories,
  zh: "应急物资分类",
  en: "Categories of supplies",
  fields: { name: 10, nameEn: 8 },
};
