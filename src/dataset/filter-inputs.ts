import { Field, Float, ID, InputType, Int } from "type-graphql";
import type { FilterKind } from "./filter-kind.js";
import { addHidden, INSIDE, keysMember, NEAR } from "./key-inputs.js";
import { Datum } from "./point.js";
import { type Bilingual, describe, type TypeClass, type TypeThunk } from "./published.js";

const OPERATORS = {
  eq: { zh: "等于", en: "Equal to" },
  ne: { zh: "有值且不等于", en: "There, and not equal to" },
  in: { zh: "属于其中之一(至多 500 个)", en: "One of these, 500 at most" },
  notIn: { zh: "有值且不属于其中(至多 500 个)", en: "There, and none of these, 500 at most" },
  lt: { zh: "小于(早于)", en: "Less than, or earlier" },
  lte: { zh: "小于(早于)或等于", en: "At most" },
  gt: { zh: "大于(晚于)", en: "More than, or later" },
  gte: { zh: "大于(晚于)或等于", en: "At least" },
} as const satisfies Record<string, Bilingual>;

const CONTAINS = { zh: "包含(不分大小写和全半角)", en: "Holds this text, case and width aside" };
const STARTS_WITH = { zh: "以此开头(不分大小写和全半角)", en: "Begins with this text, case and width aside" };
const IS_NULL = { zh: "true 为无值,false 为有值", en: "true: there is no value; false: there is one" };
const WITHIN = {
  zh: "自现在起的一段时间内(ISO 8601 时长,如 P90D;-P30D 为过去 30 天)",
  en: "Between now and this ISO 8601 duration from now, such as P90D; -P30D for the last 30 days",
};

const EQUALITY = ["eq", "ne", "in", "notIn"] as const;
const ORDERING = ["lt", "lte", "gt", "gte"] as const;

/** The inputs that compare values of one scalar type; the same in every subgraph. */
export const IdFilter = operators("IdFilter", "编号", "an identifier", () => ID, EQUALITY);
const TextFilter = operators("TextFilter", "文本", "a text", () => String, EQUALITY, {
  contains: [() => String, CONTAINS],
  startsWith: [() => String, STARTS_WITH],
});
const IntegerFilter = operators("IntegerFilter", "整数", "a whole number", () => Int, [
  ...EQUALITY,
  ...ORDERING,
]);
const NumberFilter = operators("NumberFilter", "数值", "a number", () => Float, [...EQUALITY, ...ORDERING]);
const FlagFilter = operators("FlagFilter", "是否", "a yes or no", () => Boolean, ["eq"]);
const time = { within: [() => String, WITHIN] } as const;
const DayFilter = operators(
  "DayFilter",
  "日期(YYYY-MM-DD)",
  "a day, YYYY-MM-DD",
  () => String,
  ["eq", "ne", ...ORDERING],
  time,
);
const InstantFilter = operators(
  "InstantFilter",
  "时刻(ISO 8601)",
  "an instant, ISO 8601",
  () => String,
  ["eq", "ne", ...ORDERING],
  time,
);

/** A place that something is measured from. */
@InputType("CentreInput", { description: "圆心 / The centre of a circle" })
export class CentreInput {
  @Field(() => Float, { description: "纬度(度) / Latitude in degrees" })
  latitude!: number;
  @Field(() => Float, { description: "经度(度) / Longitude in degrees" })
  longitude!: number;
  @Field(() => Datum, {
    description: "坐标系统(必填:差错可达半公里) / Datum; required, since a wrong one is half a kilometre off",
  })
  datum!: Datum;
}

/** A circle on the earth, of at most 500 kilometres. */
@InputType("CircleInput", { description: "圆 / A circle" })
export class CircleInput {
  @Field(() => CentreInput, { description: "圆心 / Centre" })
  center!: CentreInput;
  @Field(() => Float, { description: "半径(公里,至多 500) / Radius in kilometres, 500 at most" })
  km!: number;
}

const PointFilter = define("PointFilter", "点位", "a point", {
  within: [() => CircleInput, { zh: "在此圆内", en: "Inside this circle" }],
  isNull: [() => Boolean, IS_NULL],
});
addHidden(PointFilter, NEAR, "areas");

