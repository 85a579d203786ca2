import { publishEnum } from "../../dataset/published-enum.js";

/** What kind of organisation a team is. */
export const TeamCategory = publishEnum(
  {
    COMPREHENSIVE_FIRE: "COMPREHENSIVE_FIRE",
    PROFESSIONAL: "PROFESSIONAL",
    SOCIAL: "SOCIAL",
    AVIATION: "AVIATION",
    MARITIME: "MARITIME",
  },
  "TeamCategory",
  { zh: "队伍类别", en: "What kind of organisation a team is" },
  {
    COMPREHENSIVE_FIRE: ["综合性消防救援队伍", "Comprehensive fire and rescue"],
    PROFESSIONAL: ["专业应急救援队伍", "Professional rescue team of an agency or a unit"],
    SOCIAL: ["社会应急力量", "Social rescue force"],
    AVIATION: ["航空应急救援力量", "Aviation rescue"],
    MARITIME: ["海上应急救援力量", "Maritime rescue"],
  },
);
/** One of {@link TeamCategory}. */
export type TeamCategory = (typeof TeamCategory)[keyof typeof TeamCategory];

/** At which level a team was set up. MUNICIPAL is kept for the 28 teams of the city's plan. */
export const TeamLevel = publishEnum(
  {
    MUNICIPAL: "MUNICIPAL",
    PROVINCIAL: "PROVINCIAL",
    PREFECTURE: "PREFECTURE",
    DISTRICT: "DISTRICT",
    TOWN: "TOWN",
    UNIT: "UNIT",
  },
  "TeamLevel",
  { zh: "队伍层级", en: "At which level a team was set up" },
  {
    MUNICIPAL: ["市级专业队伍(规划所列 28 支)", "The 28 municipal teams of the city's plan"],
    PROVINCIAL: ["省级", "Provincial"],
    PREFECTURE: ["地市级", "Prefecture"],
    DISTRICT: ["区县级", "District or county"],
    TOWN: ["街镇级", "Subdistrict or town"],
    UNIT: ["单位", "Of an enterprise or other unit"],
  },
);
/** One of {@link TeamLevel}. */
export type TeamLevel = (typeof TeamLevel)[keyof typeof TeamLevel];

/** What a team mainly does. */
export const TeamFunction = publishEnum(
  {
    RESCUE: "RESCUE",
    REPAIR: "REPAIR",
    MONITORING: "MONITORING",
    SUPPORT: "SUPPORT",
    TECHNICAL: "TECHNICAL",
  },
  "TeamFunction",
  { zh: "队伍职能", en: "What a team mainly does" },
  {
    RESCUE: ["抢险救援", "Rescue"],
    REPAIR: ["抢修恢复", "Repair and restoration"],
    MONITORING: ["监测预警", "Monitoring and warning"],
    SUPPORT: ["保障", "Support"],
    TECHNICAL: ["技术支持", "Technical advice"],
  },
);
/** One of {@link TeamFunction}. */
export type TeamFunction = (typeof TeamFunction)[keyof typeof TeamFunction];

/** Whether a team exists for use. */
export const TeamStatus = publishEnum(
  { ACTIVE: "ACTIVE", STOOD_DOWN: "STOOD_DOWN", FORMING: "FORMING" },
  "TeamStatus",
  { zh: "队伍状态", en: "Whether a team can be called on" },
  {
    ACTIVE: ["在册可用", "In service"],
    STOOD_DOWN: ["停用", "Stood down"],
    FORMING: ["组建中", "Being formed"],
  },
);
/** One of {@link TeamStatus}. */
export type TeamStatus = (typeof TeamStatus)[keyof typeof TeamStatus];

/** The four classes of emergencies. */
export const EventClass = publishEnum(
  {
    NATURAL: "NATURAL",
    ACCIDENT: "ACCIDENT",
    PUBLIC_HEALTH: "PUBLIC_HEALTH",
    SOCIAL_SECURITY: "SOCIAL_SECURITY",
    SUPPORT: "SUPPORT",
  },
  "TeamEventClass",
  { zh: "适用事件类别", en: "Classes of events that a team is for" },
  {
    NATURAL: ["自然灾害", "Natural disaster"],
    ACCIDENT: ["事故灾难", "Accident"],
    PUBLIC_HEALTH: ["公共卫生事件", "Public health event"],
    SOCIAL_SECURITY: ["社会安全事件", "Social security event"],
    SUPPORT: ["综合保障", "Support to any event"],
  },
);
/** One of {@link EventClass}. */
export type EventClass = (typeof EventClass)[keyof typeof EventClass];

/** What readiness is reported on, each apart from the others. */
export const ReadinessAxis = publishEnum(
  { PEOPLE: "PEOPLE", EQUIPMENT: "EQUIPMENT", VEHICLES: "VEHICLES" },
  "ReadinessAxis",
  { zh: "备勤维度", en: "What readiness is reported on" },
  { PEOPLE: ["人员", "People"], EQUIPMENT: ["装备", "Equipment"], VEHICLES: ["车辆", "Vehicles"] },
);
/** One of {@link ReadinessAxis}. */
export type ReadinessAxis = (typeof ReadinessAxis)[keyof typeof ReadinessAxis];

/** How ready a team is on one axis. */
export const ReadinessStatus = publishEnum(
  { READY: "READY", PARTIAL: "PARTIAL", NOT_READY: "NOT_READY" },
  "ReadinessStatus",
  { zh: "备勤状态", en: "How ready a team is on one axis" },
  { READY: ["就绪", "Ready"], PARTIAL: ["部分就绪", "Partly ready"], NOT_READY: ["未就绪", "Not ready"] },
);
/** One of {@link ReadinessStatus}. */
export type ReadinessStatus = (typeof ReadinessStatus)[keyof typeof ReadinessStatus];

/** Whether a piece of equipment can be used. */
export const EquipmentStatus = publishEnum(
  { SERVICEABLE: "SERVICEABLE", MAINTENANCE: "MAINTENANCE", OUT_OF_SERVICE: "OUT_OF_SERVICE" },
  "EquipmentStatus",
  { zh: "装备状态", en: "Whether a piece of equipment can be used" },
  {
    SERVICEABLE: ["可用", "Serviceable"],
    MAINTENANCE: ["保养维修", "Under maintenance"],
    OUT_OF_SERVICE: ["停用", "Out of service"],
  },
);
/** One of {@link EquipmentStatus}. */
export type EquipmentStatus = (typeof EquipmentStatus)[keyof typeof EquipmentStatus];
