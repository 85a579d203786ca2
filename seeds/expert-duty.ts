import type { SeedContext, TeamRef } from "./context.js";
import { dayText, instantText } from "./days.js";
import type { Random } from "./random.js";
import type { Row } from "./types.js";

/** What the links of experts to teams and shifts need to know of an expert. */
export interface ExpertRef {
  id: string;
  divisionCode: string;
  /** Week of the rotation in which the expert is on call; null for those who are not in it. */
  rotation: number | null;
  domain: string;
  teamId: string | null;
}

/** Every on-call expert serves one week of this many. */
export const ROTATION_WEEKS = 5;

// Shifts are laid out far past the reference day, so that "on call now" has answers for more than a year.
const DAYS_BEHIND = 7;
const DAYS_AHEAD = 400;
const EXPERTS_PER_TEAM = 4;

/** Experts by the area they are appointed in, with its larger areas to fall back on. */
export class ExpertPools {
  readonly #pools = new Map<string, ExpertRef[]>();
  readonly #onCall: ExpertRef[] = [];
  readonly #offsets = new Map<string, number>();

  /**
   * Adds an expert; every fifth one of an area is on call, each next of them a week later. Areas begin with
   * different experts and weeks, so that small ones do not all have theirs on call in the same week.
   */
  add(expert: Omit<ExpertRef, "rotation" | "teamId">): void {
    const area = expert.divisionCode.slice(0, 6);
    const pool = this.#pools.get(area) ?? [];
    const offset = this.#offsets.get(area) ?? this.#offsets.size;
    this.#offsets.set(area, offset);
    const position = pool.length + offset;
    const rotation = position % 5 === 0 ? (position / 5) % ROTATION_WEEKS : null;
    const ref: ExpertRef = { ...expert, rotation, teamId: null };
    pool.push(ref);
    this.#pools.set(area, pool);
    if (rotation !== null) this.#onCall.push(ref);
  }

  /** The experts of an area, or of the closest larger one that has any. */
  near(area: string): readonly ExpertRef[] {
    for (const length of [6, 4, 2]) {
      const pool = area.length >= length ? this.#pools.get(area.slice(0, length)) : undefined;
      if (pool !== undefined) return pool;
    }
    return [];
  }

  /** Those in the rotation. */
  get onCall(): readonly ExpertRef[] {
    return this.#onCall;
  }
}

/** Prefers an expert of the team's own trade, but takes another rather than none. */
function drawExpert(pool: readonly ExpertRef[], team: TeamRef, random: Random): ExpertRef {
  const fitting = pool.filter((expert) => team.domains.includes(expert.domain));
  return random.pick(fitting.length > 0 ? fitting : pool);
}

/** One expert for each week of the rotation, so that somebody is on call for the team at any time. */
function drawRotation(pool: readonly ExpertRef[], team: TeamRef, random: Random): ExpertRef[] {
  const weeks = Array.from({ length: ROTATION_WEEKS }, (_, week) =>
    pool.filter((one) => one.rotation === week),
  );
  return weeks.filter((week) => week.length > 0).map((week) => drawExpert(week, team, random));
}

function drawSome(pool: readonly ExpertRef[], team: TeamRef, random: Random): Set<ExpertRef> {
  const chosen = new Set<ExpertRef>();
  const wanted = random.int(1, team.province === "31" ? EXPERTS_PER_TEAM : 2);
  const onCall = random.chance(0.5) ? pool.filter((expert) => expert.rotation !== null) : [];
  if (onCall.length > 0) chosen.add(random.pick(onCall));
  for (let attempt = 0; attempt < wanted * 3 && chosen.size < wanted; attempt += 1) {
    chosen.add(drawExpert(pool, team, random));
  }
  return chosen;
}

/**
 * Links a team to its experts: each of the plan's teams to one adviser and a whole rotation, six in ten of
 * Shanghai's other teams and a quarter elsewhere to a few.
 */
export function* expertTeamRows(context: SeedContext, pools: ExpertPools, team: TeamRef): Generator<Row> {
  const random = context.random("expert_team");
  const pool = pools.near(team.area);
  const linked = team.municipal || random.chance(team.province === "31" ? 0.6 : 0.25);
  if (!linked || pool.length === 0) return;
  const chosen = team.municipal
    ? new Set([...drawRotation(pool, team, random), drawExpert(pool, team, random)])
    : drawSome(pool, team, random);
  for (const expert of chosen) {
    expert.teamId ??= team.id;
    yield {
      id: context.ids.next("expert_team"),
      expertId: expert.id,
      teamId: team.id,
      role: expert.rotation === null ? (random.chance(0.7) ? "ADVISER" : "INSTRUCTOR") : "ON_CALL",
      since: dayText(context.today - random.int(20, 1500)),
    };
  }
}

/**
 * The shifts of one on-call expert: a week in every five, from Monday 08:00 to the next one's, Shanghai
 * time (midnight UTC), without a gap between the five experts of a rotation.
 */
export function* expertShiftRows(context: SeedContext, expert: ExpertRef): Generator<Row> {
  const first = context.today - DAYS_BEHIND - ROTATION_WEEKS * 7;
  // Day 4 since 1970-01-01 was a Monday.
  const monday = first - ((first - 4) % 7);
  const period = ROTATION_WEEKS * 7;
  for (
    let start = monday + (expert.rotation ?? 0) * 7;
    start <= context.today + DAYS_AHEAD;
    start += period
  ) {
    if (start + 7 <= context.today - DAYS_BEHIND) continue;
    yield {
      id: context.ids.next("expert_shift"),
      expertId: expert.id,
      teamId: expert.teamId,
      divisionCode: expert.divisionCode,
      startsAt: instantText(start),
      endsAt: instantText(start + 7),
    };
  }
}
