import { BatchBuffer } from "./batches.js";
import { divisionColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { readData } from "./data.js";
import { dayText } from "./days.js";
import { feedEveryDays } from "./delta.seed.js";
import { ExpertPools, expertShiftRows, expertTeamRows } from "./expert-duty.js";
import { applyFlaw, drawFlaw, type Flaw } from "./flaws.js";
import { impossibleIdNumber, syntheticName, unassignedPhone } from "./people.js";
import {
  countiesOfProvince,
  divisionOf,
  drawCounty,
  PROVINCE_CODES,
  PROVINCE_SLUGS,
  type ProvinceCode,
} from "./places.js";
import { expertQuota } from "./plan.js";
import type { Random } from "./random.js";
import type { Row, SeedBatch } from "./types.js";

interface Domain {
  code: string;
  name: string;
  nameEn: string;
}

type Level = "CITY" | "DISTRICT" | "UNIT";

const DOMAINS = readData<Domain[]>("expert-domains.json");
const TABLES = [
  "expert_domain",
  "expert",
  "expert_specialty",
  "expert_appointment",
  "expert_engagement",
  "expert_training",
  "expert_team",
  "expert_shift",
  "shared_record",
] as const;

const POSSIBLE_FLAWS: readonly Flaw[] = ["shallowDivision", "fullWidth", "trailingBlank", "stale"];
const USES = [
  "EMERGENCY_RESPONSE",
  "RISK_ASSESSMENT",
  "EXERCISE",
  "PLAN_DRAFTING",
  "PUBLIC_OPINION",
  "TEAM_EVALUATION",
  "POLICY_RESEARCH",
];
const TITLES = [
  "高级工程师",
  "正高级工程师",
  "教授",
  "副教授",
  "研究员",
  "主任医师",
  "注册安全工程师",
  "高级经济师",
];
const EMPLOYERS = ["研究院", "检测中心", "设计院", "大学应急学院", "技术服务中心"];
const COURSES = [
  ["现场指挥与研判", "Scene command and assessment"],
  ["危险化学品处置研修", "Hazardous-chemicals response"],
  ["应急预案编制", "Drafting of emergency plans"],
  ["桌面演练设计", "Design of table-top exercises"],
  ["风险沟通", "Risk communication"],
] as const;
const EMERGENCY_UNITS = ["sh-eu-ftz", "sh-eu-resort", "sh-eu-hongqiao", "sh-eu-scip"];

// Enough of them in every Shanghai district that each week of the rotation has an expert on call.
const FIRST_PER_DISTRICT = 26;

function placeOf(province: ProvinceCode, made: number, level: Level, random: Random): string {
  const districts = countiesOfProvince("31");
  if (level === "CITY") return province === "31" ? "31" : drawCounty(province, random).code.slice(0, 4);
  if (province === "31" && made < FIRST_PER_DISTRICT * districts.length) {
    return districts[made % districts.length]?.code ?? "31";
  }
  return drawCounty(province, random).code;
}

function expertRow(
  context: SeedContext,
  province: ProvinceCode,
  divisionCode: string,
  domain: Domain,
  flaw: Flaw | null,
): Row {
  const random = context.random("expert");
  const { name, nameEn, gender } = syntheticName(random);
  const birth = context.today - random.int(32 * 365, 68 * 365);
  const id = context.ids.next("expert");
  const everyDays = feedEveryDays(`${PROVINCE_SLUGS[province]}-experts`);
  return {
    id,
    name,
    nameEn,
    gender,
    birthDate: dayText(birth),
    idNumber: impossibleIdNumber(random, divisionCode, birth, gender),
    title: random.pick(TITLES),
    employer: `${divisionOf(divisionCode).name}${domain.name}${random.pick(EMPLOYERS)}(示例)`,
    phone: unassignedPhone(random),
    // example.org is reserved for samples; the id keeps the address distinct.
    email: `${id}@example.org`,
    summary: random.chance(0.6) ? `从事${domain.name}工作${random.int(8, 35)}年,示例简介` : null,
    status: random.weighted([
      ["ACTIVE", 93],
      ["RETIRED", 5],
      ["SUSPENDED", 2],
    ]),
    ...divisionColumns(divisionCode),
    ...provenanceColumns({
      ...context.feed(random, province, "experts", everyDays, flaw === "stale" ? random.int(200, 900) : 0),
      qualityNote: null,
    }),
  };
}

function appointingAgency(context: SeedContext, level: Level, divisionCode: string, random: Random): string {
  if (level === "UNIT" && divisionCode.startsWith("31"))
    return context.agencies.byCode(random.pick(EMERGENCY_UNITS));
  return divisionCode.length < 4
    ? context.agencies.ofProvince(divisionCode.slice(0, 2))
    : context.agencies.near("yjj", divisionCode);
}

function* appointmentRows(
  context: SeedContext,
  expertId: string,
  level: Level,
  divisionCode: string,
): Generator<Row> {
  const random = context.random("expert_appointment");
  const agencyId = appointingAgency(context, level, divisionCode, random);
  const start = context.today - random.int(30, 1000);
  const row = (from: number, to: number | null): Row => ({
    id: context.ids.next("expert_appointment"),
    expertId,
    level,
    agencyId,
    divisionCode,
    validFrom: dayText(from),
    validTo: to === null ? null : dayText(to),
  });
  if (random.chance(0.25)) yield row(start - 3 * 365, start - 1);
  yield row(start, random.chance(0.8) ? start + 3 * 365 : null);
}

function* engagementRows(context: SeedContext, expertId: string, domain: Domain): Generator<Row> {
  const random = context.random("expert_engagement");
  for (let count = random.int(0, 3); count > 0; count -= 1) {
    yield {
      id: context.ids.next("expert_engagement"),
      expertId,
      use: random.pick(USES),
      subject: random.chance(0.8) ? `${domain.name}相关工作(示例)` : null,
      startedOn: dayText(context.today - random.int(3, 1200)),
      days: random.int(1, 15),
    };
  }
}

function* trainingRows(context: SeedContext, expertId: string): Generator<Row> {
  const random = context.random("expert_training");
  for (const [course, courseEn] of random.sample(COURSES, random.int(0, 2))) {
    const completed = context.today - random.int(10, 1400);
    yield {
      id: context.ids.next("expert_training"),
      expertId,
      course,
      courseEn,
      completedOn: dayText(completed),
      hours: random.int(2, 20) * 2,
      validUntil: random.chance(0.7) ? dayText(completed + 2 * 365) : null,
    };
  }
}

/** Experts with what they know, who appointed them, their teams and their shifts. */
export function* expertRows(context: SeedContext): Generator<SeedBatch> {
  const buffer = new BatchBuffer(TABLES);
  const pools = new ExpertPools();
  for (const domain of DOMAINS) buffer.add("expert_domain", { ...domain });

  for (const province of PROVINCE_CODES) {
    const random = context.random(`expert/slots/${province}`);
    let placed = 0;
    const count = expertQuota(province, context.options.scale);
    for (let made = 0; made < count; made += 1) {
      // Levels by position rather than by chance, so that a small scale has them all.
      const level: Level = made % 4 === 0 ? "CITY" : made % 7 === 1 ? "UNIT" : "DISTRICT";
      const divisionCode = placeOf(province, placed, level, random);
      if (level !== "CITY") placed += 1;
      const domains = random.sample(
        DOMAINS,
        random.weighted([
          [1, 45],
          [2, 40],
          [3, 15],
        ]),
      );
      const domain = domains[0] ?? random.pick(DOMAINS);
      const flaw = drawFlaw(random, POSSIBLE_FLAWS);
      const row = expertRow(context, province, divisionCode, domain, flaw);
      if (flaw !== null) applyFlaw(row, flaw, random);
      const expertId = String(row["id"]);
      buffer.add("expert", row);
      domains.forEach(({ code }, index) => {
        const id = context.ids.next("expert_specialty");
        buffer.add("expert_specialty", { id, expertId, domainCode: code, primary: index === 0 ? 1 : 0 });
      });
      for (const one of appointmentRows(context, expertId, level, divisionCode))
        buffer.add("expert_appointment", one);
      for (const one of engagementRows(context, expertId, domain)) buffer.add("expert_engagement", one);
      for (const one of trainingRows(context, expertId)) buffer.add("expert_training", one);
      for (const one of context.shared.rowsOf(random, "EXPERTS", expertId, divisionCode))
        buffer.add("shared_record", one);
      pools.add({ id: expertId, divisionCode, domain: domain.code });
      yield* buffer.drainWhenFull();
    }
  }
  for (const team of context.teams) {
    for (const row of expertTeamRows(context, pools, team)) buffer.add("expert_team", row);
    yield* buffer.drainWhenFull();
  }
  for (const expert of pools.onCall) {
    for (const row of expertShiftRows(context, expert)) buffer.add("expert_shift", row);
    yield* buffer.drainWhenFull();
  }
  yield* buffer.drain();
}
