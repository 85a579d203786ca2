import { ArgsType, Field, Int } from "type-graphql";
import { comparisonInput } from "./aggregate-comparison.js";
import { inputOnFields, inputType, type Members, type Told } from "./aggregate-input-type.js";
import { distinctParts } from "./aggregate-parts.js";
import { type AggregateParts, numbersOf } from "./aggregate-types.js";
import { inputOf } from "./filter-inputs.js";
import type { FilterKind } from "./filter-kind.js";
import { INSTANT_FORMAT } from "./instant-argument.js";
import { Direction } from "./order.js";
import { type Bilingual, describe, type TypeClass, type TypeThunk } from "./published.js";
import { publishEnum } from "./published-enum.js";

/** At which level of the tree rows are grouped by division. */
export const GroupingLevel = publishEnum(
  { PROVINCE: "PROVINCE", PREFECTURE: "PREFECTURE", COUNTY: "COUNTY", TOWN: "TOWN" },
  "GroupingLevel",
  { zh: "按哪一级行政区划分组", en: "At which level rows are grouped by division" },
  {
    PROVINCE: ["省级", "Province"],
    PREFECTURE: ["地级", "Prefecture"],
    COUNTY: ["县级", "County or district"],
    TOWN: ["乡级", "Subdistrict or town"],
  },
);
/** One of {@link GroupingLevel}. */
export type GroupingLevel = (typeof GroupingLevel)[keyof typeof GroupingLevel];

/** How long the periods are that rows are grouped into. */
export const TimeUnit = publishEnum(
  { YEAR: "YEAR", QUARTER: "QUARTER", MONTH: "MONTH", WEEK: "WEEK", DAY: "DAY" },
  "TimeUnit",
  { zh: "时段长度(北京时间)", en: "How long a period is, in the time of Asia/Shanghai" },
  {
    YEAR: ["年", "Year"],
    QUARTER: ["季度", "Quarter"],
    MONTH: ["月", "Month"],
    WEEK: ["周(自周一起)", "Week, from Monday"],
    DAY: ["日", "Day"],
  },
);
/** One of {@link TimeUnit}. */
export type TimeUnit = (typeof TimeUnit)[keyof typeof TimeUnit];

const DivisionGroupBy = inputType(
  "DivisionGroupBy",
  {
    zh: "按某级行政区划分组",
    en: "Groups by division at a level; rows known less deeply make a group without one",
  },
  { level: [() => GroupingLevel, { zh: "层级", en: "Level" }, true] },
);
const TimeGroupBy = inputType(
  "TimeGroupBy",
  { zh: "按时段分组(北京时间)", en: "Groups by periods, in the time of Asia/Shanghai" },
  { by: [() => TimeUnit, { zh: "时段长度", en: "How long a period is" }, true] },
);

/** The arguments of an aggregate beside its filter. */
export interface AggregateArgs {
  readonly groupBy?: readonly object[] | null;
  readonly having?: object | null;
  readonly orderBy?: readonly object[] | null;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly asOf?: string | null;
}

/** The class of a dataset's aggregate arguments. */
export function aggregateArgs(parts: AggregateParts): new () => AggregateArgs {
  const { name, keys } = parts;
  class Args {}
  ArgsType()(Args);
  const add = (member: string, type: TypeThunk, text: Bilingual) =>
    Field(type as () => object, { nullable: true, description: describe(text) })(Args.prototype, member);
  if (keys.size > 0) {
    const groupBy = groupByInput(parts);
    add("groupBy", () => [groupBy], {
      zh: "分组依据,至多 5 个;不给则全部为一组",
      en: "What to group by, 5 at most; one group of everything without it",
    });
  }
  const having = havingInput(parts);
  add("having", () => having, { zh: "对各组的条件", en: "Which groups are wanted" });
  const order = orderInput(parts, `${name}GroupOrder`);
  add("orderBy", () => [order], {
    zh: "各组的次序,至多 5 个;默认按分组键",
    en: "The order of the groups, by 5 at most; by their keys without it",
  });
  add("first", () => Int, {
    zh: "取前多少组(1–500,默认 20)",
    en: "How many groups (1 to 500, default 20)",
  });
  add("after", () => String, { zh: "从此游标之后", en: "After this cursor" });
  if ([...keys.values()].some(({ by }) => by.kind === "asOf")) {
    add("asOf", () => String, {
      zh: "新鲜度以此时刻为准(ISO 8601,含时区),默认现在",
      en: `The instant that lateness is told at (ISO 8601 with its offset, such as ${INSTANT_FORMAT}); now by default`,
    });
  }
  return Args;
}

