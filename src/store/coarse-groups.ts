import { sql } from "kysely";
import type { AggregateFunction, GroupMeasure } from "./aggregate-groups.js";
import type { Sql } from "./per-parent.js";

/** From how many values on a mean is told to two digits; of fewer it is told to one. */
const TWO_DIGITS_FROM = 50;

/** What is computed exactly, so that a measure can be told coarsely. */
export function exactly(measure: GroupMeasure): readonly GroupMeasure[] {
  const { as, column } = measure;
  const values: GroupMeasure = { as: valuesOf(as), function: "values", column };
  switch (measure.function) {
    case "sum":
      return [{ ...measure, function: "avg" }, values];
    case "share":
      return [{ ...measure, function: "sum" }, values];
    case "avg":
      return [measure, values];
    case "median":
      return [{ ...measure, function: "lowMedian" }];
    default:
      return [measure];
  }
}

/**
 * Groups as they are told where rows are people: so that neither a count nor anything computed tells how many rows a
 * group has, but for the step that their number lies in.
 *
 * Counts are rounded up to whole steps. A sum is the mean times the number of values, both as they are told: with the
 * exact sum, a filter on one value would give the number. A share is that of two counts, as they are told. A median is
 * a row's own value: half-way between two it would say that they are even.
 * @param groups with what {@link exactly} gives of the measures, and `hidden`
 */
export function withCoarse(
  groups: Sql,
  keys: readonly string[],
  measures: readonly GroupMeasure[],
  step: number,
): Sql {
  const told = measures.map(({ as, function: name }) => sql`${coarse(name, as, step)} as ${sql.ref(as)}`);
  return sql`select ${sql.join([
    ...keys.map((key) => sql.ref(`g.${key}`)),
    sql`${inSteps(sql.ref("g.n"), step)} as n`,
    sql.ref("g.hidden"),
    ...told,
  ])} from (${groups}) as g`;
}

function coarse(name: AggregateFunction, as: string, step: number): Sql {
  const [held, values] = [sql.ref(`g.${as}`), sql.ref(`g.${valuesOf(as)}`)];
  // Of a few values among many rows no more is told than of a few rows.
  const ofEnough = (value: Sql) => sql`case when ${values} >= ${sql.lit(step)} then ${value} end`;
  switch (name) {
    case "sum":
      return ofEnough(sql`${inDigits(held, values)} * ${inSteps(values, step)}`);
    case "avg":
      return ofEnough(inDigits(held, values));
    case "share": {
      const flagged = inSteps(sql`(${held} / 1e6)`, step);
      return ofEnough(sql`floor(${flagged} * 1e6 / ${inSteps(values, step)} + 0.5)`);
    }
    default:
      return held;
  }
}

const valuesOf = (as: string) => `${as}_values`;

function inSteps(count: Sql, step: number): Sql {
  return sql`(ceil(${count} / ${sql.lit(step)}.0) * ${sql.lit(step)})`;
}

/** A mean, in whole millionths, in so many significant digits as so many values allow. */
function inDigits(mean: Sql, values: Sql): Sql {
  const more = sql`case when ${values} >= ${sql.lit(TWO_DIGITS_FROM)} then 1 else 0 end`;
  const unit = sql`pow(10, floor(log10(abs(${mean}))) - ${more})`;
  // The logarithm of nothing is no number; and below a millionth there is nothing to round.
  return sql`case when abs(${mean}) < 10 then ${mean} else floor(${mean} / ${unit} + 0.5) * ${unit} end`;
}
