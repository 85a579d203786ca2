import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayUse } from "../policy/access.js";
import type { PolicyClass } from "../policy/policy-class.js";
import { bucketStart } from "../store/aggregate-buckets.js";
import {
  type AggregateFunction,
  fromMillionths,
  type GroupMeasure,
  ofGroup,
  ROWS,
} from "../store/aggregate-groups.js";
import type { Sql } from "../store/per-parent.js";
import type { Comparison, MeasureComparison } from "./aggregate-comparison.js";
import type { FlagPart } from "./aggregate-flags.js";
import type { AggregateArgs, GroupingLevel, TimeUnit } from "./aggregate-inputs.js";
import { distinctParts, type KeyPart, type MeasurePart, type RatioPart } from "./aggregate-parts.js";
import type { AggregateParts } from "./aggregate-types.js";
import { comparison } from "./comparison.js";
import { instantArgument } from "./instant-argument.js";
import type { Direction } from "./order.js";
import { targetOf } from "./published.js";
import { existingKey } from "./row-scope.js";

/** Things to group by, and to order by, at most. */
const PARTS_MAXIMUM = 5;
/** Comparisons of a `having`: the engines read only so many in a row. */
const CONDITIONS_MAXIMUM = 100;

/** What is computed of a group's rows beside their count. */
export type MeasureFunction = Exclude<AggregateFunction, "common" | "list" | "values" | "lowMedian">;

/** Under this name a group holds the unit that all its rows share. */
export const UNIT = "unit";

/** A key that is grouped by. */
export interface ChosenKey {
  readonly name: string;
  readonly part: KeyPart;
  readonly as: string;
  readonly sql: Sql;
}

/** The value of a measure in a group, and what can be compared with it. */
interface Measured {
  readonly value: Sql;
  readonly kind: "integer" | MeasurePart["kind"];
  readonly ofUnit: boolean;
}

const COMPARED: Readonly<Record<Comparison, Sql>> = {
  EQ: sql`=`,
  NE: sql`<>`,
  LT: sql`<`,
  LTE: sql`<=`,
  GT: sql`>`,
  GTE: sql`>=`,
};

/** What one aggregate needs, gathered while its arguments and its selection are read. */
export class AggregatePlan {
  readonly keys: readonly ChosenKey[];
  readonly measures = new Map<string, GroupMeasure>();
  readonly joins = new Set<Sql>();
  /** The instant that lateness is told at, as the store keeps instants. */
  private readonly asOf: string;

  /** @throws BAD_GROUP_BY, FORBIDDEN_FIELD, BAD_INSTANT */
  constructor(
    private readonly ctx: RequestContext,
    private readonly parts: AggregateParts,
    { groupBy, asOf }: AggregateArgs,
  ) {
    this.asOf = instantArgument(ctx, "asOf", asOf);
    this.keys = this.chosen(groupBy ?? []);
  }

  /**
   * Has a measure computed.
   * @returns the name that groups hold it under
   */
  need(name: MeasureFunction, field: string, part: KeyPart | MeasurePart | FlagPart | RatioPart): string {
    const as = `${name}_${field}`;
    if ("whole" in part) {
      this.measures.set(as, { as, function: "ratio", column: part.part, whole: part.whole });
      return as;
    }
    const stored = "by" in part ? part.by.column : part.column;
    const held = typeof stored === "function" ? stored(this.ctx.store.engine, this.asOf) : stored;
    const column = "by" in part ? this.ofExisting(part, held) : held;
    if (!this.measures.has(as)) this.measures.set(as, { as, function: name, column });
    if ("join" in part && part.join !== undefined) this.joins.add(part.join);
    if ("ofUnit" in part && part.ofUnit === true) this.needUnit();
    return as;
  }

  /** Has the unit that the rows of a group share computed. */
  needUnit(): void {
    const { unit } = this.parts;
    if (unit === undefined) return;
    this.joins.add(unit.join);
    this.measures.set(UNIT, { as: UNIT, function: "common", column: unit.column });
  }

