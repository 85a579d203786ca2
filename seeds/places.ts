import { readData } from "./data.js";
import type { Random } from "./random.js";

/** One division of the four provinces. */
export interface Division {
  code: string;
  name: string;
  nameEn?: string;
  kind?: string;
  inMca2025?: boolean;
}

interface DivisionFile {
  provinces: Division[];
  cities: Division[];
  counties: Division[];
  towns: Division[];
}

/** The divisions as vendored, level by level, each sorted by code. */
export const DIVISIONS = readData<DivisionFile>("divisions-delta.json");

/** The four provinces of the region by their two-digit code. */
export const PROVINCE_CODES = ["31", "32", "33", "34"] as const;

/** A province of the region. */
export type ProvinceCode = (typeof PROVINCE_CODES)[number];

/** The short names that dataset ids and agency codes begin with. */
export const PROVINCE_SLUGS: Readonly<Record<ProvinceCode, string>> = {
  "31": "sh",
  "32": "js",
  "33": "zj",
  "34": "ah",
};

const byCode = new Map<string, Division>(
  [DIVISIONS.provinces, DIVISIONS.cities, DIVISIONS.counties, DIVISIONS.towns]
    .flat()
    .map((one) => [one.code, one]),
);

function groupBy(divisions: readonly Division[], length: number): Map<string, Division[]> {
  return Map.groupBy(divisions, (division) => division.code.slice(0, length));
}

const townsByProvince = groupBy(DIVISIONS.towns, 2);
const townsByCounty = groupBy(DIVISIONS.towns, 6);
const countiesByProvince = groupBy(DIVISIONS.counties, 2);
const prefecturesByProvince = groupBy(DIVISIONS.cities, 2);

/** The division of a code; throws RangeError for a code that is not one. */
export function divisionOf(code: string): Division {
  const division = byCode.get(code);
  if (division === undefined)
    throw new RangeError(`divisionOf must be called with a known code, but got: ${code}`);
  return division;
}

/** All towns of a province. */
export const townsOfProvince = (province: string): readonly Division[] => townsByProvince.get(province) ?? [];

/** All towns of a county; empty for the few zones that have none. */
export const townsOfCounty = (county: string): readonly Division[] => townsByCounty.get(county) ?? [];

/** All counties of a province. */
export const countiesOfProvince = (province: string): readonly Division[] =>
  countiesByProvince.get(province) ?? [];

/** The prefectures of a province; none for Shanghai, whose only one is a statistical shell. */
export const prefecturesOfProvince = (province: string): readonly Division[] =>
  province === "31" ? [] : (prefecturesByProvince.get(province) ?? []);

/** A town of the province, each as likely as the next, so districts count by their number of towns. */
export const drawTown = (province: string, random: Random): Division =>
  random.pick(townsOfProvince(province));

/** The code of the county that a town or county code lies in; shorter codes are given back as they are. */
export const countyOf = (code: string): string => code.slice(0, 6);

/** A county that has at least one town, drawn by the number of its towns. */
export const drawCounty = (province: string, random: Random): Division =>
  divisionOf(countyOf(drawTown(province, random).code));
