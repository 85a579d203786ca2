import { sql } from "kysely";
import type { Sql } from "./per-parent.js";
import type { Engine } from "./store.js";

/** Rhythms that a record may be old in each state but the last, which is for whatever is older. */
const RHYTHMS = { FRESH: 1, DUE: 2, OVERDUE: 3 } as const;

/**
 * How late records are at an instant, as `freshnessOf` tells it of a single one: to the millisecond, and the same
 * on both engines, since instants are compared with instants instead of fractions of days.
 * @param observedAt when they were true
 * @param everyDays the promised rhythm, null where there is none
 * @param asOf as the store keeps instants
 */
export function freshnessAt(engine: Engine, observedAt: Sql, everyDays: Sql, asOf: string): Sql {
  const reached = (rhythms: number) =>
    engine === "sqlite"
      ? sql`strftime('%Y-%m-%d %H:%M:%f', ${observedAt}, (${everyDays} * ${sql.lit(rhythms)}) || ' days') >= ${asOf}`
      : sql`date_add(${observedAt}, interval (${everyDays} * ${sql.lit(rhythms)}) day) >= ${asOf}`;
  const states = Object.entries(RHYTHMS).map(
    ([state, rhythms]) => sql`when ${reached(rhythms)} then ${sql.lit(state)}`,
  );
  return sql`case when ${everyDays} is null then 'UNKNOWN' ${sql.join(states, sql` `)} else 'DELINQUENT' end`;
}

/** Whether records are more than this many rhythms old at an instant, as 1 or 0; null where there is no rhythm. */
export function isLateAt(
  engine: Engine,
  observedAt: Sql,
  everyDays: Sql,
  late: readonly string[],
  asOf: string,
): Sql {
  const freshness = freshnessAt(engine, observedAt, everyDays, asOf);
  return sql`case when ${everyDays} is null then null when ${freshness} in (${sql.join(late.map((state) => sql.lit(state)))}) then 1 else 0 end`;
}
