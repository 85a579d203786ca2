import { publishEnum } from "../../dataset/published-enum.js";

export { SharedDataset } from "../../dataset/shared-dataset.js";

/** What sort of partner it is. */
export const PartnerKind = publishEnum(
  { PROVINCE: "PROVINCE", SUB_REGIONAL: "SUB_REGIONAL" },
  "PartnerKind",
  { zh: "协作方类别", en: "What sort of partner it is" },
  {
    PROVINCE: ["省级协作方", "A province"],
    SUB_REGIONAL: ["毗邻地区或城市协作体", "A border area, or an alliance of cities"],
  },
);
/** One of {@link PartnerKind}. */
export type PartnerKind = (typeof PartnerKind)[keyof typeof PartnerKind];

/** At which geographic scope an agreement was made. */
export const AgreementScope = publishEnum(
  { REGION: "REGION", PROVINCE: "PROVINCE", PREFECTURE: "PREFECTURE", COUNTY: "COUNTY" },
  "AgreementScope",
  { zh: "协议层级", en: "At which geographic scope an agreement was made" },
  {
    REGION: ["区域(长三角)", "The whole Delta"],
    PROVINCE: ["省级", "Provinces"],
    PREFECTURE: ["地市级", "Prefectures"],
    COUNTY: ["区县级", "Districts and counties"],
  },
);
/** One of {@link AgreementScope}. */
export type AgreementScope = (typeof AgreementScope)[keyof typeof AgreementScope];

/** Whether an agreement holds. */
export const AgreementStatus = publishEnum(
  {
    DRAFTED: "DRAFTED",
    PROPOSED: "PROPOSED",
    ACCEPTED: "ACCEPTED",
    IN_FORCE: "IN_FORCE",
    SUSPENDED: "SUSPENDED",
    ENDED: "ENDED",
  },
  "AgreementStatus",
  { zh: "协议状态", en: "Whether an agreement holds" },
  {
    DRAFTED: ["起草", "Drafted, seen by its keeper alone"],
    PROPOSED: ["拟议", "Proposed to the other side"],
    ACCEPTED: ["已接受", "Accepted by the other side, not yet in force"],
    IN_FORCE: ["有效", "In force"],
    SUSPENDED: ["中止", "Suspended: gives nothing until it is resumed"],
    ENDED: ["已终止", "Ended"],
  },
);
/** One of {@link AgreementStatus}. */
export type AgreementStatus = (typeof AgreementStatus)[keyof typeof AgreementStatus];

/** What a party does under an agreement. */
export const PartyRole = publishEnum(
  { PROVIDER: "PROVIDER", RECEIVER: "RECEIVER", BOTH: "BOTH" },
  "PartyRole",
  { zh: "缔约方角色", en: "What a party does under an agreement" },
  {
    PROVIDER: ["提供方", "Gives"],
    RECEIVER: ["接收方", "Receives"],
    BOTH: ["互为提供与接收", "Gives and receives"],
  },
);
/** One of {@link PartyRole}. */
export type PartyRole = (typeof PartyRole)[keyof typeof PartyRole];

/** What happened to an agreement. */
export const AgreementStep = publishEnum(
  {
    DRAFT: "DRAFT",
    PROPOSE: "PROPOSE",
    ACCEPT: "ACCEPT",
    REJECT: "REJECT",
    ENTER_INTO_FORCE: "ENTER_INTO_FORCE",
    SUSPEND: "SUSPEND",
    RESUME: "RESUME",
    END: "END",
  },
  "AgreementStepKind",
  { zh: "协议流程环节", en: "What happened to an agreement" },
  {
    DRAFT: ["起草", "Drafted"],
    PROPOSE: ["提出", "Proposed to the other side"],
    ACCEPT: ["接受", "Accepted by the other side"],
    REJECT: ["退回", "Sent back by the other side"],
    ENTER_INTO_FORCE: ["生效", "Entered into force"],
    SUSPEND: ["中止", "Suspended"],
    RESUME: ["恢复", "Resumed"],
    END: ["终止", "Ended"],
  },
);
/** One of {@link AgreementStep}. */
export type AgreementStep = (typeof AgreementStep)[keyof typeof AgreementStep];

/** On what legal ground data is handed over. */
export const LegalBasis = publishEnum(
  {
    STATUTORY_DUTY: "STATUTORY_DUTY",
    EMERGENCY: "EMERGENCY",
    CONSENT: "CONSENT",
    COOPERATION: "COOPERATION",
  },
  "LegalBasis",
  { zh: "法律依据", en: "On what legal ground data is handed over" },
  {
    STATUTORY_DUTY: ["履行法定职责", "A duty by law"],
    EMERGENCY: [
      "紧急情况下保护生命健康和财产安全",
      "Protection of life, health and property in an emergency",
    ],
    CONSENT: ["个人同意", "Consent of the persons"],
    COOPERATION: ["合作协议(不含个人信息明文)", "Co-operation; gives no personal data in clear"],
  },
);
/** One of {@link LegalBasis}. */
export type LegalBasis = (typeof LegalBasis)[keyof typeof LegalBasis];

/** What an agreement says of a field. */
export const FieldRule = publishEnum(
  { HIDE: "HIDE", TOKEN: "TOKEN", MASK: "MASK", GENERALISE: "GENERALISE", BUCKET: "BUCKET", CLEAR: "CLEAR" },
  "FieldRule",
  { zh: "字段规则", en: "What an agreement says of a field" },
  {
    HIDE: ["不提供", "Not given"],
    TOKEN: ["令牌(带密钥哈希,可比对)", "A keyed hash, by which records can be matched"],
    MASK: ["脱敏", "Masked, as 138****8000"],
    GENERALISE: ["泛化(地址到区县、点位到网格、出生日期到年代)", "Coarser: district, grid cell, decade"],
    BUCKET: ["取整(按步长向下)", "Rounded down to a step"],
    CLEAR: ["明文", "As it is"],
  },
);
/** One of {@link FieldRule}. */
export type FieldRule = (typeof FieldRule)[keyof typeof FieldRule];

/** How a dataset is shared by default (State Council document 51 of 2016; the 2025 regulation keeps the three). */
export const SharingCategory = publishEnum(
  { UNCONDITIONAL: "UNCONDITIONAL", CONDITIONAL: "CONDITIONAL", NONE: "NONE" },
  "SharingCategory",
  { zh: "共享类型", en: "How a dataset is shared by default" },
  {
    UNCONDITIONAL: ["无条件共享", "With everybody"],
    CONDITIONAL: ["有条件共享", "By agreement"],
    NONE: ["不予共享", "Not shared"],
  },
);
/** One of {@link SharingCategory}. */
export type SharingCategory = (typeof SharingCategory)[keyof typeof SharingCategory];

/** Why personal data was erased. */
export const PurgeReason = publishEnum(
  { ENDED: "ENDED", RETENTION: "RETENTION" },
  "PurgeReason",
  { zh: "清除原因", en: "Why personal data was erased" },
  {
    ENDED: ["协议已终止或到期", "The agreement has ended"],
    RETENTION: ["保存期限届满", "It was kept for as long as agreed"],
  },
);
/** One of {@link PurgeReason}. */
export type PurgeReason = (typeof PurgeReason)[keyof typeof PurgeReason];