  /**
   * The condition of a `having`.
   * @throws FORBIDDEN_FIELD, FILTER_TOO_LARGE, and the errors of bad values
   */
  having(having: AggregateArgs["having"]): Sql | undefined {
    const conditions = entries(having).flatMap(([name, given]) => {
      if (name === "count") return this.compared("integer", ROWS, "count", given);
      if (name === "compare")
        return (given as MeasureComparison[]).map((each) => this.comparedMeasures(each));
      return entries(given).flatMap(([field, operators]) => {
        const { value, kind } = this.measure(name as MeasureFunction, field);
        return this.compared(kind, value, `${name}.${field}`, operators);
      });
    });
    if (conditions.length > CONDITIONS_MAXIMUM) {
      const maximum = CONDITIONS_MAXIMUM;
      throw fault("FILTER_TOO_LARGE", { field: "having", reason: "it holds more comparisons", maximum });
    }
    return conditions.length === 0 ? undefined : sql`(${sql.join(conditions, sql` and `)})`;
  }

  /**
   * The order of the groups: as asked, then by their keys, which leave no ties.
   * @throws BAD_ORDER, FORBIDDEN_FIELD
   */
  order(orderBy: AggregateArgs["orderBy"]): Sql {
    if ((orderBy ?? []).length > PARTS_MAXIMUM)
      this.refuseOrder(`it names more than ${PARTS_MAXIMUM} things`);
    const asked = (orderBy ?? []).map((entry) => {
      const [[name, given] = ["", undefined], ...more] = entries(entry);
      if (name === "" || more.length > 0) this.refuseOrder("each entry names one thing");
      if (name === "count") return ordered(ROWS, given as Direction);
      const [[field, direction] = ["", undefined], ...others] = entries(given);
      if (field === "" || others.length > 0) this.refuseOrder(`each entry names one field under \`${name}\``);
      return ordered(this.ordering(name, field), direction as Direction);
    });
    const byKey = this.keys.map(({ as }) => ordered(ofGroup(as), "ASC"));
    const all = [...asked, ...byKey];
    return all.length === 0 ? sql`${ROWS}` : sql.join(all);
  }

  private ordering(name: string, field: string): Sql {
    if (name !== "key") return this.measure(name as MeasureFunction, field).value;
    const key = this.keys.find((chosen) => chosen.name === field);
    if (key === undefined) this.refuseOrder(`it names the key \`${field}\`, which \`groupBy\` does not`);
    return ofGroup((key as ChosenKey).as);
  }

  private refuseOrder(reason: string): never {
    throw fault("BAD_ORDER", { type: `${this.parts.name}Group`, reason });
  }

  /** A measure that a condition or an order is on: null for a group whose rows have unlike units. */
  private measure(name: MeasureFunction, field: string): Measured {
    if (name === "countDistinct") {
      const part = distinctParts(this.parts.keys).get(field) as KeyPart;
      this.refuseUnreadable(field, part.policy);
      return { value: ofGroup(this.need(name, field, part)), kind: "integer", ofUnit: false };
    }
    if (name === "share") {
      const part = this.parts.flags.get(field) as FlagPart;
      this.refuseUnreadable(field, part.policy);
      const value = fromMillionths(ofGroup(this.need(name, field, part)));
      return { value, kind: "number", ofUnit: false };
    }
    if (name === "ratio") {
      const ratio = this.parts.ratios.get(field) as RatioPart;
      this.refuseUnreadable(field, ratio.policy);
      const value = fromMillionths(ofGroup(this.need(name, field, ratio)));
      return { value, kind: "number", ofUnit: false };
    }
    const part = this.parts.measures.get(field) as MeasurePart;
    this.refuseUnreadable(field, part.policy);
    const held = ofGroup(this.need(name, field, part));
    const value = name === "min" || name === "max" ? held : fromMillionths(held);
    const ofUnit = part.ofUnit === true;
    const like = ofUnit ? sql`case when ${ofGroup(UNIT)} is not null then ${value} end` : value;
    return { value: like, kind: part.kind, ofUnit };
  }

