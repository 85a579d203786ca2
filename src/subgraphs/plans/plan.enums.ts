import { publishEnum } from "../../dataset/published-enum.js";

/** The seven types of plans that the rescue plan of 2021 names. */
export const PlanKind = publishEnum(
  {
    OVERALL: "OVERALL",
    SPECIAL: "SPECIAL",
    DEPARTMENTAL: "DEPARTMENTAL",
    EMERGENCY_UNIT: "EMERGENCY_UNIT",
    INFRASTRUCTURE: "INFRASTRUCTURE",
    MAJOR_EVENT: "MAJOR_EVENT",
    CROSS_REGIONAL: "CROSS_REGIONAL",
  },
  "PlanKind",
  { zh: "预案类型", en: "The seven types of plans" },
  {
    OVERALL: ["总体预案", "Overall plan"],
    SPECIAL: ["专项预案", "Special plan, for one sort of emergency"],
    DEPARTMENTAL: ["部门预案", "Plan of a department"],
    EMERGENCY_UNIT: ["应急管理单元预案", "Plan of an emergency management unit"],
    INFRASTRUCTURE: ["重要基础设施保护预案", "Protection of important infrastructure"],
    MAJOR_EVENT: ["重大活动保障预案", "Support of a major event"],
    CROSS_REGIONAL: ["跨区域预案", "Plan across regions"],
  },
);
/** One of {@link PlanKind}. */
export type PlanKind = (typeof PlanKind)[keyof typeof PlanKind];

/** What a plan is for: the five classes by which the city counts its structured plans. */
export const PlanEventClass = publishEnum(
  {
    NATURAL: "NATURAL",
    ACCIDENT: "ACCIDENT",
    PUBLIC_HEALTH: "PUBLIC_HEALTH",
    SOCIAL_SECURITY: "SOCIAL_SECURITY",
    SUPPORT: "SUPPORT",
  },
  "PlanEventClass",
  { zh: "预案适用类别", en: "What a plan is for" },
  {
    NATURAL: ["自然灾害类", "Natural disasters"],
    ACCIDENT: ["事故灾难类", "Accidents"],
    PUBLIC_HEALTH: ["公共卫生类", "Public-health emergencies"],
    SOCIAL_SECURITY: ["社会安全类", "Social-security incidents"],
    SUPPORT: ["应急保障类", "Support to any emergency"],
  },
);
/** One of {@link PlanEventClass}. */
export type PlanEventClass = (typeof PlanEventClass)[keyof typeof PlanEventClass];

/** At which level a plan was made. */
export const PlanLevel = publishEnum(
  { MUNICIPAL: "MUNICIPAL", DISTRICT: "DISTRICT", TOWN: "TOWN", UNIT: "UNIT" },
  "PlanLevel",
  { zh: "预案层级", en: "At which level a plan was made" },
  {
    MUNICIPAL: ["市级", "Municipal"],
    DISTRICT: ["区级", "District"],
    TOWN: ["街镇级", "Subdistrict or town"],
    UNIT: ["单位", "Of an emergency unit, an enterprise or another unit"],
  },
);
/** One of {@link PlanLevel}. */
export type PlanLevel = (typeof PlanLevel)[keyof typeof PlanLevel];

/** Whether a plan holds. */
export const PlanStatus = publishEnum(
  { DRAFT: "DRAFT", IN_FORCE: "IN_FORCE", UNDER_REVISION: "UNDER_REVISION", REPEALED: "REPEALED" },
  "PlanStatus",
  { zh: "预案状态", en: "Whether a plan holds" },
  {
    DRAFT: ["编制中", "Being written"],
    IN_FORCE: ["施行", "In force"],
    UNDER_REVISION: ["修订中(原版仍施行)", "Being revised; the present version holds"],
    REPEALED: ["废止", "Repealed"],
  },
);
/** One of {@link PlanStatus}. */
export type PlanStatus = (typeof PlanStatus)[keyof typeof PlanStatus];

/** How two plans are linked: the four kinds of the rescue plan. */
export const PlanLinkKind = publishEnum(
  {
    HIERARCHY: "HIERARCHY",
    PEER: "PEER",
    GOVERNMENT_ENTERPRISE: "GOVERNMENT_ENTERPRISE",
    NEIGHBOUR: "NEIGHBOUR",
  },
  "PlanLinkKind",
  { zh: "预案衔接类型", en: "How two plans are linked" },
  {
    HIERARCHY: ["上下级预案", "With the plan above"],
    PEER: ["同级预案", "With a plan of the same level"],
    GOVERNMENT_ENTERPRISE: ["政府与企业预案", "Between government and enterprise"],
    NEIGHBOUR: ["相邻地区预案", "With the plan of a neighbouring area"],
  },
);
/** One of {@link PlanLinkKind}. */
export type PlanLinkKind = (typeof PlanLinkKind)[keyof typeof PlanLinkKind];

/** How a plan was exercised: the three kinds of the rescue plan. */
export const ExerciseKind = publishEnum(
  { FIELD: "FIELD", SCENARIO: "SCENARIO", TABLETOP: "TABLETOP" },
  "ExerciseKind",
  { zh: "演练形式", en: "How a plan was exercised" },
  {
    FIELD: ["实战演练", "In the field"],
    SCENARIO: ["场景演练", "By scenario"],
    TABLETOP: ["桌面演练", "At the table"],
  },
);
/** One of {@link ExerciseKind}. */
export type ExerciseKind = (typeof ExerciseKind)[keyof typeof ExerciseKind];
