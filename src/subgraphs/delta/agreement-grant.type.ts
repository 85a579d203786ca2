import { ID, Int } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";
import { AgreementStep, FieldRule, PurgeReason, SharedDataset, SharingCategory } from "./delta.enums.js";
import { Division } from "./division.type.js";

const division = (code: unknown) => (code === null ? null : { code });

/** Rows that an agreement gives, as published; only who sees an agreement's terms comes here. */
@PublishedType("AgreementGrant", {
  zh: "协议授予:一种记录的若干行及其字段规则",
  en: "Rows of one type that an agreement gives, with rules for their fields",
})
export class AgreementGrant {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "记录类型", en: "The type of the records", policy: "PUBLIC" })
  recordType!: string;
  @Published(() => Division, {
    zh: "接收方区划;空为全部接收方",
    en: "The receiving party that it is for; all of them where null",
    policy: "PUBLIC",
    nullable: true,
    from: ["receiverCode"],
    read: ({ receiverCode }) => division(receiverCode),
  })
  receiver!: Division | null;
  @Published(() => String, {
    zh: "行范围:该类型的筛选条件(JSON);空为全部行",
    en: "Which rows, as the type's own filter in JSON; all where null",
    policy: "PUBLIC",
    nullable: true,
  })
  rowScope!: string | null;
  @Published(() => String, {
    zh: "应急提升的职务:仅在Ⅰ、Ⅱ级响应期间对其有效;空为始终有效",
    en: "The duty that it is for, while a response of level I or II is on; null where it always holds",
    policy: "PUBLIC",
    nullable: true,
  })
  upliftDuty!: string | null;
  /** Not published: what its agreement is found by. */
  agreementId!: string;
}

/** What an agreement says of a field, as published. */
@PublishedType("AgreementFieldRule", { zh: "字段规则", en: "What an agreement says of a field" })
export class AgreementFieldRule {
  @Published(() => String, {
    zh: "字段,如 Team.contactPhone",
    en: "The field, such as Team.contactPhone",
    policy: "PUBLIC",
  })
  coordinate!: string;
  @Published(() => FieldRule, { zh: "规则", en: "The rule", policy: "PUBLIC" })
  rule!: FieldRule;
  @Published(() => String, {
    zh: "规则细节",
    en: "How the rule changes a value, beyond its name",
    policy: "PUBLIC",
    nullable: true,
  })
  detail!: string | null;
}

/** A step in the life of an agreement, as published. */
@PublishedType("AgreementStep", { zh: "协议流程记录", en: "A step in the life of an agreement" })
export class AgreementStepRecord {
  @Published(() => AgreementStep, { zh: "环节", en: "What happened", policy: "PUBLIC" })
  step!: AgreementStep;
  @Published(() => String, { zh: "时刻(ISO 8601)", en: "When, ISO 8601", policy: "PUBLIC" })
  at!: string;
  @Published(() => Division, {
    zh: "代表的缔约方;空为图谱管理方",
    en: "The party that it was taken for; null for the keeper of this graph",
    policy: "PUBLIC",
    nullable: true,
    from: ["partyCode"],
    read: ({ partyCode }) => division(partyCode),
  })
  party!: Division | null;
  @Published(() => String, {
    zh: "经办人(令牌主体)",
    en: "Who took it, as the token says",
    policy: "INTERNAL",
  })
  actor!: string | null;
  @Published(() => String, { zh: "说明", en: "Note", policy: "PUBLIC", nullable: true })
  note!: string | null;
}

/** The sharing category of a dataset, as published. */
@PublishedType("DatasetSharing", { zh: "数据集的共享类型", en: "How a dataset is shared by default" })
export class DatasetSharing {
  @Published(() => SharedDataset, { zh: "数据集", en: "The dataset", policy: "PUBLIC" })
  dataset!: SharedDataset;
  @Published(() => SharingCategory, { zh: "共享类型", en: "Its category", policy: "PUBLIC" })
  category!: SharingCategory;
  @Published(() => String, {
    zh: "目录所用名称",
    en: "The category's name in its owner's catalogue",
    policy: "PUBLIC",
  })
  label!: string;
}

/** That personal data was erased, as published. */
@PublishedType("PersonalDataPurge", {
  zh: "个人信息清除记录",
  en: "That personal data received under an agreement was erased",
})
export class PersonalDataPurge {
  @Published(() => SharedDataset, { zh: "数据集", en: "Of which dataset", policy: "PUBLIC" })
  dataset!: SharedDataset;
  @Published(() => String, { zh: "记录类型", en: "Of which type", policy: "PUBLIC" })
  recordType!: string;
  @Published(() => Int, { zh: "条数", en: "Of how many records", policy: "PUBLIC" })
  records!: number;
  @Published(() => PurgeReason, { zh: "原因", en: "Why", policy: "PUBLIC" })
  reason!: PurgeReason;
  @Published(() => String, { zh: "时刻(ISO 8601)", en: "When, ISO 8601", policy: "PUBLIC" })
  at!: string;
}
