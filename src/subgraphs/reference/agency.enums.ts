import { publishEnum } from "../../dataset/published-enum.js";

/** What kind of body an agency is. */
export const AgencyKind = publishEnum(
  {
    MUNICIPAL_BUREAU: "MUNICIPAL_BUREAU",
    MINISTRY_BRANCH: "MINISTRY_BRANCH",
    DISTRICT_BUREAU: "DISTRICT_BUREAU",
    PROVINCIAL_BUREAU: "PROVINCIAL_BUREAU",
    PREFECTURE_BUREAU: "PREFECTURE_BUREAU",
    HEADQUARTERS: "HEADQUARTERS",
    EMERGENCY_UNIT: "EMERGENCY_UNIT",
    SOCIAL_ORGANISATION: "SOCIAL_ORGANISATION",
  },
  "AgencyKind",
  { zh: "机构类型", en: "What kind of body an agency is" },
  {
    MUNICIPAL_BUREAU: ["市级部门", "Department of the municipality"],
    MINISTRY_BRANCH: ["中央驻沪单位", "Branch of a national ministry"],
    DISTRICT_BUREAU: ["区县级部门", "Department of a district or county"],
    PROVINCIAL_BUREAU: ["省级部门", "Department of a province"],
    PREFECTURE_BUREAU: ["地市级部门", "Department of a prefecture"],
    HEADQUARTERS: ["专项指挥部", "Special headquarters"],
    EMERGENCY_UNIT: ["应急管理单元", "Emergency-management unit"],
    SOCIAL_ORGANISATION: ["社会组织", "Social organisation"],
  },
);
/** How an agency bears a name. */
export const AgencyNameRole = publishEnum(
  { PRINCIPAL: "PRINCIPAL", ADDITIONAL: "ADDITIONAL" },
  "AgencyNameRole",
  { zh: "名称性质", en: "How an agency bears a name" },
  {
    PRINCIPAL: ["正式名称", "The name it goes by"],
    ADDITIONAL: ["加挂或并用的名称", "A second name, borne beside the first"],
  },
);
/** One of {@link AgencyNameRole}. */
export type AgencyNameRole = (typeof AgencyNameRole)[keyof typeof AgencyNameRole];

/** One of {@link AgencyKind}. */
export type AgencyKind = (typeof AgencyKind)[keyof typeof AgencyKind];
