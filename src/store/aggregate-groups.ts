import { sql } from "kysely";
import { exactly, withCoarse } from "./coarse-groups.js";
import { withHidden } from "./group-suppression.js";
import type { Sql } from "./per-parent.js";
import type { Engine, Store } from "./store.js";

/** What can be computed over the values of a column in a group. Missing values are left out of all. */
export type AggregateFunction =
  | "countDistinct"
  | "sum"
  | "avg"
  | "median"
  | "min"
  | "max"
  | "share"
  | "ratio"
  | "common"
  | "list"
  | "values"
  | "lowMedian";

/** Something computed over a group. */
export interface GroupMeasure {
  readonly as: string;
  readonly function: AggregateFunction;
  /** Over the table's alias `c` and the joins. */
  readonly column: Sql;
  /** For a ratio: what `column` is a part of, over the same. */
  readonly whole?: Sql | undefined;
}

/** The groups of a table's rows, in one statement. */
export interface GroupRead {
  /** It has the alias `c` in every piece of SQL here. */
  readonly table: string;
  readonly joins: readonly Sql[];
  readonly where: Sql | undefined;
  /** What rows are grouped by, each under its name; one group of all rows when there are none. */
  readonly keys: readonly { readonly as: string; readonly sql: Sql }[];
  readonly measures: readonly GroupMeasure[];
  /**
   * Groups of fewer rows, but at least one, are hidden: they are counted, never shown (see `group-suppression.ts`).
   * Where that is more than one, the others are told coarsely, to `having` and `order` too (see `coarse-groups.ts`).
   */
  readonly atLeast: number;
  /** Those of the keys, by name, that are codes of divisions. */
  readonly divisionKeys?: readonly string[];
  /** Which groups are asked for, over the names of keys and measures. */
  readonly having: Sql | undefined;
  /** An order of the groups that leaves no ties, over the same names. */
  readonly order: Sql;
  readonly limit: number;
  readonly offset: number;
  /** Whether `total` and `hidden` are wanted: they cost a look at every group. */
  readonly counted: boolean;
}

/** A row has its keys and measures by name, and how many rows it stands for as `n`. */
export type Group = Readonly<Record<string, unknown>>;

/** A page of groups. */
export interface Groups {
  readonly groups: readonly Group[];
  /** Groups that are shown and meet `having`; only if counted. */
  readonly total: number;
  /** Groups too small to show, whatever `having` says; only if counted. */
  readonly hidden: number;
}

/** The number of rows of a group, in `having` and `order`. */
export const ROWS: Sql = sql.ref("g.n");

/** A key or measure of a group by its name, in `having` and `order`. */
export const ofGroup = (as: string): Sql => sql.ref(`g.${as}`);

/**
 * A sum, mean, median or ratio as the number that it is: they are computed in millionths.
 *
 * The engines add fractions in different ways and would differ in the last digits. Whole numbers below 2^53 are
 * added exactly by both in any order, so each value is rounded to its millionth first: sums are exact up to nine
 * billion, and means, medians and ratios are rounded to a millionth, halves up.
 */
export const fromMillionths = (value: Sql): Sql => sql`(${value} / 1e6)`;

/** A value in whole millionths, halves up: what sums are made of. */
export const millionths = (column: Sql): Sql => sql`floor(${column} * 1e6 + 0.5)`;

/** The values that a `list` holds, in no order: the engines give it as JSON, or as what that means. */
export function listed(value: unknown): readonly unknown[] {
  return (typeof value === "string" ? JSON.parse(value) : value) as readonly unknown[];
}

/** Reads a page of groups. */
export async function readGroups(store: Store, read: GroupRead): Promise<Groups> {
  const { atLeast } = read;
  const groups = atLeast > 1 ? ofPeople(read, store.engine) : grouped(read, store.engine);
  const visible = atLeast > 1 ? sql`g.hidden = 0` : sql`1 = 1`;
  const asked = read.having === undefined ? visible : sql`(${visible} and ${read.having})`;
  if (!read.counted) {
    const found = await sql<Group>`select g.* from (${groups}) as g where ${asked}
      order by ${read.order} limit ${sql.lit(read.limit)} offset ${sql.lit(read.offset)}`.execute(store.db);
    return { groups: found.rows, total: 0, hidden: 0 };
  }
  // The first place is read whatever the page: it alone carries the counts where the page is empty.
  const last = read.offset + read.limit;
  const found = await sql<Group>`
    select p.* from (
      select g.*, row_number() over (order by g.shown desc, ${read.order}) as place,
        sum(g.shown) over () as total, sum(g.unshown) over () as total_hidden
      from (
        select g.*, case when ${asked} then 1 else 0 end as shown, case when ${visible} then 0 else 1 end as unshown
        from (${groups}) as g
      ) as g
    ) as p
    where p.place = 1 or (p.shown = 1 and p.place > ${sql.lit(read.offset)} and p.place <= ${sql.lit(last)})
    order by p.place`.execute(store.db);
  const [first] = found.rows;
  return {
    groups: found.rows.filter(({ shown, place }) => Number(shown) === 1 && Number(place) > read.offset),
    total: Number(first?.["total"] ?? 0),
    hidden: Number(first?.["total_hidden"] ?? 0),
  };
}

