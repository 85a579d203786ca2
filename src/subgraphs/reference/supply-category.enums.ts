import { publishEnum } from "../../dataset/published-enum.js";

/** The lists by which supplies are sorted. */
export const SupplyScheme = publishEnum(
  { GBT38565: "GBT38565", CLASS13: "CLASS13", NDRC2015: "NDRC2015", RESERVE3: "RESERVE3" },
  "SupplyScheme",
  { zh: "物资分类体系", en: "A list by which supplies are sorted" },
  {
    GBT38565: [
      "GB/T 38565-2020 应急物资分类及编码",
      "GB/T 38565-2020, classification and codes of emergency supplies",
    ],
    CLASS13: ["十三类应急物资目录", "The older list of 13 classes"],
    NDRC2015: ["国家发展改革委 2015 年应急保障重点物资分类目录", "The list of the NDRC of 2015"],
    RESERVE3: ["储备三分类", "The three classes of the reserve system"],
  },
);
/** One of {@link SupplyScheme}. */
export type SupplyScheme = (typeof SupplyScheme)[keyof typeof SupplyScheme];

/** How a category of another scheme relates to one (the mapping relations of SKOS). */
export const CategoryMatch = publishEnum(
  { EXACT: "EXACT", BROADER: "BROADER", NARROWER: "NARROWER", RELATED: "RELATED" },
  "CategoryMatch",
  { zh: "分类对应关系", en: "How a category of another scheme relates to this one" },
  {
    EXACT: ["等同", "The same"],
    BROADER: ["对方更宽", "The other one is broader"],
    NARROWER: ["对方更窄", "The other one is narrower"],
    RELATED: ["相关", "They overlap"],
  },
);
/** One of {@link CategoryMatch}. */
export type CategoryMatch = (typeof CategoryMatch)[keyof typeof CategoryMatch];
