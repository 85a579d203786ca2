import { defineEntity, p } from "@mikro-orm/core";
import { oneOf, text } from "../../store/columns.js";
import { EventClass } from "./event.enums.js";

/** A type of emergencies, in a tree whose roots are the four classes. */
export const EventTypeEntity = defineEntity({
  name: "EventType",
  tableName: "event_type",
  indexes: [{ properties: ["parentCode", "code"] }, { properties: ["eventClass", "code"] }],
  properties: {
    code: text(20).primary(),
    name: text(60),
    nameEn: text(80),
    eventClass: oneOf(EventClass),
    parentCode: text(20).nullable(),
    warningGraded: p.boolean(),
    source: text(120),
  },
});

/** One of the four levels; 1 is the gravest. */
export const EventLevelEntity = defineEntity({
  name: "EventLevel",
  tableName: "event_level",
  properties: {
    level: p.integer().primary().autoincrement(false),
    name: text(20),
    nameEn: text(40),
    warningColour: text(10).nullable(),
    warningColourEn: text(20).nullable(),
  },
});
