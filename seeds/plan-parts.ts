import { provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { readData } from "./data.js";
import { dayText } from "./days.js";
import { NOTES } from "./notes.js";
import type { Row } from "./types.js";

/** When a plan holds, as day numbers: what its exercises are drawn within. */
export interface PlanDays {
  /** Null for a draft. */
  effective: number | null;
  /** The last day on which it could be exercised. */
  until: number;
}

const { findings } = readData<{ findings: string[] }>("plans.json");

const PARTICIPANTS: Readonly<Record<"TABLETOP" | "SCENARIO" | "FIELD", [number, number]>> = {
  TABLETOP: [8, 40],
  SCENARIO: [20, 120],
  FIELD: [40, 400],
};

/** How well a plan is kept in practice: regularly, not for more than a year, or never. */
const HABITS = [
  ["REGULAR", 60],
  ["LAPSED", 22],
  ["NEVER", 18],
] as const;

/** The days on which a plan was exercised, at most four, the latest first. */
function* exerciseDays(context: SeedContext, { effective, until }: PlanDays): Generator<number> {
  const random = context.random("exercise");
  const habit = random.weighted(HABITS);
  if (effective === null || habit === "NEVER") return;
  let day = until - (habit === "REGULAR" ? random.int(5, 330) : random.int(380, 1100));
  for (let held = 0; held < 4 && day > effective; held += 1) {
    yield day;
    day -= random.int(180, 420);
  }
}

/** The exercises of a finished plan row, in the order of their days. */
export function* exerciseRows(context: SeedContext, plan: Row, days: PlanDays): Generator<Row> {
  const random = context.random("exercise");
  for (const heldOn of [...exerciseDays(context, days)].reverse()) {
    const kind = random.weighted([
      ["TABLETOP", 45],
      ["FIELD", 30],
      ["SCENARIO", 25],
    ] as const);
    const row: Row = {
      id: context.ids.next("exercise"),
      planId: plan["id"] ?? null,
      kind,
      heldOn: dayText(heldOn),
      participants: random.chance(0.95) ? random.int(...PARTICIPANTS[kind]) : null,
      score: random.chance(0.85) ? random.int(120, 196) / 2 : null,
      findings: random.chance(0.7) ? random.pick(findings) : null,
      divisionCode: plan["divisionCode"] ?? null,
      provinceCode: plan["provinceCode"] ?? null,
      prefectureCode: plan["prefectureCode"] ?? null,
      countyCode: plan["countyCode"] ?? null,
      townCode: plan["townCode"] ?? null,
      ...provenanceColumns({ ...context.feed(random, "31", "plans", 30), qualityNote: null }),
    };
    const drawn = random.next();
    if (drawn < 0.01) {
      row["score"] = random.int(101, 150);
      row["qualityNote"] = NOTES.scoreRange;
    } else if (drawn < 0.02 && days.effective !== null) {
      row["heldOn"] = dayText(days.effective - random.int(1, 60));
      row["qualityNote"] = NOTES.heldBeforePlan;
    }
    yield row;
  }
}
