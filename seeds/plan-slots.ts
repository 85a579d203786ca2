import type { Trade } from "./agency.seed.js";
import { readData } from "./data.js";
import { countiesOfProvince, countyOf, divisionOf, drawTown, townsOfProvince } from "./places.js";
import type { Random } from "./random.js";

/** One plan to make. Every title says that it is a sample: of real plans only their number is published. */
export interface PlanSlot {
  kind: string;
  eventClass: string | null;
  level: "MUNICIPAL" | "DISTRICT" | "TOWN" | "UNIT";
  structured: boolean;
  title: string;
  titleEn: string;
  divisionCode: string;
  /** The owner: an agency's code, or the body of a trade that is nearest to the division. */
  owner: string | { trade: Trade };
  /** Under which names later plans find it. */
  key: string;
  /** The plan above it, by its key. */
  parent: string | null;
  /** Plans that it may be linked to, by their keys. */
  links: readonly { kind: string; to: string }[];
}

interface Topic {
  topic: string;
  topicEn: string;
  eventClass: string | null;
}

const file = readData<{
  structured: (Topic & { owner: string })[];
  municipal: (Topic & { owner: string; kind: string; level: "MUNICIPAL" | "UNIT"; divisionCode: string })[];
  district: (Topic & { kind: string; trade: Trade })[];
  units: { topic: string; topicEn: string; fits: string }[];
  neighbours: [string, string][];
}>("plans.json");

/** The plans that no scale multiplies: the city's overall plan, its 25 structured ones and the others above. */
export const MUNICIPAL_PLANS = 1 + file.structured.length + file.municipal.length;

const OVERALL = "overall";
const keyOf = (division: string, topic: string): string => `${division}/${topic}`;

/** The city's plans. */
export function* municipalPlanSlots(): Generator<PlanSlot> {
  yield {
    kind: "OVERALL",
    eventClass: null,
    level: "MUNICIPAL",
    structured: false,
    title: "示例:上海市突发事件总体预案",
    titleEn: "Sample: overall plan of Shanghai",
    divisionCode: "31",
    owner: "sh-yjj",
    key: keyOf("31", OVERALL),
    parent: null,
    links: [],
  };
  let before: string | undefined;
  for (const { topic, topicEn, eventClass, owner } of file.structured) {
    const isSupport = eventClass === "SUPPORT";
    const key = keyOf("31", topic);
    yield {
      kind: isSupport ? "DEPARTMENTAL" : "SPECIAL",
      eventClass,
      level: "MUNICIPAL",
      structured: true,
      title: `示例:上海市${topic}${isSupport ? "部门" : "专项"}预案`,
      titleEn: `Sample: ${isSupport ? "departmental" : "special"} plan of Shanghai, ${topicEn}`,
      divisionCode: "31",
      owner,
      key,
      parent: keyOf("31", OVERALL),
      links: [above(keyOf("31", OVERALL)), ...(before === undefined ? [] : [{ kind: "PEER", to: before }])],
    };
    before = key;
  }
  for (const { topic, topicEn, ...slot } of file.municipal) {
    yield {
      ...slot,
      structured: false,
      title: `示例:${topic}预案`,
      titleEn: `Sample: plan, ${topicEn}`,
      key: keyOf(slot.divisionCode, topic),
      parent: keyOf("31", OVERALL),
      links: [above(keyOf("31", OVERALL))],
    };
  }
}

/** The generated plans: of every district, then of every town, then as many of units as are still wanted. */
export function* planSlots(count: number, random: Random): Generator<PlanSlot> {
  let made = 0;
  for (const slot of localPlans()) {
    if (made >= count) return;
    made += 1;
    yield slot;
  }
  for (; made < count; made += 1) yield unitPlan(random, made);
}

const above = (to: string) => ({ kind: "HIERARCHY", to });

function* localPlans(): Generator<PlanSlot> {
  const districts = countiesOfProvince("31");
  for (const { code, name, nameEn } of districts) {
    yield {
      ...sample(`${name}突发事件总体预案`, `overall plan of ${nameEn ?? "a district"}`),
      kind: "OVERALL",
      eventClass: null,
      level: "DISTRICT",
      divisionCode: code,
      owner: { trade: "yjj" },
      key: keyOf(code, OVERALL),
      parent: keyOf("31", OVERALL),
      links: [above(keyOf("31", OVERALL)), ...neighboursOf(code, OVERALL)],
    };
  }
  for (const { code, name, nameEn } of districts) {
    for (const { topic, topicEn, kind, eventClass, trade } of file.district) {
      const word = kind === "SPECIAL" ? "专项" : "部门";
      yield {
        ...sample(`${name}${topic}${word}预案`, `plan of ${nameEn ?? "a district"}, ${topicEn}`),
        kind,
        eventClass,
        level: "DISTRICT",
        divisionCode: code,
        owner: { trade },
        key: keyOf(code, topic),
        parent: keyOf("31", topic),
        links: [
          above(keyOf("31", topic)),
          { kind: "PEER", to: keyOf(code, OVERALL) },
          ...neighboursOf(code, topic),
        ],
      };
    }
  }
  for (const { code, name } of townsOfProvince("31")) {
    const county = countyOf(code);
    yield {
      ...sample(`${divisionOf(county).name}${name}突发事件总体预案`, "overall plan of a town"),
      kind: "OVERALL",
      eventClass: null,
      level: "TOWN",
      divisionCode: code,
      owner: { trade: "yjj" },
      key: keyOf(code, OVERALL),
      parent: keyOf(county, OVERALL),
      links: [above(keyOf(county, OVERALL))],
    };
  }
}

/** The plan of an enterprise that runs something important, filed with its district. */
function unitPlan(random: Random, number: number): PlanSlot {
  const { topic, topicEn, fits } = random.pick(file.units);
  const { code } = drawTown("31", random);
  const county = countyOf(code);
  return {
    ...sample(
      `${divisionOf(county).name}${topic}${number}号重要设施保护预案`,
      `protection plan of ${topicEn} ${number}`,
    ),
    kind: "INFRASTRUCTURE",
    eventClass: "ACCIDENT",
    level: "UNIT",
    divisionCode: code,
    owner: { trade: "yjj" },
    key: keyOf(code, `${topic}${number}`),
    parent: null,
    links: [{ kind: "GOVERNMENT_ENTERPRISE", to: keyOf(county, fits) }],
  };
}

const sample = (title: string, titleEn: string) => ({
  structured: false,
  title: `示例:${title}`,
  titleEn: `Sample: ${titleEn}`,
});

/** Links to the same plan of districts next door, where that was made before. */
function neighboursOf(district: string, topic: string): { kind: string; to: string }[] {
  return file.neighbours
    .filter((pair) => pair.includes(district))
    .map((pair) => ({ kind: "NEIGHBOUR", to: keyOf(pair.find((one) => one !== district) ?? "", topic) }));
}
