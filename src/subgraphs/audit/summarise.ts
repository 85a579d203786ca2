import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import { instantArgument } from "../../dataset/instant-argument.js";
import { fault } from "../../errors.js";
import { bucketDay, bucketStart } from "../../store/aggregate-buckets.js";
import type { AccessSummary } from "./access.type.js";
import { sinceArgument } from "./since.js";

/** Days that are summed up at once, at most. */
const MOST_DAYS = 366;
/** Lines of a summary, at most. */
const MOST_LINES = 10_000;

interface Found {
  readonly partner: string | null;
  readonly role: string;
  readonly dataset: string;
  readonly week: unknown;
  readonly pulls: number;
  readonly n_rows: number | string;
  readonly n_groups: number | string;
}

/**
 * Pulls by partner and role, dataset and ISO week, in that order, in one statement.
 * @throws BAD_INSTANT, AUDIT_RANGE
 */
export async function summarise(
  ctx: RequestContext,
  since: string | null,
  until: string | null,
): Promise<readonly AccessSummary[]> {
  const { db, engine } = ctx.store;
  const [from, to] = [sinceArgument(ctx, since), instantArgument(ctx, "until", until)];
  const days =
    (Date.parse(`${to.replace(" ", "T")}Z`) - Date.parse(`${from.replace(" ", "T")}Z`)) / 86_400_000;
  if (days < 0 || days > MOST_DAYS) {
    const reason = `\`since\` must be before \`until\`, by ${MOST_DAYS} days at most.`;
    throw fault("AUDIT_RANGE", { reason });
  }
  const week = bucketStart(engine, sql.ref("e.at"), "instant", "WEEK");
  const { rows } = await sql<Found>`select e.partner as partner, e.role as role, r.dataset as dataset,
      ${week} as week, count(distinct r.seq) as pulls, sum(r.row_count) as n_rows, sum(r.group_count) as n_groups
    from audit_entry as e join audit_read as r on r.seq = e.seq
    where e.at >= ${from} and e.at < ${to}
    group by e.partner, e.role, r.dataset, ${week}
    order by e.partner, e.role, r.dataset, week limit ${sql.lit(MOST_LINES + 1)}`.execute(db);
  if (rows.length > MOST_LINES) {
    throw fault("AUDIT_RANGE", { reason: `The summary has over ${MOST_LINES} lines. Ask for fewer weeks.` });
  }
  return rows.map(({ n_rows, n_groups, week: start, pulls, ...by }) => ({
    ...by,
    week: isoWeek(bucketDay(start) as string),
    pulls: Number(pulls),
    rows: Number(n_rows),
    groups: Number(n_groups),
  }));
}

/** The ISO week that begins on a Monday: its year is that of its Thursday. */
function isoWeek(monday: string): string {
  const thursday = new Date(Date.parse(`${monday}T00:00:00Z`) + 3 * 86_400_000);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000));
  return `${year}-W${String(week).padStart(2, "0")}`;
}
