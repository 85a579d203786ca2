import { ID } from "type-graphql";
import { connectionOf } from "../../dataset/connection.js";
import { PROVENANCE_PROPERTIES, Provenance, toProvenance } from "../../dataset/provenance.js";
import { Published, PublishedType } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { Division } from "./division.type.js";
import { EventType } from "./event-type.type.js";
import { WarningColour, WarningMessageType, WarningStatus } from "./warning.enums.js";

/** A division that a warning is for, as published. */
@PublishedType("WarningArea", { zh: "预警区域", en: "A division that a warning is for" })
export class WarningArea {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => Division, {
    zh: "行政区划(含其全部下级)",
    en: "The division, with everything below it",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
    read: ({ divisionCode: code }) => ({ code }),
  })
  division!: Division | null;
}

/** A message of a warning as published. */
@PublishedType("Warning", {
  key: "id",
  zh: "预警信息:每条首次、更新或解除信息各为一条,发布后不变",
  en: "A message of a warning: its first issue, an update or a cancellation, each its own and never changed",
})
export class Warning {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => ID, {
    zh: "国家预警信息标识(31 位;样例中行业代码为 000,不与真实预警重复)",
    en: "National identifier of 31 characters; sample data has 000 for the trade, which no real warning has",
    policy: "PUBLIC",
    nullable: true,
  })
  nationalId!: string | null;
  @Published(() => EventType, {
    zh: "事件类型",
    en: "The type of event",
    policy: "PUBLIC",
    nullable: true,
    from: ["eventTypeCode"],
    read: ({ eventTypeCode: code }) => ({ code }),
  })
  eventType!: EventType | null;
  @Published(() => WarningColour, {
    zh: "颜色(不分级或无法识别时为空)",
    en: "Colour; null where the event is not graded or what arrived is not understood",
    policy: "PUBLIC",
    nullable: true,
  })
  colour!: WarningColour | null;
  @Published(() => WarningMessageType, {
    zh: "信息类型",
    en: "Whether it begins, changes or ends a warning",
    policy: "PUBLIC",
  })
  messageType!: WarningMessageType;
  @Published(() => WarningStatus, { zh: "状态", en: "Whether it is meant in earnest", policy: "PUBLIC" })
  status!: WarningStatus;
  @Published(() => String, { zh: "标题", en: "Headline", policy: "PUBLIC" })
  headline!: string;
  @Published(() => String, {
    zh: "英文标题",
    en: "Headline in English",
    policy: "PUBLIC",
    nullable: true,
  })
  headlineEn!: string | null;
  @Published(() => Agency, {
    zh: "发布机构",
    en: "Agency that issued it",
    policy: "PUBLIC",
    nullable: true,
    from: ["issuerAgencyId"],
    read: ({ issuerAgencyId: id }) => (id === null ? null : { id }),
  })
  issuer!: Agency | null;
  @Published(() => String, {
    zh: "发布时间(ISO 8601)",
    en: "When it was issued (ISO 8601)",
    policy: "PUBLIC",
  })
  issuedAt!: string;
  @Published(() => String, {
    zh: "生效时间(ISO 8601)",
    en: "From when it holds (ISO 8601)",
    policy: "PUBLIC",
  })
  effectiveFrom!: string;
  @Published(() => String, {
    zh: "失效时间(ISO 8601)",
    en: "Until when it holds unless updated or cancelled before (ISO 8601)",
    policy: "PUBLIC",
  })
  expiresAt!: string;
  @Published(() => Provenance, {
    zh: "来源",
    en: "Where the record came from",
    policy: "PUBLIC",
    from: PROVENANCE_PROPERTIES,
    read: toProvenance,
  })
  provenance!: Provenance;
}

/** A page of warnings. */
export const WarningConnection = connectionOf(Warning);
