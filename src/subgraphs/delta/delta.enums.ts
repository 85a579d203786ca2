import { publishEnum } from "../../dataset/published-enum.js";

/** What is shared. */
export const SharedDataset = publishEnum(
  {
    TEAMS: "TEAMS",
    EXPERTS: "EXPERTS",
    SUPPLIES: "SUPPLIES",
    VOLUNTEERS: "VOLUNTEERS",
    WARNINGS: "WARNINGS",
    HAZARDS: "HAZARDS",
    EQUIPMENT: "EQUIPMENT",
    PLANS: "PLANS",
    INCIDENTS: "INCIDENTS",
  },
  "SharedDataset",
  { zh: "共享数据类别", en: "What is shared" },
  {
    TEAMS: ["应急救援队伍", "Rescue teams"],
    EXPERTS: ["应急专家", "Experts"],
    SUPPLIES: ["应急物资", "Emergency supplies"],
    VOLUNTEERS: ["应急志愿者", "Volunteers"],
    WARNINGS: ["预警信息", "Warnings"],
    HAZARDS: ["风险隐患", "Hazards"],
    EQUIPMENT: ["救援装备", "Rescue equipment"],
    PLANS: ["应急预案", "Emergency plans"],
    INCIDENTS: ["突发事件", "Incidents"],
  },
);
/** One of {@link SharedDataset}. */
export type SharedDataset = (typeof SharedDataset)[keyof typeof SharedDataset];

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
  { IN_FORCE: "IN_FORCE", ENDED: "ENDED", PROPOSED: "PROPOSED" },
  "AgreementStatus",
  { zh: "协议状态", en: "Whether an agreement holds" },
  { IN_FORCE: ["有效", "In force"], ENDED: ["已终止", "Ended"], PROPOSED: ["拟议", "Proposed"] },
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
