import { publishEnum } from "../../dataset/published-enum.js";

/** Whether an expert can be called on. */
export const ExpertStatus = publishEnum(
  { ACTIVE: "ACTIVE", RETIRED: "RETIRED", SUSPENDED: "SUSPENDED" },
  "ExpertStatus",
  { zh: "专家状态", en: "Whether an expert can be called on" },
  {
    ACTIVE: ["在库", "On the register"],
    RETIRED: ["已退出", "Left the register"],
    SUSPENDED: ["暂停", "Suspended"],
  },
);
/** One of {@link ExpertStatus}. */
export type ExpertStatus = (typeof ExpertStatus)[keyof typeof ExpertStatus];

/** Whose register an appointment is to: the three levels that share their experts. */
export const AppointmentLevel = publishEnum(
  { CITY: "CITY", DISTRICT: "DISTRICT", UNIT: "UNIT" },
  "ExpertAppointmentLevel",
  { zh: "专家聘任层级", en: "Whose register an expert is appointed to" },
  {
    CITY: ["市级", "The city's"],
    DISTRICT: ["区级", "A district's"],
    UNIT: ["应急管理单元", "An emergency unit's"],
  },
);
/** One of {@link AppointmentLevel}. */
export type AppointmentLevel = (typeof AppointmentLevel)[keyof typeof AppointmentLevel];

/** The seven things that the plan wants experts for. */
export const ExpertUse = publishEnum(
  {
    EMERGENCY_RESPONSE: "EMERGENCY_RESPONSE",
    RISK_ASSESSMENT: "RISK_ASSESSMENT",
    EXERCISE: "EXERCISE",
    PLAN_DRAFTING: "PLAN_DRAFTING",
    PUBLIC_OPINION: "PUBLIC_OPINION",
    TEAM_EVALUATION: "TEAM_EVALUATION",
    POLICY_RESEARCH: "POLICY_RESEARCH",
  },
  "ExpertUse",
  { zh: "专家作用(规划所列七种)", en: "What an expert is used for (the seven uses of the plan)" },
  {
    EMERGENCY_RESPONSE: ["应急处置", "Response to an emergency"],
    RISK_ASSESSMENT: ["风险评估", "Risk assessment"],
    EXERCISE: ["应急演练", "Exercises"],
    PLAN_DRAFTING: ["预案编制修订", "Drafting and revising plans"],
    PUBLIC_OPINION: ["舆情处置", "Handling public opinion"],
    TEAM_EVALUATION: ["队伍测评", "Evaluating teams"],
    POLICY_RESEARCH: ["政策研究", "Policy research"],
  },
);
/** One of {@link ExpertUse}. */
export type ExpertUse = (typeof ExpertUse)[keyof typeof ExpertUse];

/** What an expert is to a team. */
export const ExpertTeamRole = publishEnum(
  { ADVISER: "ADVISER", ON_CALL: "ON_CALL", INSTRUCTOR: "INSTRUCTOR" },
  "ExpertTeamRole",
  { zh: "专家在队伍中的角色", en: "What an expert is to a team" },
  {
    ADVISER: ["顾问", "Adviser"],
    ON_CALL: ["值班专家", "Takes shifts for it"],
    INSTRUCTOR: ["教官", "Instructor"],
  },
);
/** One of {@link ExpertTeamRole}. */
export type ExpertTeamRole = (typeof ExpertTeamRole)[keyof typeof ExpertTeamRole];
