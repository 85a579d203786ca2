import type { GraphQLResolveInfo } from "graphql";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayUse } from "../policy/access.js";
import type { Caller } from "../policy/caller.js";
import { shownCount, smallestGroup } from "../policy/small-groups.js";
import { type Group, readGroups } from "../store/aggregate-groups.js";
import { flagParts } from "./aggregate-flags.js";
import { type AggregateArgs, aggregateArgs } from "./aggregate-inputs.js";
import { type GroupConnection, groupConnection, groupPage } from "./aggregate-page.js";
import {
  type AggregateOptions,
  distinctParts,
  keyParts,
  type MeasurePart,
  measureParts,
  publishKey,
} from "./aggregate-parts.js";
import { AggregatePlan, type MeasureFunction, UNIT } from "./aggregate-plan.js";
import { type AggregateParts, groupConnectionType, numbersOf, typeNames } from "./aggregate-types.js";

import { every } from "./condition.js";
import { NODE_PATHS } from "./connection.js";
import { toIso } from "./dataset.js";
import type { DatasetFilter } from "./filter.js";
import { noteGroups } from "./note-access.js";
import { keyOf, type TypeClass } from "./published.js";
import type { Condition } from "./relation.js";
import { existing } from "./row-scope.js";
import { selectedFields } from "./selection.js";

/** A dataset's aggregates: what the root field is made of. */
export interface Aggregate {
  /** The field's type. */
  readonly type: TypeClass;
  /** The field's arguments, beside the filter. */
  readonly args: new () => AggregateArgs;
  /**
   * Groups the rows that meet a condition, and computes what is selected of them, in one statement.
   * @param where of the dataset's own filter
   * @throws FORBIDDEN_FIELD for a key, a condition or an order on what the caller may not read; BAD_GROUP_BY,
   * BAD_ORDER, BAD_PAGE_SIZE, BAD_CURSOR, CURSOR_MISMATCH, and the errors of bad values in `having`
   */
  read(
    ctx: RequestContext,
    info: GraphQLResolveInfo,
    args: AggregateArgs,
    where: Condition | undefined,
  ): Promise<GroupConnection>;
}

/** Makes the aggregates of the dataset that a filter is on, from its published type. */
export function aggregateOf(filter: DatasetFilter, options: AggregateOptions = {}): Aggregate {
  const { dataset } = filter;
  const parts: AggregateParts = {
    name: dataset.shape.name,
    keys: keyParts(dataset, options),
    measures: measureParts(dataset, options),
    flags: flagParts(dataset, options.flags),
    ratios: new Map(Object.entries(options.ratios ?? {})),
    unit: options.unit,
    people: options.people === true,
  };
  const type = groupConnectionType(parts);
  const names = typeNames(parts.name);

  return {
    type,
    args: aggregateArgs(parts),
    async read(ctx, info, args, narrowed) {
      const where = every(narrowed, existing(ctx, dataset));
      const { groupBy, having: wanted, orderBy, asOf } = args;
      const page = groupPage(
        args,
        dataset.table,
        groupBy ?? null,
        wanted ?? null,
        orderBy ?? null,
        asOf ?? null,
        where?.signature ?? null,
      );
      const plan = new AggregatePlan(ctx, parts, args);
      const [having, order] = [plan.having(wanted), plan.order(orderBy)];
      const selected = needSelected(plan, parts, ctx.caller, info);
      const counts = selectedFields(info, names.connection);
      const { people } = parts;
      const read = await readGroups(ctx.store, {
        table: dataset.table,
        joins: [...plan.joins],
        where: where?.sql,
        keys: plan.keys,
        measures: [...plan.measures.values()],
        atLeast: smallestGroup(ctx.caller, people),
        divisionKeys: plan.keys.filter(({ part }) => part.by.kind === "division").map(({ as }) => as),
        having,
        order,
        limit: page.limit,
        offset: page.offset,
        counted: counts.has("totalCount") || counts.has("suppressedGroups"),
      });
      const measured = selected.map(({ function: name, field }) => `${name}.${field}`);
      const grouped = plan.keys.map(({ name }) => `key.${name}`);
      const shown = Math.min(read.groups.length, page.size);
      noteGroups(ctx, parts.name, [...grouped, ...measured, "count"], shown);
      const mixed = new Set<string>();
      // Grouped finely enough, each hidden group is a person.
      const told = { ...read, hidden: shownCount(ctx.caller, people, read.hidden) };
      return groupConnection(page, told, (group) => published(group, plan, parts, selected, mixed));
    },
  };
}

