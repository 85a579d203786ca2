import { publishEnum } from "../../dataset/published-enum.js";

/** How deep a division stands in the tree. */
export const DivisionLevel = publishEnum(
  { PROVINCE: "PROVINCE", PREFECTURE: "PREFECTURE", COUNTY: "COUNTY", TOWN: "TOWN" },
  "DivisionLevel",
  { zh: "行政区划层级", en: "How deep a division stands in the tree" },
  {
    PROVINCE: ["省级(2 位代码)", "Province, with a code of 2 digits"],
    PREFECTURE: ["地级(4 位代码)", "Prefecture, 4 digits"],
    COUNTY: ["县级(6 位代码)", "County, 6 digits"],
    TOWN: ["乡级(9 位代码)", "Town, 9 digits"],
  },
);
/** One of {@link DivisionLevel}. */
export type DivisionLevel = (typeof DivisionLevel)[keyof typeof DivisionLevel];

/** What a division is called by law or by the statistical code. */
export const DivisionKind = publishEnum(
  {
    PROVINCE: "PROVINCE",
    MUNICIPALITY: "MUNICIPALITY",
    PREFECTURE_CITY: "PREFECTURE_CITY",
    DISTRICT: "DISTRICT",
    COUNTY: "COUNTY",
    COUNTY_CITY: "COUNTY_CITY",
    ZONE: "ZONE",
    SUBDISTRICT: "SUBDISTRICT",
    TOWN: "TOWN",
    TOWNSHIP: "TOWNSHIP",
    ZONE_OR_FARM: "ZONE_OR_FARM",
    OTHER: "OTHER",
  },
  "DivisionKind",
  { zh: "行政区划类型", en: "What kind of division it is" },
  {
    PROVINCE: ["省", "Province"],
    MUNICIPALITY: ["直辖市", "Municipality directly under the central government"],
    PREFECTURE_CITY: ["地级市", "Prefecture-level city"],
    DISTRICT: ["市辖区", "District"],
    COUNTY: ["县", "County"],
    COUNTY_CITY: ["县级市", "County-level city"],
    ZONE: ["开发区等县级统计单元", "Development zone or the like, a statistical unit of county level"],
    SUBDISTRICT: ["街道", "Subdistrict"],
    TOWN: ["镇", "Town"],
    TOWNSHIP: ["乡", "Township"],
    ZONE_OR_FARM: ["园区、农场等乡级统计单元", "Zone, farm or the like, a statistical unit of town level"],
    OTHER: ["其他", "Other"],
  },
);
/** One of {@link DivisionKind}. */
export type DivisionKind = (typeof DivisionKind)[keyof typeof DivisionKind];
