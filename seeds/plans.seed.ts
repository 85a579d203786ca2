import { BatchBuffer } from "./batches.js";
import { divisionColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { dayText } from "./days.js";
import { applyFlaw, drawFlaw, type Flaw } from "./flaws.js";
import { NOTES } from "./notes.js";
import { planQuota } from "./plan.js";
import { exerciseRows, type PlanDays } from "./plan-parts.js";
import { municipalPlanSlots, type PlanSlot, planSlots } from "./plan-slots.js";
import type { Row, SeedBatch } from "./types.js";

const POSSIBLE_FLAWS: readonly Flaw[] = ["shallowDivision", "stale"];

const REVIEW_DAYS = 3 * 365;

/** The plans made so far by key: what later ones have above them and are linked to. */
type Known = Map<string, string>;

function ownerOf({ agencies }: SeedContext, { owner, divisionCode }: PlanSlot): string {
  return typeof owner === "string" ? agencies.byCode(owner) : agencies.near(owner.trade, divisionCode);
}

/** Codes are numbered in each division: `RG-PLN-310115-0003`. */
class Codes {
  readonly #last = new Map<string, number>();

  next(divisionCode: string): string {
    const number = (this.#last.get(divisionCode) ?? 0) + 1;
    this.#last.set(divisionCode, number);
    return `RG-PLN-${divisionCode}-${`${number}`.padStart(4, "0")}`;
  }
}

function planRow(
  context: SeedContext,
  slot: PlanSlot,
  known: Known,
  codes: Codes,
  flaw: Flaw | null,
): [row: Row, days: PlanDays] {
  const random = context.random("plan");
  const { kind, eventClass, level, structured, title, titleEn, divisionCode } = slot;
  // The city's structured plans are all in force: that is what the published count is of.
  const status = structured
    ? "IN_FORCE"
    : random.weighted([
        ["IN_FORCE", 88],
        ["UNDER_REVISION", 8],
        ["DRAFT", 2],
        ["REPEALED", 2],
      ]);
  const effective = context.today - random.int(200, 2400);
  const isRevised = effective < context.today - REVIEW_DAYS && random.chance(0.75);
  const revised = isRevised ? effective + random.int(700, REVIEW_DAYS) : null;
  const isDraft = status === "DRAFT";
  const row: Row = {
    id: context.ids.next("plan"),
    code: codes.next(divisionCode),
    title,
    titleEn,
    kind,
    eventClass,
    level,
    structured: structured ? 1 : 0,
    ownerAgencyId: ownerOf(context, slot),
    parentPlanId: slot.parent === null ? null : (known.get(slot.parent) ?? null),
    status,
    version: `${dayText(revised ?? effective).slice(0, 4)}.${random.int(1, 3)}`,
    effectiveOn: isDraft ? null : dayText(effective),
    revisedOn: isDraft || revised === null ? null : dayText(revised),
    reviewDueOn: isDraft ? null : dayText((revised ?? effective) + REVIEW_DAYS),
    ...divisionColumns(divisionCode),
    ...provenanceColumns({
      ...context.feed(random, "31", "plans", 30, flaw === "stale" ? random.int(100, 600) : 0),
      qualityNote: null,
    }),
  };
  const until = status === "REPEALED" ? context.today - random.int(30, 150) : context.today;
  return [row, { effective: isDraft ? null : effective, until }];
}

/** Most links that a plan should have, with the day on which they were last looked at. */
function* linkRows(context: SeedContext, slot: PlanSlot, planId: string, known: Known): Generator<Row> {
  const random = context.random("plan_link");
  for (const { kind, to } of slot.links) {
    const linkedPlanId = known.get(to);
    if (linkedPlanId === undefined || !random.chance(0.8)) continue;
    yield {
      id: context.ids.next("plan_link"),
      planId,
      linkedPlanId,
      kind,
      agreedOn: random.chance(0.9) ? dayText(context.today - random.int(10, 1500)) : null,
    };
  }
}

/** The city's plans, then those of districts, towns and units, each with its links and its exercises. */
export function* planRows(context: SeedContext): Generator<SeedBatch> {
  const buffer = new BatchBuffer(["plan", "plan_link", "exercise"]);
  const flaws = context.random("plan/flaws");
  const known: Known = new Map();
  const codes = new Codes();
  const generated = planSlots(planQuota(context.options.scale), context.random("plan/slots"));
  for (const slots of [municipalPlanSlots(), generated]) {
    for (const slot of slots) {
      const flaw = slot.structured ? null : drawFlaw(flaws, POSSIBLE_FLAWS);
      const [row, days] = planRow(context, slot, known, codes, flaw);
      if (flaw !== null) applyFlaw(row, flaw, flaws);
      else if (row["reviewDueOn"] !== null && !slot.structured && flaws.chance(0.015)) {
        row["reviewDueOn"] = dayText((days.effective ?? context.today) - flaws.int(1, 300));
        row["qualityNote"] = NOTES.reviewOrder;
      }
      const planId = String(row["id"]);
      known.set(slot.key, planId);
      buffer.add("plan", row);
      for (const link of linkRows(context, slot, planId, known)) buffer.add("plan_link", link);
      for (const exercise of exerciseRows(context, row, days)) buffer.add("exercise", exercise);
      yield* buffer.drainWhenFull();
    }
  }
  yield* buffer.drain();
}
