import type { SeedContext } from "./context.js";
import { readData } from "./data.js";
import { dayNumber, dayText } from "./days.js";
import type { Row } from "./types.js";

/** How far a volunteer has come through the plan's six steps. */
export type Step = "RECRUITED" | "REGISTERED" | "TRAINED" | "ASSESSED" | "SERVING" | "REWARDED";

type PartTable = "volunteer_skill" | "volunteer_step_event" | "volunteer_availability";

const SKILLS = readData<{ code: string; certificateRequired: number }[]>("skills.json");
const STEP_ORDER: readonly Step[] = ["RECRUITED", "REGISTERED", "TRAINED", "ASSESSED", "SERVING", "REWARDED"];
const EVENT_OF: Readonly<Record<Step, string>> = {
  RECRUITED: "RECRUIT",
  REGISTERED: "REGISTER",
  TRAINED: "TRAIN",
  ASSESSED: "ASSESS",
  SERVING: "HOURS",
  REWARDED: "REWARD",
};
const HOURS = [
  ["08:00", "12:00"],
  ["13:00", "17:00"],
  ["18:00", "22:00"],
  ["09:00", "21:00"],
] as const;
const ISSUERS = ["市红十字会", "区应急管理局", "人力资源和社会保障部门", "行业协会"];

function* skillRows(context: SeedContext, volunteerId: string): Generator<Row> {
  const random = context.random("volunteer_skill");
  const count = random.weighted([
    [0, 20],
    [1, 50],
    [2, 22],
    [3, 8],
  ]);
  for (const { code, certificateRequired } of random.sample(SKILLS, count)) {
    const certified = certificateRequired === 1 ? random.chance(0.94) : random.chance(0.1);
    const issued = context.today - random.int(20, 1600);
    yield {
      id: context.ids.next("volunteer_skill"),
      volunteerId,
      skillCode: code,
      certificateNumber: certified
        ? `SX${dayText(issued).slice(0, 4)}${`${random.int(0, 999_999)}`.padStart(6, "0")}`
        : null,
      issuedBy: certified ? random.pick(ISSUERS) : null,
      issuedOn: certified ? dayText(issued) : null,
      validUntil: certified && random.chance(0.85) ? dayText(issued + 3 * 365) : null,
    };
  }
}

/** One event per step reached, in order; the hours of all HOURS events add up to the volunteer's. */
function* stepRows(
  context: SeedContext,
  volunteerId: string,
  step: Step,
  registeredOn: string | null,
  hours: number,
): Generator<Row> {
  const random = context.random("volunteer_step_event");
  let day =
    registeredOn === null ? context.today - random.int(1, 90) : dayNumber(registeredOn) - random.int(0, 30);
  for (const reached of STEP_ORDER.slice(0, STEP_ORDER.indexOf(step) + 1)) {
    if (reached === "REGISTERED" && registeredOn !== null) day = dayNumber(registeredOn);
    yield {
      id: context.ids.next("volunteer_step_event"),
      volunteerId,
      step: EVENT_OF[reached],
      happenedOn: dayText(Math.min(day, context.today)),
      hours: reached === "SERVING" ? hours : reached === "TRAINED" ? random.int(4, 24) : null,
      score: reached === "ASSESSED" ? random.int(60, 100) : null,
      note: null,
    };
    day += random.int(5, 120);
  }
}

function* availabilityRows(context: SeedContext, volunteerId: string): Generator<Row> {
  const random = context.random("volunteer_availability");
  const firstDay = random.int(1, 7);
  for (let count = random.int(1, 3), index = 0; index < count; index += 1) {
    const [fromTime, toTime] = random.pick(HOURS);
    yield {
      id: context.ids.next("volunteer_availability"),
      volunteerId,
      weekday: ((firstDay + index * 2 - 1) % 7) + 1,
      fromTime,
      toTime,
    };
  }
}

/** The child rows of one finished volunteer row. */
export function* volunteerPartRows(
  context: SeedContext,
  volunteer: Row,
): Generator<[table: PartTable, row: Row]> {
  const id = String(volunteer["id"]);
  const step = volunteer["step"] as Step;
  const registeredOn = volunteer["registeredOn"] as string | null;
  for (const row of skillRows(context, id)) yield ["volunteer_skill", row];
  for (const row of stepRows(context, id, step, registeredOn, Number(volunteer["serviceHours"]))) {
    yield ["volunteer_step_event", row];
  }
  // Only those who were trained are asked when they are free.
  if (volunteer["status"] === "ACTIVE" && STEP_ORDER.indexOf(step) >= 2) {
    for (const row of availabilityRows(context, id)) yield ["volunteer_availability", row];
  }
}
