import { publishEnum } from "../../dataset/published-enum.js";

/** What a unit measures. */
export const UnitDimension = publishEnum(
  {
    COUNT: "COUNT",
    MASS: "MASS",
    VOLUME: "VOLUME",
    LENGTH: "LENGTH",
    AREA: "AREA",
    POWER: "POWER",
    TIME: "TIME",
  },
  "UnitDimension",
  { zh: "量纲", en: "What a unit measures" },
  {
    COUNT: ["计数", "Count"],
    MASS: ["质量", "Mass"],
    VOLUME: ["体积", "Volume"],
    LENGTH: ["长度", "Length"],
    AREA: ["面积", "Area"],
    POWER: ["功率", "Power"],
    TIME: ["时间", "Time"],
  },
);
/** One of {@link UnitDimension}. */
export type UnitDimension = (typeof UnitDimension)[keyof typeof UnitDimension];