function groupByInput({ name, keys }: AggregateParts): TypeClass {
  const members = [...keys].map(([member, { zh, en, by }]) => {
    if (by.kind === "division") return [member, [() => DivisionGroupBy, { zh, en }]] as const;
    if (by.kind === "time") return [member, [() => TimeGroupBy, { zh, en }]] as const;
    return [
      member,
      [() => Boolean, { zh: `${zh}(true 为按此分组)`, en: `${en} (true to group by it)` }],
    ] as const;
  });
  const text = { zh: "一个分组依据:只给一个字段", en: "One thing to group by: give one field" };
  return inputOnFields(name, `${name}GroupBy`, text, keys, Object.fromEntries(members));
}

/** What is told of groups beside their count: the parts under `sum`, `avg` and so on. */
function measured(parts: AggregateParts): [function_: string, text: Bilingual, of: Told][] {
  const numbers = numbersOf(parts.measures);
  const all: [string, Bilingual, Told][] = [
    ["countDistinct", { zh: "不同值的个数", en: "How many different values" }, distinctParts(parts.keys)],
    ["sum", { zh: "合计", en: "Sum" }, numbers],
    ["avg", { zh: "平均值", en: "Mean" }, numbers],
    ["median", { zh: "中位数", en: "Median" }, numbers],
    ["min", { zh: "最小(最早)", en: "Least, or earliest" }, parts.measures],
    ["max", { zh: "最大(最晚)", en: "Most, or latest" }, parts.measures],
    ["share", { zh: "所占比例(0–1)", en: "The share of rows, 0 to 1" }, parts.flags],
    ["ratio", { zh: "比", en: "Ratio" }, parts.ratios],
  ];
  return all.filter(([, , of]) => of.size > 0);
}

const KIND_OF_INPUT = {
  countDistinct: "Distinct",
  min: "Extremes",
  max: "Extremes",
  share: "Shares",
  ratio: "Ratios",
} as const;

/** The part of an input's name that says what it compares or orders: three functions share one input. */
const inputKind = (name: string) => KIND_OF_INPUT[name as keyof typeof KIND_OF_INPUT] ?? "Numbers";

/** What is told of groups, with the part of an input's name that it shares with others. */
function* measuresByInput(parts: AggregateParts) {
  for (const [name, text, of] of measured(parts)) yield { name, text, of, input: inputKind(name) };
}

function havingInput(parts: AggregateParts): TypeClass {
  const made = new Map<string, TypeClass>();
  const members: Record<string, Members[string]> = {
    count: [constant(inputOf({ kind: "integer" })), { zh: "条数", en: "How many rows" }],
  };
  for (const [name, text, of] of measured(parts)) {
    const kind = inputKind(name);
    const input = once(made, parts.name, `${parts.name}Having${kind}`, text, of, () =>
      [...of].map(([member, { zh, en }]) => {
        const measured = name === "ratio" ? undefined : parts.measures.get(member);
        const compared: FilterKind["kind"] =
          name === "countDistinct" ? "integer" : (measured?.kind ?? "number");
        return [member, [constant(inputOf({ kind: compared } as FilterKind)), { zh, en }]];
      }),
    );
    members[name] = [() => input, text];
  }
  const compared = comparisonInput(parts.name, [...measuresByInput(parts)]);
  members["compare"] = [
    () => [compared],
    { zh: "同组两项统计值的比较", en: "One thing told of a group against another" },
  ];
  const text = { zh: "对各组的条件,须同时满足", en: "Which groups are wanted; all must hold" };
  return inputType(`${parts.name}Having`, text, members);
}

function orderInput(parts: AggregateParts, inputName: string): TypeClass {
  const made = new Map<string, TypeClass>();
  const directions = (of: Told) =>
    [...of].map(([member, { zh, en }]): [string, Members[string]] => [member, [() => Direction, { zh, en }]]);
  const members: Record<string, Members[string]> = {
    count: [() => Direction, { zh: "条数", en: "How many rows" }],
  };
  if (parts.keys.size > 0) {
    const text = { zh: "分组键", en: "What the rows of a group share" };
    const key = once(made, parts.name, `${inputName}Key`, text, parts.keys, () => directions(parts.keys));
    members["key"] = [() => key, text];
  }
  for (const [name, text, of] of measured(parts)) {
    const input = once(made, parts.name, `${inputName}${inputKind(name)}`, text, of, () => directions(of));
    members[name] = [() => input, text];
  }
  const text = { zh: "一个排序依据:只给一个", en: "One thing to order by: give one" };
  return inputType(inputName, text, members);
}

const constant = (type: TypeClass) => () => type;

function once(
  made: Map<string, TypeClass>,
  typeName: string,
  name: string,
  text: Bilingual,
  told: Told,
  members: () => [string, Members[string]][],
): TypeClass {
  let input = made.get(name);
  if (input === undefined) {
    input = inputOnFields(typeName, name, text, told, Object.fromEntries(members()));
    made.set(name, input);
  }
  return input;
}
