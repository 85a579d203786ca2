import { publishEnum } from "../../dataset/published-enum.js";

/** The three tiers of the city's disaster-relief reserves. */
export const DepotTier = publishEnum(
  { CITY: "CITY", DISTRICT: "DISTRICT", TOWN: "TOWN" },
  "DepotTier",
  { zh: "储备层级", en: "Tier of the reserve" },
  { CITY: ["市级", "City"], DISTRICT: ["区级", "District"], TOWN: ["街镇级", "Subdistrict or town"] },
);
/** One of {@link DepotTier}. */
export type DepotTier = (typeof DepotTier)[keyof typeof DepotTier];

/** How a reserve is held. */
export const DepotMode = publishEnum(
  {
    GOVERNMENT: "GOVERNMENT",
    SOCIAL: "SOCIAL",
    ENTERPRISE_AGREEMENT: "ENTERPRISE_AGREEMENT",
    PRODUCTION_CAPACITY: "PRODUCTION_CAPACITY",
  },
  "DepotMode",
  { zh: "储备方式", en: "How a reserve is held" },
  {
    GOVERNMENT: ["政府储备", "Held by government"],
    SOCIAL: ["社会储备", "Held by society"],
    ENTERPRISE_AGREEMENT: ["企业协议储备", "Held by an enterprise under agreement"],
    PRODUCTION_CAPACITY: ["产能储备", "Kept as the capacity to produce"],
  },
);
/** One of {@link DepotMode}. */
export type DepotMode = (typeof DepotMode)[keyof typeof DepotMode];

/** Whether a depot gives out stock. */
export const DepotStatus = publishEnum(
  { OPEN: "OPEN", CLOSED: "CLOSED", MAINTENANCE: "MAINTENANCE" },
  "DepotStatus",
  { zh: "储备库状态", en: "Whether a depot gives out stock" },
  { OPEN: ["正常", "Open"], CLOSED: ["关闭", "Closed"], MAINTENANCE: ["维护中", "Under maintenance"] },
);
/** One of {@link DepotStatus}. */
export type DepotStatus = (typeof DepotStatus)[keyof typeof DepotStatus];
