import { readData } from "./data.js";
import { dayText } from "./days.js";
import {
  countiesOfProvince,
  drawCounty,
  type ProvinceCode,
  prefecturesOfProvince,
  townsOfCounty,
  townsOfProvince,
} from "./places.js";
import type { Random } from "./random.js";

/** The colours, the gravest first, with what a headline calls them. */
export const COLOURS = [
  ["RED", "红色", "Red"],
  ["ORANGE", "橙色", "Orange"],
  ["YELLOW", "黄色", "Yellow"],
  ["BLUE", "蓝色", "Blue"],
] as const;

const ALL_YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
// What is warned of in which months, with how often.
const SEASONS: readonly (readonly [eventTypeCode: string, weight: number, months: readonly number[]])[] = [
  ["11B01", 5, [7, 8, 9, 10]],
  ["11B03", 9, [5, 6, 7, 8, 9]],
  ["11B04", 2, [12, 1, 2]],
  ["11B05", 4, [11, 12, 1, 2, 3]],
  ["11B06", 8, ALL_YEAR],
  ["11B09", 6, [6, 7, 8]],
  ["11B14", 7, [4, 5, 6, 7, 8, 9]],
  ["11B17", 4, [10, 11, 12, 1, 2, 3, 4]],
  ["11B19", 3, [11, 12, 1, 2]],
  ["11B21", 3, [12, 1, 2]],
  ["RG-N-WTR-FLD", 3, [6, 7, 8, 9]],
  ["RG-N-GEO-SUB", 1, ALL_YEAR],
];

const { types } = readData<{ types: { code: string; name: string; nameEn: string }[] }>("event-types.json");

/** What a warning is of. */
export interface WarnedEvent {
  code: string;
  name: string;
  nameEn: string;
}

/** Draws what is warned of on a day, given as days since 1970. */
export function drawEvent(random: Random, day: number): WarnedEvent {
  const month = Number(dayText(Math.floor(day)).slice(5, 7));
  const inSeason = SEASONS.filter(([, , months]) => months.includes(month));
  const code = random.weighted(inSeason.map(([event, weight]) => [event, weight] as const));
  const type = types.find((one) => one.code === code);
  if (type === undefined)
    throw new RangeError(`drawEvent must know a type of the catalogue, but got: ${code}`);
  return type;
}

/** The divisions that a warning is for: mostly one county, now and then a city or several districts. */
export function drawAreas(random: Random, province: ProvinceCode): string[] {
  const isShanghai = province === "31";
  const scope = random.weighted([
    ["city", isShanghai ? 10 : 4],
    ["several", isShanghai ? 12 : 6],
    ["county", 80],
  ]);
  if (scope === "city") return [isShanghai ? "31" : random.pick(prefecturesOfProvince(province)).code];
  if (scope === "county") return [drawCounty(province, random).code];
  const counties = countiesOfProvince(province).filter(({ code }) => townsOfCounty(code).length > 0);
  return random.sample(counties, random.int(2, 3)).map(({ code }) => code);
}

/** The codes of all towns inside a division. */
export const townsWithin = (code: string): string[] =>
  townsOfProvince(code.slice(0, 2)).flatMap((town) => (town.code.startsWith(code) ? [town.code] : []));