  /** A measure compared with another of the same group; only like is compared with like. */
  private comparedMeasures({ left, is, right }: MeasureComparison): Sql {
    const [a, b] = [this.named(left), this.named(right)];
    const sort = ({ kind, ofUnit }: Measured) => `${kind === "integer" ? "number" : kind} ${ofUnit}`;
    if (sort(a) !== sort(b)) {
      this.refuseComparison(
        "it compares unlike things: amounts only with amounts, days with days, instants with instants",
      );
    }
    return sql`${a.value} ${COMPARED[is]} ${b.value}`;
  }

  private named(measure: object): Measured {
    const [[name, given] = ["", undefined], ...more] = entries(measure);
    if (name === "" || more.length > 0) this.refuseComparison("each side names one measure");
    if (name === "count") return { value: ROWS, kind: "integer", ofUnit: false };
    const [[field, wanted] = ["", undefined], ...others] = entries(given);
    if (wanted !== true || others.length > 0)
      this.refuseComparison(`each side gives one field under \`${name}\` as \`true\``);
    return this.measure(name as MeasureFunction, field);
  }

  private refuseComparison(reason: string): never {
    throw fault("BAD_FILTER", { field: `${this.parts.name}Group.compare`, reason: `${reason}.` });
  }

  private compared(
    kind: "integer" | MeasurePart["kind"],
    column: Sql,
    field: string,
    operators: unknown,
  ): Sql[] {
    const comparing = { ctx: this.ctx, kind, column, field: `${this.parts.name}Group.${field}` };
    return Object.entries(operators ?? {}).map(([operator, value]) => comparison(comparing, operator, value));
  }

  private chosen(groupBy: readonly object[]): ChosenKey[] {
    const type = this.parts.name;
    if (groupBy.length > PARTS_MAXIMUM) {
      throw fault("BAD_GROUP_BY", { type, reason: `it names more than ${PARTS_MAXIMUM} things` });
    }
    const seen = new Set<string>();
    return groupBy.map((entry, at) => {
      const [[name, given] = ["", undefined], ...more] = entries(entry);
      const part = this.parts.keys.get(name);
      if (part === undefined || more.length > 0 || given === false) {
        throw fault("BAD_GROUP_BY", { type, reason: "each entry gives one field, and `false` gives none" });
      }
      if (seen.has(name)) throw fault("BAD_GROUP_BY", { type, reason: `it names \`${name}\` twice` });
      seen.add(name);
      this.refuseUnreadable(name, part.policy);
      if (part.join !== undefined) this.joins.add(part.join);
      return { name, part, as: `key_${at}`, sql: this.expression(part, given) };
    });
  }

  private expression(part: KeyPart, given: unknown): Sql {
    const { by } = part;
    if (by.kind === "division") return by.level((given as { level: GroupingLevel }).level);
    if (by.kind === "value") return this.ofExisting(part, by.column);
    if (by.kind === "asOf") return by.column(this.ctx.store.engine, this.asOf);
    return bucketStart(this.ctx.store.engine, by.column, by.stored, (given as { by: TimeUnit }).by);
  }

  /** Rows that do not exist for the caller make no groups of their own: to name them is to be null. */
  private ofExisting({ by, type, owner }: KeyPart, column: Sql): Sql {
    const target = by.kind === "value" && owner !== true ? targetOf(type()) : undefined;
    const exists = target === undefined ? undefined : existingKey(this.ctx, target, column);
    return exists === undefined ? column : sql`case when ${exists} then ${column} end`;
  }

  private refuseUnreadable(field: string, policy: PolicyClass): void {
    const { caller } = this.ctx;
    const coordinate = `${this.parts.name}.${field}`;
    if (mayUse(caller, coordinate, policy)) return;
    throw fault("FORBIDDEN_FIELD", { field: coordinate, policy, role: caller.role });
  }
}

/** The members that were given. */
function entries(input: unknown): [string, unknown][] {
  return Object.entries(input ?? {}).filter(([, value]) => value != null);
}

/** Groups without a value go last, or first where that is asked; the engines would put them each its own way. */
function ordered(value: Sql, direction: Direction): Sql {
  const way = (descending: boolean) => (descending ? sql`desc` : sql`asc`);
  return sql`${value} is null ${way(direction.endsWith("NULLS_FIRST"))}, ${value} ${way(direction.startsWith("DESC"))}`;
}
