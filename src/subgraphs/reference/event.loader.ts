import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy } from "../../dataset/relation.js";
import type { Searchable } from "../../dataset/searchable.js";
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

/** How types of emergencies are found by a search. */
export const eventTypeSearch: Searchable = {
  dataset: eventTypes,
  zh: "突发事件类型",
  en: "Types of emergencies",
  fields: { name: 10, nameEn: 8, code: 6 },
};
