import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
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
