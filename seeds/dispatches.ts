import { provenanceColumns } from "./columns.js";
import type { SeedContext, TeamRef } from "./context.js";
import { readData } from "./data.js";
import { secondText } from "./days.js";
import { NOTES } from "./notes.js";
import { countyOf } from "./places.js";
import type { Row, Value } from "./types.js";

/** What dispatches need to know of their incident. */
export interface IncidentRef {
  id: string;
  county: string;
  /** Whole seconds since 1970. */
  alarmAt: number;
  /** When it was over; null while it is open. */
  closedAt: number | null;
  falseAlarm: boolean;
  /** The incident's provenance columns: a dispatch comes in the same feed. */
  provenance: Omit<Parameters<typeof provenanceColumns>[0], "qualityNote">;
}

const { travel } = readData<{ travel: { prefixes: string[]; factor: number }[] }>("incidents.json");

const factorOf = (county: string): number =>
  travel.find(({ prefixes }) => prefixes.includes(county))?.factor ?? 1;

/**
 * The teams that incidents are handed to: generated ones of Shanghai. The plan's 28 are real, and nothing that they
 * did is made up.
 */
export class Responders {
  readonly #all: TeamRef[];
  readonly #byCounty: Map<string, TeamRef[]>;

  constructor(context: SeedContext) {
    this.#all = context.teams.filter(({ province, municipal }) => province === "31" && !municipal);
    this.#byCounty = Map.groupBy(this.#all, ({ area }) => countyOf(area));
  }

  /** Up to `count` different teams, most of them of the county, with whether each is. */
  draw(context: SeedContext, county: string, count: number): { id: string; near: boolean }[] {
    const random = context.random("dispatch");
    const own = random.sample(this.#byCounty.get(county) ?? [], count);
    const drawn = new Map(own.map(({ id }) => [id, true]));
    for (let index = 0; index < count; index += 1) {
      const wanted = drawn.size < count || (index > 0 && random.chance(0.12));
      if (!wanted || this.#all.length === 0) continue;
      const other = random.pick(this.#all);
      if (drawn.size >= count) drawn.delete([...drawn.keys()].at(-1) ?? "");
      if (!drawn.has(other.id)) drawn.set(other.id, other.area.startsWith(county));
    }
    return [...drawn].map(([id, near]) => ({ id, near }));
  }
}

/** Minutes between two moments, to the hundredth. */
export function minutesBetween(fromSecond: number, toSecond: number): number {
  return Math.round(((toSecond - fromSecond) * 5) / 3) / 100;
}

/** The dispatches of an incident, the first sent first. */
export function* dispatchRows(
  context: SeedContext,
  incident: IncidentRef,
  responders: Responders,
): Generator<Row> {
  const random = context.random("dispatch");
  const count = random.weighted([
    [0, 3],
    [1, 36],
    [2, 33],
    [3, 17],
    [4, 8],
    [5, 3],
  ]);
  const closedAt = incident.closedAt ?? Number.POSITIVE_INFINITY;
  let dispatched = incident.alarmAt + random.int(25, 150);
  for (const { id, near } of responders.draw(context, incident.county, count)) {
    const departed = dispatched + random.int(35, 170);
    // Most are near, a few are far: the cube of an even number draws a long tail.
    const road = near ? random.int(120, 480) + random.next() ** 3 * 1500 : random.int(600, 2400);
    let arrived: number | null = departed + Math.round(road * factorOf(incident.county));
    let minutes: Value = minutesBetween(incident.alarmAt, arrived);
    let qualityNote: string | null = null;
    if (incident.falseAlarm && random.chance(0.5)) [arrived, minutes] = [null, null];
    else if (random.chance(0.02)) {
      [arrived, minutes, qualityNote] = [null, null, NOTES.arrivalMissing];
    } else if (random.chance(0.01)) {
      arrived = incident.alarmAt - random.int(30, 3600);
      [minutes, qualityNote] = [null, NOTES.arrivalBeforeAlarm];
    } else if (arrived > closedAt) [arrived, minutes] = [null, null]; // called off on its way
    // After the end nobody sets out, and nobody is sent.
    if (dispatched < closedAt) {
      yield {
        id: context.ids.next("dispatch"),
        incidentId: incident.id,
        teamId: id,
        dispatchedAt: secondText(dispatched),
        departedAt: departed < closedAt ? secondText(departed) : null,
        arrivedAt: arrived === null ? null : secondText(arrived),
        minutesToArrival: minutes,
        ...provenanceColumns({ ...incident.provenance, qualityNote }),
      };
    }
    dispatched += random.int(20, 400);
  }
}
