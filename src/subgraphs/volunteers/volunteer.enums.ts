import { publishEnum } from "../../dataset/published-enum.js";

/** How far a volunteer has come through the plan's six steps. */
export const VolunteerStep = publishEnum(
  {
    RECRUITED: "RECRUITED",
    REGISTERED: "REGISTERED",
    TRAINED: "TRAINED",
    ASSESSED: "ASSESSED",
    SERVING: "SERVING",
    REWARDED: "REWARDED",
  },
  "VolunteerStep",
  { zh: "志愿者所处环节(规划所列六个环节)", en: "How far a volunteer has come through the plan's six steps" },
  {
    RECRUITED: ["已招募", "Recruited"],
    REGISTERED: ["已注册", "Registered"],
    TRAINED: ["已培训", "Trained"],
    ASSESSED: ["已考核", "Assessed"],
    SERVING: ["服务计时中", "Serving, hours counted"],
    REWARDED: ["已激励", "Rewarded"],
  },
);
/** One of {@link VolunteerStep}. */
export type VolunteerStep = (typeof VolunteerStep)[keyof typeof VolunteerStep];

/** What happened to a volunteer in one of the plan's six steps. */
export const VolunteerStepKind = publishEnum(
  {
    RECRUIT: "RECRUIT",
    REGISTER: "REGISTER",
    TRAIN: "TRAIN",
    ASSESS: "ASSESS",
    HOURS: "HOURS",
    REWARD: "REWARD",
  },
  "VolunteerStepKind",
  { zh: "志愿者管理环节(规划所列六个环节)", en: "One of the plan's six steps of keeping volunteers" },
  {
    RECRUIT: ["招募", "Recruitment"],
    REGISTER: ["注册", "Registration"],
    TRAIN: ["培训", "Training"],
    ASSESS: ["考核", "Assessment"],
    HOURS: ["计时", "Hours of service"],
    REWARD: ["激励", "Reward"],
  },
);
/** One of {@link VolunteerStepKind}. */
export type VolunteerStepKind = (typeof VolunteerStepKind)[keyof typeof VolunteerStepKind];

/** Whether a volunteer can be called on. */
export const VolunteerStatus = publishEnum(
  { ACTIVE: "ACTIVE", PAUSED: "PAUSED", LEFT: "LEFT" },
  "VolunteerStatus",
  { zh: "志愿者状态", en: "Whether a volunteer can be called on" },
  { ACTIVE: ["在册", "Active"], PAUSED: ["暂停", "Paused"], LEFT: ["已退出", "Left"] },
);
/** One of {@link VolunteerStatus}. */
export type VolunteerStatus = (typeof VolunteerStatus)[keyof typeof VolunteerStatus];

/** What kind of organisation keeps volunteers. */
export const VolunteerOrganisationKind = publishEnum(
  {
    SOCIAL_TEAM: "SOCIAL_TEAM",
    RED_CROSS: "RED_CROSS",
    COMMUNITY: "COMMUNITY",
    ENTERPRISE: "ENTERPRISE",
    STUDENT: "STUDENT",
  },
  "VolunteerOrganisationKind",
  { zh: "志愿者组织类别", en: "What kind of organisation keeps volunteers" },
  {
    SOCIAL_TEAM: ["社会应急力量", "Social rescue force"],
    RED_CROSS: ["红十字会", "Red Cross"],
    COMMUNITY: ["社区", "Community"],
    ENTERPRISE: ["企业", "Enterprise"],
    STUDENT: ["学生社团", "Students' society"],
  },
);
/** One of {@link VolunteerOrganisationKind}. */
export type VolunteerOrganisationKind =
  (typeof VolunteerOrganisationKind)[keyof typeof VolunteerOrganisationKind];
