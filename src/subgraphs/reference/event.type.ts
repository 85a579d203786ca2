import { ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { EventClass } from "./event.enums.js";

/** A type of emergencies as published. */
@PublishedType("EventType", { key: "code", zh: "突发事件类型", en: "A type of emergencies" })
export class EventType {
  @Published(() => ID, {
    zh: "代码(RG- 开头者为本项目自编)",
    en: "Code; those that begin with RG- are this project's",
    policy: "PUBLIC",
  })
  code!: string;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
  @Published(() => EventClass, { zh: "类别", en: "Class", policy: "PUBLIC" })
  eventClass!: EventClass;
  @Published(() => Boolean, {
    zh: "预警是否分级(社会安全事件不分级)",
    en: "Whether warnings of it are graded; those of social-security incidents are not",
    policy: "PUBLIC",
  })
  warningGraded!: boolean;
  @Published(() => String, {
    zh: "依据的标准,或为本项目",
    en: "The standard it is from, or this project",
    policy: "PUBLIC",
  })
  source!: string;
}

/** A page of event types. */
export const EventTypeConnection = connectionOf(EventType);

/** A level of emergencies as published. */
@PublishedType("EventLevel", { zh: "突发事件级别", en: "A level of emergencies" })
export class EventLevel {
  @Published(() => Int, { zh: "级别(1 最重)", en: "Level: 1 is the gravest", policy: "PUBLIC" })
  level!: number;
  @Published(() => String, { zh: "名称", en: "Name", policy: "PUBLIC" })
  name!: string;
  @Published(() => String, { zh: "英文名称", en: "Name in English", policy: "PUBLIC" })
  nameEn!: string;
  @Published(() => String, {
    zh: "预警颜色",
    en: "Colour of its warnings, in Chinese",
    policy: "PUBLIC",
    nullable: true,
  })
  warningColour!: string | null;
  @Published(() => String, {
    zh: "预警颜色(英文)",
    en: "Colour of its warnings",
    policy: "PUBLIC",
    nullable: true,
  })
  warningColourEn!: string | null;
}
