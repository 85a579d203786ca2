import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf } from "../../dataset/relation.js";
import { UnitEntity } from "./unit.entity.js";
import { Unit } from "./unit.type.js";

const units = dataset({ entity: UnitEntity, type: Unit, key: "code" });

export const unitByCode = lookUp(units);
export const unitFilter = filterOf(units);
export const unitOrder = orderOf(units);
export const allUnits = allOf(units);
