import { BatchBuffer } from "./batches.js";
import { divisionColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { readData } from "./data.js";
import { dayText } from "./days.js";
import { feedEveryDays } from "./delta.seed.js";
import { applyFlaw, drawFlaw, type Flaw } from "./flaws.js";
import { NOTES } from "./notes.js";
import { impossibleIdNumber, syntheticName, unassignedPhone } from "./people.js";
import {
  countyOf,
  divisionOf,
  drawTown,
  PROVINCE_CODES,
  PROVINCE_SLUGS,
  type ProvinceCode,
} from "./places.js";
import { organisationQuota, volunteerQuota } from "./plan.js";
import type { Random } from "./random.js";
import type { Row, SeedBatch } from "./types.js";
import { syntheticUscc } from "./uscc.js";
import { type Step, volunteerPartRows } from "./volunteer-parts.js";

const TABLES = [
  "skill",
  "volunteer_organisation",
  "volunteer",
  "volunteer_skill",
  "volunteer_step_event",
  "volunteer_availability",
] as const;

const KINDS = [
  ["SOCIAL_TEAM", 25, "应急志愿服务队"],
  ["RED_CROSS", 15, "红十字志愿服务队"],
  ["COMMUNITY", 35, "社区应急志愿服务队"],
  ["ENTERPRISE", 13, "企业应急志愿服务队"],
  ["STUDENT", 12, "大学生应急志愿服务队"],
] as const;

const STEPS: readonly (readonly [Step, number])[] = [
  ["RECRUITED", 10],
  ["REGISTERED", 20],
  ["TRAINED", 25],
  ["ASSESSED", 15],
  ["SERVING", 25],
  ["REWARDED", 5],
];

const POSSIBLE_FLAWS: readonly Flaw[] = [
  "shallowDivision",
  "fullWidth",
  "trailingBlank",
  "usccCheck",
  "stale",
];

interface OrganisationRef {
  id: string;
  county: string;
}

function organisationRow(context: SeedContext, province: ProvinceCode, town: string, flaw: Flaw | null): Row {
  const random = context.random("volunteer_organisation");
  const [kind, , suffix] = random.weighted(KINDS.map((one) => [one, one[1]] as const));
  const everyDays = feedEveryDays(`${PROVINCE_SLUGS[province]}-volunteers`);
  return {
    id: context.ids.next("volunteer_organisation"),
    name: divisionOf(countyOf(town)).name + divisionOf(town).name + suffix,
    kind,
    uscc: random.chance(0.6)
      ? syntheticUscc(random, kind === "ENTERPRISE" ? "91" : "51", countyOf(town))
      : null,
    contactName: syntheticName(random).name,
    contactPhone: unassignedPhone(random),
    memberCount: random.chance(0.9) ? random.int(15, 300) : null,
    registeredOn: dayText(context.today - random.int(100, 4000)),
    ...divisionColumns(town),
    ...provenanceColumns({
      ...context.feed(random, province, "volunteers", everyDays, flaw === "stale" ? random.int(60, 600) : 0),
      qualityNote: null,
    }),
  };
}

/** The organisations by county; some hundreds at scale 1, and the only thing kept while volunteers stream. */
class Organisations {
  readonly #byCounty = new Map<string, OrganisationRef[]>();

  add(organisation: OrganisationRef): void {
    const list = this.#byCounty.get(organisation.county) ?? [];
    list.push(organisation);
    this.#byCounty.set(organisation.county, list);
  }

  /** An organisation of the county for two in three volunteers, null for the rest. */
  draw(county: string, random: Random): string | null {
    const list = this.#byCounty.get(county);
    return list !== undefined && random.chance(0.65) ? random.pick(list).id : null;
  }
}

function volunteerRow(
  context: SeedContext,
  province: ProvinceCode,
  organisations: Organisations,
  flaw: Flaw | null,
): Row {
  const random = context.random("volunteer");
  const town = drawTown(province, random).code;
  const { name, gender } = syntheticName(random);
  const registered = context.today - random.int(1, 2500);
  const birth = registered - random.int(18 * 365 + 5, 65 * 365);
  const step = random.weighted(STEPS);
  const hours = step === "SERVING" || step === "REWARDED" ? random.int(4, 800) / 2 : 0;
  const everyDays = feedEveryDays(`${PROVINCE_SLUGS[province]}-volunteers`);
  return {
    id: context.ids.next("volunteer"),
    name,
    gender: random.chance(0.97) ? gender : null,
    birthDate: dayText(birth),
    idNumber: impossibleIdNumber(random, town, birth, gender),
    phone: unassignedPhone(random),
    organisationId: organisations.draw(countyOf(town), random),
    step,
    registeredOn: step === "RECRUITED" ? null : dayText(registered),
    serviceHours: hours,
    status: random.weighted([
      ["ACTIVE", 84],
      ["PAUSED", 11],
      ["LEFT", 5],
    ]),
    ...divisionColumns(town),
    ...provenanceColumns({
      ...context.feed(
        random,
        province,
        "volunteers",
        everyDays,
        flaw === "stale" ? random.int(100, 1000) : 0,
      ),
      qualityNote: null,
    }),
  };
}

/** Organisations first, then volunteers as a stream with their skills, steps and free hours. */
export function* volunteerRows(context: SeedContext): Generator<SeedBatch> {
  const buffer = new BatchBuffer(TABLES);
  const organisations = new Organisations();
  const flaws = context.random("volunteer/flaws");
  for (const skill of readData<Row[]>("skills.json")) buffer.add("skill", skill);

  for (const province of PROVINCE_CODES) {
    const random = context.random(`volunteer_organisation/slots/${province}`);
    for (let left = organisationQuota(province, context.options.scale); left > 0; left -= 1) {
      const town = drawTown(province, random).code;
      const flaw = drawFlaw(flaws, POSSIBLE_FLAWS);
      const row = organisationRow(context, province, town, flaw);
      if (flaw !== null) applyFlaw(row, flaw, flaws);
      organisations.add({ id: String(row["id"]), county: countyOf(town) });
      buffer.add("volunteer_organisation", row);
      yield* buffer.drainWhenFull();
    }
  }
  for (const province of PROVINCE_CODES) {
    for (let left = volunteerQuota(province, context.options.scale); left > 0; left -= 1) {
      const flaw = drawFlaw(flaws, POSSIBLE_FLAWS);
      const row = volunteerRow(context, province, organisations, flaw);
      if (flaw !== null) applyFlaw(row, flaw, flaws);
      else if (row["registeredOn"] !== null && flaws.chance(0.002)) {
        row["birthDate"] = dayText(context.today - flaws.int(0, 1));
        row["qualityNote"] = NOTES.birthAfterRegistration;
      }
      buffer.add("volunteer", row);
      for (const [table, part] of volunteerPartRows(context, row)) buffer.add(table, part);
      yield* buffer.drainWhenFull();
    }
  }
  yield* buffer.drain();
}
