import { publishEnum } from "../../dataset/published-enum.js";

/** What has a capability. */
export const CapabilityKind = publishEnum(
  { TEAM: "TEAM", EQUIPMENT: "EQUIPMENT", PERSONNEL: "PERSONNEL" },
  "CapabilityKind",
  { zh: "能力主体", en: "What has a capability" },
  { TEAM: ["队伍", "A team"], EQUIPMENT: ["装备", "A piece of equipment"], PERSONNEL: ["人员", "A person"] },
);
/** One of {@link CapabilityKind}. */
export type CapabilityKind = (typeof CapabilityKind)[keyof typeof CapabilityKind];
