import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
import { EventLevelEntity, EventTypeEntity } from "./event.entity.js";
import { EventLevel, EventType } from "./event.type.js";

const eventTypes = dataset({ entity: EventTypeEntity, type: EventType, key: "code" });
const eventLevels = dataset({ entity: EventLevelEntity, type: EventLevel, key: "level" });

export const eventTypeByCode = lookUp(eventTypes);
export const eventTypeFilter = filterOf(eventTypes);
export const eventTypeOrder = orderOf(eventTypes);
export const allEventTypes = allOf(eventTypes);
export const eventTypesByParent = childrenBy(eventTypes, "parentCode");
export const allEventLevels = allOf(eventLevels);
