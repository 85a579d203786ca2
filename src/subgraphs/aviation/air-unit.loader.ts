import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, childrenByDivision, childrenThrough } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import { AirUnitCapabilityEntity, AirUnitEntity } from "./air-unit.entity.js";
import { AirUnit } from "./air-unit.type.js";
import { Capability } from "./capability.type.js";

const units = dataset({ entity: AirUnitEntity, type: AirUnit, share: "EQUIPMENT" });
const capabilities = dataset({
  entity: AirUnitCapabilityEntity,
  type: Capability,
  key: "capabilityCode",
  fields: { code: "capabilityCode" },
});

export const unitById = lookUp(units);
export const unitFilter = filterOf(units, {
  division: true,
  relations: {
    capabilities: byOwner(filterOf(capabilities, { name: "AirUnitCapabilityFilter" }), "airUnitId", {
      zh: "能力",
      en: "What it can do",
    }),
  },
});
export const unitOrder = orderOf(units);
export const allUnits = allOf(units);
export const unitsByDivision = childrenByDivision(units);
export const unitsBySite = childrenBy(units, "homeSiteId");
export const unitsByOperator = childrenBy(units, "operatorAgencyId");
export const unitsByCapability = childrenThrough(
  units,
  { entity: AirUnitCapabilityEntity, parent: "capabilityCode", child: "airUnitId" },
  ["AirUnit.capabilities"],
);
export const capabilitiesByUnit = childrenBy(capabilities, "airUnitId");
