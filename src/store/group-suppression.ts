import { sql } from "kysely";
import type { Sql } from "./per-parent.js";

/** Groups, and which of them are too small to show. */
export interface SuppressionInput {
  /** A select that gives each group its keys by name, and its rows as `n`. */
  readonly groups: Sql;
  readonly keys: readonly string[];
  /** What else it gives. */
  readonly measures: readonly string[];
  /** Those of the keys that are codes of divisions, which begin with their ancestors'. */
  readonly divisionKeys: readonly string[];
  /** Groups of fewer rows, but at least one, are hidden. */
  readonly atLeast: number;
}

/** Digits of a county's code, a prefecture's and a province's. */
const ANCESTORS = [6, 4, 2];

/**
 * Marks groups as hidden (1) or shown (0), under `hidden`: the small ones, and with them the smallest other one
 * wherever a small one could be told from a total less what is shown. Such totals are those over one key (for a
 * division over the towns of a county, the counties of a prefecture and so on) and that over all. In each of them
 * none is hidden, or at least two that have together as many rows as a group must have.
 *
 * Totals are looked at one after another, the narrowest first; what is hidden for the sake of one is not looked at
 * again for those before it.
 * @returns the same groups, as a select
 */
export function withHidden({ groups, keys, measures, divisionKeys, atLeast }: SuppressionInput): Sql {
  const small = atLeast > 1 ? sql`case when g.n > 0 and g.n < ${sql.lit(atLeast)} then 1 else 0 end` : sql`0`;
  let marked: Sql = sql`select g.*, ${small} as hidden_0 from (${groups}) as g`;
  const totals = atLeast > 1 && keys.length > 0 ? totalsOf(keys, divisionKeys) : [];
  totals.forEach((within, at) => {
    const before = sql.ref(`g.hidden_${at}`);
    const over = partition(within);
    const order = sql.join([sql`g.n`, ...keys.map((key) => sql.ref(`g.${key}`))]);
    // Window functions stand alone in their select: inside a `case` MariaDB gives other values for several of them.
    const looked = sql`select g.*, sum(${before}) over (${over}) as hidden_there,
        sum(${before} * g.n) over (${over}) as hidden_rows,
        row_number() over (${partition([...within, before])} order by ${order}) as size_place
      from (${marked}) as g`;
    const columns = sql.join([...keys, "n", ...measures, `hidden_${at}`].map((name) => sql.ref(`g.${name}`)));
    marked = sql`select ${columns}, case when ${before} = 1 then 1
        when g.hidden_there > 0 and g.size_place = 1
          and (g.hidden_there = 1 or g.hidden_rows < ${sql.lit(atLeast)}) then 1
        else 0 end as ${sql.ref(`hidden_${at + 1}`)}
      from (${looked}) as g`;
  });
  return sql`select g.*, ${sql.ref(`g.hidden_${totals.length}`)} as hidden from (${marked}) as g`;
}

function partition(by: readonly Sql[]): Sql {
  return by.length === 0 ? sql`` : sql`partition by ${sql.join(by)}`;
}

/** What the groups of each total have in common, narrow totals first. */
function totalsOf(keys: readonly string[], divisionKeys: readonly string[]): (readonly Sql[])[] {
  const totals = keys.flatMap((key) => {
    const others = keys.filter((other) => other !== key).map((other) => sql.ref(`g.${other}`));
    const ancestors = divisionKeys.includes(key)
      ? ANCESTORS.map((digits) => [...others, sql`substr(${sql.ref(`g.${key}`)}, 1, ${sql.lit(digits)})`])
      : [];
    return [...ancestors, others];
  });
  return keys.length > 1 ? [...totals, []] : totals;
}