function ofPeople(read: GroupRead, engine: Engine): Sql {
  const { atLeast, divisionKeys = [] } = read;
  const measures = read.measures.flatMap(exactly);
  const names = { keys: read.keys.map(({ as }) => as), measures: measures.map(({ as }) => as) };
  const groups = withHidden({
    groups: grouped({ ...read, measures }, engine),
    ...names,
    divisionKeys,
    atLeast,
  });
  return withCoarse(groups, names.keys, read.measures, atLeast);
}

function grouped(read: GroupRead, engine: Engine): Sql {
  const { keys, measures } = read;
  const from = sql`from ${sql.table(read.table)} as c ${sql.join(read.joins, sql` `)}
    ${read.where === undefined ? sql`` : sql`where ${read.where}`}`;
  const by = keys.length === 0 ? sql`` : sql`group by ${sql.join(keys.map(({ as }) => sql.ref(as)))}`;
  if (!measures.some(isMedian)) {
    return sql`select ${sql.join([
      ...keys.map((key) => named(key.sql, key.as)),
      named(sql`count(*)`, "n"),
      ...measures.map((measure) =>
        named(computed(measure, engine, measure.column, measure.whole), measure.as),
      ),
    ])} ${from} ${by}`;
  }
  // Neither engine has a median that the other has: the rows are numbered by value, and the middle ones taken.
  const across = keys.length === 0 ? sql`` : sql`partition by ${sql.join(keys.map((key) => key.sql))}`;
  const inner = measures.flatMap((measure) => {
    const value = named(measure.column, measure.as);
    if (measure.whole !== undefined) return [value, named(measure.whole, wholeOf(measure))];
    if (!isMedian(measure)) return [value];
    return [
      value,
      named(
        sql`row_number() over (${across} order by ${measure.column} is null, ${measure.column})`,
        `${measure.as}_at`,
      ),
      named(sql`count(${measure.column}) over (${across})`, `${measure.as}_of`),
    ];
  });
  return sql`select ${sql.join([
    ...keys.map((key) => named(sql.ref(`v.${key.as}`), key.as)),
    named(sql`count(*)`, "n"),
    ...measures.map((measure) =>
      named(
        computed(measure, engine, sql.ref(`v.${measure.as}`), sql.ref(`v.${wholeOf(measure)}`)),
        measure.as,
      ),
    ),
  ])} from (select ${sql.join([...keys.map((key) => named(key.sql, key.as)), ...inner])} ${from}) as v ${by}`;
}

const isMedian = ({ function: name }: GroupMeasure) => name === "median" || name === "lowMedian";

const wholeOf = ({ as }: GroupMeasure) => `${as}_whole`;

function named(value: Sql, as: string): Sql {
  return sql`${value} as ${sql.ref(as)}`;
}

function computed(
  { function: name, as }: GroupMeasure,
  engine: Engine,
  column: Sql,
  whole: Sql = column,
): Sql {
  switch (name) {
    case "countDistinct":
      return sql`count(distinct ${column})`;
    case "sum":
      return sql`sum(${millionths(column)})`;
    case "values":
      return sql`count(${column})`;
    // The mean of ones and zeros.
    case "share":
    case "avg":
      return sql`floor(sum(${millionths(column)}) / count(${column}) + 0.5)`;
    case "median":
    case "lowMedian": {
      // The middle one, or the two in the middle, or the lower of them; places are doubled so that nothing is divided.
      const [at, of] = [sql.ref(`v.${as}_at`), sql.ref(`v.${as}_of`)];
      const over = sql.lit(name === "median" ? 2 : 1);
      return sql`floor(avg(case when ${at} * 2 between ${of} and ${of} + ${over} then ${millionths(column)} end) + 0.5)`;
    }
    case "min":
      return sql`min(${column})`;
    case "max":
      return sql`max(${column})`;
    case "list":
      return engine === "sqlite" ? sql`json_group_array(${column})` : sql`json_arrayagg(${column})`;
    case "ratio": {
      // A row that lacks one of the two would tilt the scales: it counts for neither.
      const part = sql`sum(case when ${whole} is not null then ${millionths(column)} end)`;
      const all = sql`sum(case when ${column} is not null then ${millionths(whole)} end)`;
      return sql`floor(${part} / nullif(${all}, 0) * 1e6 + 0.5)`;
    }
    case "common":
      return sql`case when count(${column}) = count(*) and min(${column}) = max(${column}) then min(${column}) end`;
  }
}
