import { BatchBuffer } from "./batches.js";
import { divisionColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { readData } from "./data.js";
import { secondText } from "./days.js";
import { dispatchRows, type IncidentRef, Responders } from "./dispatches.js";
import { drawPoint } from "./draw-point.js";
import { applyFlaw, drawFlaw, type Flaw } from "./flaws.js";
import { NOTES } from "./notes.js";
import { countyOf, drawTown } from "./places.js";
import { incidentQuota } from "./plan.js";
import type { Row, SeedBatch } from "./types.js";

const { eventTypes, hours } = readData<{ eventTypes: [string, number][]; hours: number[] }>("incidents.json");

const POSSIBLE_FLAWS: readonly Flaw[] = ["datumInferred", "swapped", "otherProvince", "shallowDivision"];

const DAY_SECONDS = 86_400;
const SHANGHAI_SECONDS = 8 * 3600;

/** How long back incidents go. The last ones are of the day before yesterday: by now all are reported. */
const HISTORY_DAYS = 730;
const LAST_DAYS = 1;
/** Up to how long after the alarm some are still open, whatever their level. */
const OPEN_DAYS = 4;

/** Longest time from the alarm to the end by level, in minutes. */
const DURATION: Readonly<Record<1 | 2 | 3 | 4, [number, number]>> = {
  1: [600, 6000],
  2: [240, 3000],
  3: [90, 1200],
  4: [15, 300],
};

/** The second of an alarm: days go on evenly, hours are drawn as people are about in Shanghai. */
function alarmSecond(context: SeedContext, index: number, of: number): number {
  const random = context.random("incident");
  const first = context.today - HISTORY_DAYS;
  const day = first + Math.floor((index / of) * (HISTORY_DAYS - LAST_DAYS));
  const hour = random.weighted(hours.map((weight, at) => [at, weight] as const));
  return day * DAY_SECONDS - SHANGHAI_SECONDS + hour * 3600 + random.int(0, 3599);
}

function incidentRow(context: SeedContext, alarmAt: number): [row: Row, ref: IncidentRef] {
  const random = context.random("incident");
  const town = drawTown("31", random).code;
  const level = random.weighted([
    [4, 93],
    [3, 5.9],
    [2, 1],
    [1, 0.1],
  ] as const);
  const falseAlarm = level === 4 && random.chance(0.04);
  const provenance = context.feed(random, "31", "incidents", 1);
  const end = alarmAt + 60 * random.int(...DURATION[level]);
  const isRecent = alarmAt > (context.today - OPEN_DAYS) * DAY_SECONDS;
  const isClosed = secondText(end) < provenance.observedAt && !(isRecent && random.chance(0.5));
  const closed = falseAlarm ? "FALSE_ALARM" : "CLOSED";
  const open = random.chance(0.5) ? "RESPONDING" : "CONTROLLED";
  const row: Row = {
    id: context.ids.next("incident"),
    eventTypeCode: random.weighted(eventTypes),
    level,
    alarmAt: secondText(alarmAt),
    status: isClosed ? closed : open,
    closedAt: isClosed ? secondText(end) : null,
    ...divisionColumns(town),
    ...drawPoint(town, random),
    ...provenanceColumns({ ...provenance, qualityNote: null }),
  };
  const closedAt = isClosed ? end : null;
  return [row, { id: String(row["id"]), county: countyOf(town), alarmAt, closedAt, falseAlarm, provenance }];
}

/** Incidents in the order of their days, each with the teams that were sent to it. */
export function* incidentRows(context: SeedContext): Generator<SeedBatch> {
  const buffer = new BatchBuffer(["incident", "dispatch"]);
  const flaws = context.random("incident/flaws");
  const responders = new Responders(context);
  const count = incidentQuota(context.options.scale);
  for (let index = 0; index < count; index += 1) {
    const [row, ref] = incidentRow(context, alarmSecond(context, index, count));
    const flaw = drawFlaw(flaws, POSSIBLE_FLAWS);
    if (flaw !== null) applyFlaw(row, flaw, flaws);
    else if (row["closedAt"] !== null && flaws.chance(0.005)) {
      row["closedAt"] = secondText(ref.alarmAt - flaws.int(60, 7200));
      row["qualityNote"] = NOTES.closedBeforeAlarm;
    }
    buffer.add("incident", row);
    for (const dispatch of dispatchRows(context, ref, responders)) buffer.add("dispatch", dispatch);
    yield* buffer.drainWhenFull();
  }
  yield* buffer.drain();
}
