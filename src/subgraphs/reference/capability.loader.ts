import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
import type { Searchable } from "../../dataset/searchable.js";
import { CapabilityEntity, CapabilityTypeEntity } from "./capability.entity.js";
import { Capability, CapabilityType } from "./capability.type.js";

const capabilities = dataset({ entity: CapabilityEntity, type: Capability, key: "code" });
const types = dataset({
  entity: CapabilityTypeEntity,
  type: CapabilityType,
  order: [{ property: "typeLevel" }],
});

export const capabilityByCode = lookUp(capabilities);
export const capabilityFilter = filterOf(capabilities);
export const capabilityOrder = orderOf(capabilities);
export const allCapabilities = allOf(capabilities);
export const typesByCapability = childrenBy(types, "capabilityCode");

/** How capabilities are found by a search. */
export const capabilitySearch: Searchable = {
  dataset: capabilities,
  zh: "能力",
  en: "Capabilities",
  fields: { name: 10, nameEn: 8, category: 5, categoryEn: 5, code: 6, description: 3, descriptionEn: 3 },
};
