import { publishEnum } from "../../dataset/published-enum.js";

/** What kind of place a landing site is. Military sites are not in this graph. */
export const LandingSiteKind = publishEnum(
  {
    HELIPORT: "HELIPORT",
    ROOFTOP: "ROOFTOP",
    AIRFIELD: "AIRFIELD",
    SEAPLANE_BASE: "SEAPLANE_BASE",
    TEMPORARY: "TEMPORARY",
  },
  "LandingSiteKind",
  { zh: "起降点类别(仅民用)", en: "What kind of place a landing site is; civil ones only" },
  {
    HELIPORT: ["直升机场", "Heliport"],
    ROOFTOP: ["楼顶停机坪", "Helipad on a roof"],
    AIRFIELD: ["通用机场", "General-aviation airfield"],
    SEAPLANE_BASE: ["水上机场", "Seaplane base"],
    TEMPORARY: ["临时起降点", "Temporary landing site"],
  },
);
/** One of {@link LandingSiteKind}. */
export type LandingSiteKind = (typeof LandingSiteKind)[keyof typeof LandingSiteKind];

/** What a landing site is made of. */
export const LandingSurface = publishEnum(
  { CONCRETE: "CONCRETE", ASPHALT: "ASPHALT", GRASS: "GRASS", WATER: "WATER" },
  "LandingSurface",
  { zh: "道面", en: "What a landing site is made of" },
  {
    CONCRETE: ["混凝土", "Concrete"],
    ASPHALT: ["沥青", "Asphalt"],
    GRASS: ["草地", "Grass"],
    WATER: ["水面", "Water"],
  },
);
/** One of {@link LandingSurface}. */
export type LandingSurface = (typeof LandingSurface)[keyof typeof LandingSurface];

/** Whether a landing site can be used. */
export const LandingSiteStatus = publishEnum(
  { OPEN: "OPEN", ON_REQUEST: "ON_REQUEST", CLOSED: "CLOSED" },
  "LandingSiteStatus",
  { zh: "起降点状态", en: "Whether a landing site can be used" },
  {
    OPEN: ["可用", "Open"],
    ON_REQUEST: ["须事先申请", "On request"],
    CLOSED: ["关闭", "Closed"],
  },
);
/** One of {@link LandingSiteStatus}. */
export type LandingSiteStatus = (typeof LandingSiteStatus)[keyof typeof LandingSiteStatus];

/** The three kinds of aircraft that the plan names. */
export const AircraftKind = publishEnum(
  { HELICOPTER: "HELICOPTER", LARGE_AEROPLANE: "LARGE_AEROPLANE", DRONE: "DRONE" },
  "AircraftKind",
  { zh: "航空器类别", en: "Kind of aircraft" },
  {
    HELICOPTER: ["直升机", "Helicopter"],
    LARGE_AEROPLANE: ["大飞机", "Large aeroplane"],
    DRONE: ["无人机", "Drone"],
  },
);
/** One of {@link AircraftKind}. */
export type AircraftKind = (typeof AircraftKind)[keyof typeof AircraftKind];

/** Whether an air unit can be sent. */
export const AirUnitStatus = publishEnum(
  { AVAILABLE: "AVAILABLE", ON_MISSION: "ON_MISSION", MAINTENANCE: "MAINTENANCE" },
  "AirUnitStatus",
  { zh: "航空单元状态", en: "Whether an air unit can be sent" },
  {
    AVAILABLE: ["可出动", "Available"],
    ON_MISSION: ["执行任务中", "On a mission"],
    MAINTENANCE: ["维护中", "Under maintenance"],
  },
);
/** One of {@link AirUnitStatus}. */
export type AirUnitStatus = (typeof AirUnitStatus)[keyof typeof AirUnitStatus];