/** Where the measures of a function are selected. */
const below = (name: string) => NODE_PATHS.map((path) => [...path, name]);

/** A measure that was selected, and where a group holds it. */
interface Selected {
  readonly function: MeasureFunction;
  readonly field: string;
  readonly as: string;
  /** Undefined for a count of distinct values, a share and a ratio. */
  readonly part: MeasurePart | undefined;
}

/** Has computed what is selected and may be read; the rest is null, and the policy's guard says why. */
function needSelected(
  plan: AggregatePlan,
  parts: AggregateParts,
  caller: Caller,
  info: GraphQLResolveInfo,
): readonly Selected[] {
  const names = typeNames(parts.name);
  const selected: Selected[] = [];
  const distinct = selectedFields(info, names.distinct, below("countDistinct"));
  for (const [field, part] of distinctParts(parts.keys)) {
    if (!distinct.has(field) || !mayUse(caller, `${parts.name}.${field}`, part.policy)) continue;
    const as = plan.need("countDistinct", field, part);
    selected.push({ function: "countDistinct", field, as, part: undefined });
  }
  for (const name of ["sum", "avg", "median", "min", "max"] as const) {
    const extreme = name === "min" || name === "max";
    const fields = selectedFields(info, extreme ? names.extremes : names.numbers, below(name));
    for (const [field, part] of extreme ? parts.measures : numbersOf(parts.measures)) {
      if (!fields.has(field) || !mayUse(caller, `${parts.name}.${field}`, part.policy)) continue;
      selected.push({ function: name, field, as: plan.need(name, field, part), part });
    }
  }
  const shares = selectedFields(info, names.shares, below("share"));
  for (const [field, part] of parts.flags) {
    if (!shares.has(field) || !mayUse(caller, `${parts.name}.${field}`, part.policy)) continue;
    selected.push({ function: "share", field, as: plan.need("share", field, part), part: undefined });
  }
  const ratios = selectedFields(info, names.ratios, below("ratio"));
  for (const [field, part] of parts.ratios) {
    if (!ratios.has(field) || !mayUse(caller, `${parts.name}.${field}`, part.policy)) continue;
    selected.push({ function: "ratio", field, as: plan.need("ratio", field, part), part: undefined });
  }
  if (selectedFields(info, names.group, NODE_PATHS).has("baseUnit")) plan.needUnit();
  return selected;
}

type Members = Record<string, unknown>;

function published(
  group: Group,
  plan: AggregatePlan,
  parts: AggregateParts,
  selected: readonly Selected[],
  mixed: Set<string>,
): object {
  const key: Members = {};
  for (const { name, part, as } of plan.keys) key[name] = publishKey(part, group[as]);
  const functions: Record<MeasureFunction, Members> = {
    countDistinct: {},
    sum: {},
    avg: {},
    median: {},
    min: {},
    max: {},
    share: {},
    ratio: {},
  };
  for (const each of selected) functions[each.function][each.field] = measured(group, each, mixed);
  const unit = parts.unit && keyOf(parts.unit.type);
  const baseUnit = unit && group[UNIT] != null ? { [unit.key]: group[UNIT] } : null;
  return { key, count: Number(group["n"]), ...functions, baseUnit };
}

/** A measure's value; for an amount in unlike units, what says so in its place, once for the field. */
function measured(group: Group, { function: name, field, as, part }: Selected, mixed: Set<string>): unknown {
  const held = group[as];
  if (held === null || held === undefined) return null;
  if (part?.ofUnit === true && group[UNIT] == null) {
    const coordinate = `${name}.${field}`;
    return () => {
      if (mixed.has(coordinate)) return null;
      mixed.add(coordinate);
      throw fault("UNITS_MIXED", { field: coordinate });
    };
  }
  if (name === "countDistinct") return Number(held);
  if (name !== "min" && name !== "max") return ofMillionths(Number(held));
  if (part?.kind === "instant") return toIso(held);
  return part?.kind === "number" ? Number(held) : held;
}

function ofMillionths(millionths: number): number {
  const value = millionths / 1e6;
  // Beyond what is exact, the engines' last digits are their own.
  return Number.isSafeInteger(millionths) ? value : Number(value.toPrecision(14));
}