/** Compares where something belongs. */
export const DivisionFilter = define("DivisionFilter", "行政区划", "a division", {
  eq: [() => ID, { zh: "代码等于", en: "Exactly this code" }],
  in: [() => [ID], OPERATORS.in],
  within: [() => ID, { zh: "在此区划及其下级之内", en: "This division and everything below it" }],
});
addHidden(DivisionFilter, keysMember("Division"), "keys");
addHidden(DivisionFilter, INSIDE, "keys");

/** What can be asked of a record's provenance: the property behind it, and how that is compared. */
export const PROVENANCE_MEMBERS = {
  source: { property: "source", kind: "id" },
  provinceCode: { property: "sourceProvince", kind: "id" },
  agencyId: { property: "sourceAgencyId", kind: "id" },
  observedAt: { property: "observedAt", kind: "instant" },
  receivedAt: { property: "receivedAt", kind: "instant" },
  refreshEveryDays: { property: "refreshEveryDays", kind: "integer" },
  synthetic: { property: "synthetic", kind: "flag" },
  qualityNote: { property: "qualityNote", kind: "text" },
} as const;

const ProvenanceFilter = define("ProvenanceFilter", "来源", "where a record came from", {
  source: [() => IdFilter, { zh: "来源数据集", en: "The dataset it came in" }],
  provinceCode: [() => IdFilter, { zh: "来源省级行政区代码", en: "Code of the province" }],
  agencyId: [() => IdFilter, { zh: "来源机构编号", en: "The agency" }],
  observedAt: [() => InstantFilter, { zh: "观测时间", en: "When it was true at the source" }],
  receivedAt: [() => InstantFilter, { zh: "接收时间", en: "When it arrived here" }],
  refreshEveryDays: [() => IntegerFilter, { zh: "约定更新周期(天)", en: "Promised rhythm in days" }],
  synthetic: [() => FlagFilter, { zh: "是否为合成样例", en: "Whether it is synthetic" }],
  qualityNote: [() => TextFilter, { zh: "数据质量说明", en: "What was found wrong with it" }],
});

const BY_KIND = {
  id: IdFilter,
  text: TextFilter,
  integer: IntegerFilter,
  number: NumberFilter,
  flag: FlagFilter,
  day: DayFilter,
  instant: InstantFilter,
  point: PointFilter,
  provenance: ProvenanceFilter,
};

const made = new Map<string, TypeClass>();

/** The input that compares fields of a kind. */
export function inputOf(kind: FilterKind): TypeClass {
  if (kind.kind === "enum") {
    return once(`${kind.name}Filter`, (name) =>
      operators(name, kind.name, kind.name, () => kind.values, EQUALITY),
    );
  }
  if (kind.kind === "reference") {
    return once(`${kind.name}ReferenceFilter`, (name) => {
      const input = define(name, kind.name, `a reference to ${kind.name}`, {
        [kind.key]: [() => IdFilter, { zh: "其编号", en: "Its key" }],
        isNull: [() => Boolean, IS_NULL],
      });
      addHidden(input, keysMember(kind.name), "keys");
      return input;
    });
  }
  return BY_KIND[kind.kind];
}

function once(name: string, make: (name: string) => TypeClass): TypeClass {
  let input = made.get(name);
  if (input === undefined) {
    input = make(name);
    made.set(name, input);
  }
  return input;
}

type Members = Readonly<Record<string, readonly [TypeThunk, Bilingual]>>;

function operators(
  name: string,
  zh: string,
  en: string,
  type: TypeThunk,
  comparisons: readonly (keyof typeof OPERATORS)[],
  more: Members = {},
): TypeClass {
  const compared = comparisons.map((operator): [string, readonly [TypeThunk, Bilingual]] => [
    operator,
    [operator === "in" || operator === "notIn" ? () => [type()] : type, OPERATORS[operator]],
  ]);
  return define(name, zh, en, { ...Object.fromEntries(compared), ...more, isNull: [() => Boolean, IS_NULL] });
}

/** Makes an input class, every member of which may be left out. */
export function define(name: string, zh: string, en: string, members: Members): TypeClass {
  class Input {}
  InputType(name, {
    description: describe({ zh: `按${zh}筛选,各条件须同时满足`, en: `Filter on ${en}; all must hold` }),
  })(Input);
  for (const [member, [type, text]] of Object.entries(members)) {
    Field(type as () => object, { nullable: true, description: describe(text) })(Input.prototype, member);
  }
  return Input;
}
