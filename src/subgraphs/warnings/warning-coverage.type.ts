import { Float, ID, Int } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { EventType } from "./event-type.type.js";
import { WarningChannel, WarningColour, WarningStatus } from "./warning.enums.js";

/** How far a warning reached the people of a town, as published. */
@PublishedType("WarningCoverage", {
  key: "id",
  zh: "预警覆盖:一条预警(首次或更新)在一个乡镇街道触达的人数,同一人经多个渠道只计一次",
  en: "How far an alert or update reached the people of a town, each person once, by however many channels",
})
export class WarningCoverage {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Division, {
    zh: "乡镇街道",
    en: "The town",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => ({ code }),
  })
  division!: Division | null;
  @Published(() => EventType, {
    zh: "预警的事件类型",
    en: "The type of event that was warned of",
    policy: "PUBLIC",
    nullable: true,
    from: ["eventTypeCode"],
    read: ({ eventTypeCode: code }) => ({ code }),
  })
  eventType!: EventType | null;
  @Published(() => WarningColour, {
    zh: "预警颜色",
    en: "The warning's colour",
    policy: "PUBLIC",
    nullable: true,
  })
  colour!: WarningColour | null;
  @Published(() => WarningStatus, {
    zh: "预警状态(覆盖率只应统计 ACTUAL)",
    en: "Whether the warning was meant in earnest; only ACTUAL ones count towards a target",
    policy: "PUBLIC",
  })
  status!: WarningStatus;
  @Published(() => String, {
    zh: "预警发布时间(ISO 8601)",
    en: "When the warning was issued (ISO 8601)",
    policy: "PUBLIC",
  })
  issuedAt!: string;
  @Published(() => Int, {
    zh: "应触达人数",
    en: "How many people it was meant for",
    policy: "INTERNAL",
  })
  targeted!: number | null;
  @Published(() => Int, {
    zh: "触达人数(去重)",
    en: "How many of them it reached, each once",
    policy: "INTERNAL",
  })
  reached!: number | null;
  @Published(() => Float, {
    zh: "覆盖率(触达人数 ÷ 应触达人数,精确到百万分之一)",
    en: "Reached of targeted, to a millionth; null when it was meant for nobody",
    policy: "INTERNAL",
  })
  coverage!: number | null;
  @Published(() => String, {
    zh: "上报时间(ISO 8601)",
    en: "When it was reported (ISO 8601)",
    policy: "PUBLIC",
  })
  reportedAt!: string;
}

/** A page of coverage reports. */
export const WarningCoverageConnection = connectionOf(WarningCoverage);

/** How far one channel carried a warning in a town, as published. */
@PublishedType("WarningDelivery", {
  key: "id",
  zh: "渠道触达:一条预警在一个乡镇街道经一个渠道触达的人数",
  en: "How many people of a town one channel reached with a warning",
})
export class WarningDelivery {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => WarningChannel, { zh: "渠道", en: "The channel", policy: "PUBLIC" })
  channel!: WarningChannel;
  @Published(() => Int, {
    zh: "该渠道可及人数",
    en: "How many people the channel could have reached",
    policy: "INTERNAL",
  })
  targeted!: number | null;
  @Published(() => Int, {
    zh: "该渠道触达人数(经多个渠道触达者在各渠道均计入,各渠道不可相加)",
    en: "How many it reached. Whom several channels reached is in each: channels do not add up, see WarningCoverage",
    policy: "INTERNAL",
  })
  reached!: number | null;
  @Published(() => String, {
    zh: "上报时间(ISO 8601)",
    en: "When it was reported (ISO 8601)",
    policy: "PUBLIC",
  })
  reportedAt!: string;
}

/** A page of reports by channel. */
export const WarningDeliveryConnection = connectionOf(WarningDelivery);
