import { readData } from "./data.js";
import {
  countiesOfProvince,
  countyOf,
  drawCounty,
  drawTown,
  PROVINCE_CODES,
  type ProvinceCode,
  prefecturesOfProvince,
  townsOfCounty,
  townsOfProvince,
} from "./places.js";
import type { Random } from "./random.js";

/** The shape of a generated team. */
export interface TeamTemplate {
  key: string;
  name: string;
  nameEn: string;
  category: string;
  level: string;
  function: string;
  scope: "town" | "county" | "shore" | "prefecture" | "province";
  /** Shanghai, Jiangsu, Zhejiang, Anhui. */
  weights: number[];
  capabilities: string[];
  headcount: [number, number];
  kit: string[];
  eventClasses: string[];
  lead: "county" | "fire" | "health" | "province";
  domains: string[];
}

/** One team to make: its shape and the division it belongs to. */
export interface TeamSlot {
  template: TeamTemplate;
  divisionCode: string;
  /** A fixed name instead of the template's. */
  name?: string;
}

const file = readData<{ shore: string[]; socialWords: string[]; templates: TeamTemplate[] }>(
  "team-templates.json",
);

/** The words that generated social teams are named with. */
export const SOCIAL_WORDS: readonly string[] = file.socialWords;

const templateByKey = new Map(file.templates.map((template) => [template.key, template]));

function templateOf(key: string): TeamTemplate {
  const template = templateByKey.get(key);
  if (template === undefined)
    throw new RangeError(`templateOf must be called with a template, but got: ${key}`);
  return template;
}

// The partner provinces' side of the border, which the sub-regional agreements are about.
const BORDER_COUNTIES: Readonly<Record<string, string[]>> = {
  "32": ["320509", "320585"],
  "33": ["330482", "330421"],
};
const CAOJING_TOWN = "310116112";

function* shanghaiFirst(random: Random): Generator<TeamSlot> {
  // The chemical industry park lies on the coast of Jinshan and Fengxian; Caojing is its Jinshan side.
  yield {
    template: templateOf("company-fire"),
    divisionCode: CAOJING_TOWN,
    name: "上海化学工业区专职消防队(示例)",
  };
  yield {
    template: templateOf("chemical-formation"),
    divisionCode: CAOJING_TOWN,
    name: "上海化学工业区化工火灾处置编队(示例)",
  };
  for (const county of ["310115", "310151"]) yield { template: templateOf("aviation"), divisionCode: county };
  for (const county of ["310115", "310116", "310151"])
    yield { template: templateOf("maritime"), divisionCode: county };
  for (const key of ["fire-station", "social"]) yield* perCounty("31", key, random);
  for (const town of townsOfProvince("31"))
    yield { template: templateOf("town-rescue"), divisionCode: town.code };
  for (const key of ["medical", "chemical-formation", "flood"]) yield* perCounty("31", key, random);
}

function* perCounty(province: ProvinceCode, key: string, random: Random): Generator<TeamSlot> {
  const template = templateOf(key);
  for (const county of countiesOfProvince(province)) {
    const towns = template.scope === "town" ? townsOfCounty(county.code) : [];
    yield { template, divisionCode: towns.length === 0 ? county.code : random.pick(towns).code };
  }
}

function* partnerFirst(province: ProvinceCode, random: Random): Generator<TeamSlot> {
  yield { template: templateOf("mobile-province"), divisionCode: province };
  for (const county of BORDER_COUNTIES[province] ?? []) {
    for (const key of ["fire-station", "chemical-formation", "social", "medical", "town-rescue", "flood"]) {
      const towns = templateOf(key).scope === "town" ? townsOfCounty(county) : [];
      yield {
        template: templateOf(key),
        divisionCode: towns.length === 0 ? county : random.pick(towns).code,
      };
    }
  }
  for (const prefecture of prefecturesOfProvince(province)) {
    yield { template: templateOf("mobile-prefecture"), divisionCode: prefecture.code };
  }
  for (const prefecture of prefecturesOfProvince(province).slice(0, 2)) {
    yield { template: templateOf("air-base"), divisionCode: prefecture.code };
  }
  for (let index = 0; index < 3; index += 1) {
    yield { template: templateOf("maritime"), divisionCode: drawShore(province, random) };
  }
  yield* perCounty(province, "fire-station", random);
}

function drawShore(province: ProvinceCode, random: Random): string {
  const code = random.pick(file.shore.filter((one) => one.startsWith(province)));
  return code.length === 6
    ? code
    : random.pick(countiesOfProvince(province).filter((one) => one.code.startsWith(code))).code;
}

function drawSlot(province: ProvinceCode, random: Random): TeamSlot {
  const column = PROVINCE_CODES.indexOf(province);
  const template = random.weighted(file.templates.map((one) => [one, one.weights[column] ?? 0] as const));
  switch (template.scope) {
    case "town":
      return { template, divisionCode: drawTown(province, random).code };
    case "shore":
      return { template, divisionCode: drawShore(province, random) };
    case "prefecture":
      return { template, divisionCode: random.pick(prefecturesOfProvince(province)).code };
    case "province":
      return { template, divisionCode: province };
    default:
      return { template, divisionCode: countyOf(drawCounty(province, random).code) };
  }
}

/** The teams to make in a province: first what every part of it must have, then drawn ones. */
export function* teamSlots(province: ProvinceCode, count: number, random: Random): Generator<TeamSlot> {
  let made = 0;
  for (const slot of province === "31" ? shanghaiFirst(random) : partnerFirst(province, random)) {
    if (made >= count) return;
    made += 1;
    yield slot;
  }
  for (; made < count; made += 1) yield drawSlot(province, random);
}
