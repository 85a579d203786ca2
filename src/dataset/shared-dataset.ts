import { publishEnum } from "./published-enum.js";

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
