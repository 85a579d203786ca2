import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenByDivision } from "../../dataset/relation.js";
import { AirReachEntity } from "./air-reach.entity.js";
import { AirReach } from "./air-reach.type.js";

const reaches = dataset({ entity: AirReachEntity, type: AirReach });

export const reachById = lookUp(reaches);
export const reachFilter = filterOf(reaches, { division: true });
export const reachOrder = orderOf(reaches);
export const allReaches = allOf(reaches);
export const reachesByDivision = childrenByDivision(reaches);
