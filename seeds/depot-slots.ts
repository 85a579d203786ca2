import {
  countiesOfProvince,
  countyOf,
  divisionOf,
  drawCounty,
  drawTown,
  type ProvinceCode,
  prefecturesOfProvince,
} from "./places.js";
import type { Random } from "./random.js";

/** One depot to make. */
export interface DepotSlot {
  name: string;
  divisionCode: string;
  tier: "CITY" | "DISTRICT" | "TOWN" | null;
  mode: "GOVERNMENT" | "SOCIAL" | "ENTERPRISE_AGREEMENT" | "PRODUCTION_CAPACITY";
  /** Relative number of stock lines. */
  weight: number;
  /** Factor on an item's typical quantity. */
  size: number;
  /** Items that the depot holds before any other. */
  first?: readonly string[];
  /** The published Red Cross relief list, and nothing else, with its minima and maxima. */
  redCross?: boolean;
}

const HAZMAT_ITEMS = [
  "foam-ar",
  "suit-a",
  "neutraliser-lime",
  "neutraliser-soda",
  "suit-b",
  "leak-kit",
  "decon-shower",
  "scba",
  "gas-detector",
];
const BORDER_COUNTIES: readonly string[] = ["330482", "330421", "320509"];

const cityDepot = (name: string, divisionCode: string): DepotSlot => ({
  name,
  divisionCode,
  tier: "CITY",
  mode: "GOVERNMENT",
  weight: 3,
  size: 6,
});

const districtDepot = (divisionCode: string): DepotSlot => ({
  name: `${divisionOf(divisionCode).name}应急物资储备库`,
  divisionCode,
  tier: "DISTRICT",
  mode: "GOVERNMENT",
  weight: 1.6,
  size: 1,
});

const otherDepot = (mode: DepotSlot["mode"], divisionCode: string): DepotSlot => {
  const place = divisionOf(divisionCode).name;
  const shapes = {
    GOVERNMENT: { name: `${place}应急物资储备点`, weight: 0.8, size: 0.12 },
    SOCIAL: { name: `${place}社会应急物资仓库`, weight: 0.8, size: 0.4 },
    ENTERPRISE_AGREEMENT: { name: `${place}协议储备企业仓库`, weight: 0.6, size: 1.5 },
    PRODUCTION_CAPACITY: { name: `${place}产能储备企业`, weight: 0.3, size: 0.5 },
  };
  return { ...shapes[mode], divisionCode, tier: mode === "GOVERNMENT" ? "TOWN" : null, mode };
};

function* shanghaiFirst(): Generator<DepotSlot> {
  yield cityDepot("市级救灾物资储备中心库(浦东)", "310115");
  yield cityDepot("市级救灾物资储备中心库(嘉定)", "310114");
  yield cityDepot("市级救灾物资储备中心库(奉贤)", "310120");
  yield { ...otherDepot("SOCIAL", "310112"), name: "市红十字会备灾仓库(示例)", redCross: true };
  // Caojing is the Jinshan side of the chemical industry park.
  yield {
    ...otherDepot("ENTERPRISE_AGREEMENT", "310116112"),
    name: "上海化学工业区专业应急物资库(示例)",
    weight: 1.2,
    first: HAZMAT_ITEMS,
  };
  for (const district of countiesOfProvince("31")) yield districtDepot(district.code);
}

function* partnerFirst(province: ProvinceCode): Generator<DepotSlot> {
  const cities = prefecturesOfProvince(province).map(({ code, name }) =>
    cityDepot(`${name}应急物资储备中心库`, code),
  );
  const border = BORDER_COUNTIES.filter((code) => code.startsWith(province)).map(districtDepot);
  // The border comes early, for small scales, but after the depots that its own are below.
  const above = cities.filter((city) =>
    border.some((slot) => slot.divisionCode.startsWith(city.divisionCode)),
  );
  const early = new Set([...cities.slice(0, 1), ...above]);
  yield* early;
  yield* border;
  yield* cities.filter((city) => !early.has(city));
  yield otherDepot("ENTERPRISE_AGREEMENT", countiesOfProvince(province)[0]?.code ?? province);
  yield otherDepot("PRODUCTION_CAPACITY", countiesOfProvince(province)[1]?.code ?? province);
}

function drawSlot(province: ProvinceCode, random: Random): DepotSlot {
  if (province === "31") {
    const mode = random.weighted([
      ["GOVERNMENT", 66],
      ["SOCIAL", 7],
      ["ENTERPRISE_AGREEMENT", 15],
      ["PRODUCTION_CAPACITY", 12],
    ] as const);
    return otherDepot(mode, drawTown(province, random).code);
  }
  const mode = random.weighted([
    ["GOVERNMENT", 70],
    ["ENTERPRISE_AGREEMENT", 17],
    ["PRODUCTION_CAPACITY", 13],
  ] as const);
  const county = countyOf(drawCounty(province, random).code);
  return mode === "GOVERNMENT" ? districtDepot(county) : otherDepot(mode, county);
}

/** The depots to make in a province: the tiers that must be there first, then drawn ones. */
export function* depotSlots(province: ProvinceCode, count: number, random: Random): Generator<DepotSlot> {
  const seen = new Map<string, number>();
  const first = province === "31" ? shanghaiFirst() : partnerFirst(province);
  for (let made = 0; made < count; made += 1) {
    const next = first.next();
    const slot = next.done === true ? drawSlot(province, random) : next.value;
    const number = (seen.get(slot.name) ?? 0) + 1;
    seen.set(slot.name, number);
    yield number === 1 ? slot : { ...slot, name: `${slot.name}${number}号库` };
  }
}
