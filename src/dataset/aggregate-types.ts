import { Float, Int } from "type-graphql";
import { noteFacts } from "../policy/classification.js";
import type { FlagPart } from "./aggregate-flags.js";
import {
  distinctParts,
  type KeyPart,
  type MeasurePart,
  type RatioPart,
  type UnitOption,
} from "./aggregate-parts.js";
import { PageInfo } from "./connection.js";
import {
  type Bilingual,
  notePage,
  type Publication,
  Published,
  PublishedType,
  shapeOf,
  type TypeClass,
  type TypeThunk,
} from "./published.js";

/** What a dataset's aggregates are made of. */
export interface AggregateParts {
  /** The published type's name. */
  readonly name: string;
  readonly keys: ReadonlyMap<string, KeyPart>;
  readonly measures: ReadonlyMap<string, MeasurePart>;
  readonly flags: ReadonlyMap<string, FlagPart>;
  readonly ratios: ReadonlyMap<string, RatioPart>;
  readonly unit: UnitOption | undefined;
  /** Whether its rows are people: then what is told of groups is coarse for some callers. */
  readonly people: boolean;
}

/** How what is told of groups of people differs by who asks; empty for other groups. */
const COARSE = {
  count: {
    zh: "(无权读取个人信息者所得按 5 向上取整)",
    en: "; rounded up to fives for whoever may not read PERSONAL fields",
  },
  sum: {
    zh: "(无权读取个人信息者所得为所示平均值乘以向上取整至 5 的有值行数)",
    en: "; for whoever may not read PERSONAL fields the mean as shown, times the rows with a value rounded up to fives",
  },
  avg: {
    zh: "(无权读取个人信息者所得保留两位有效数字,少于 50 个值时一位,少于 5 个值时为 null)",
    en: "; for whoever may not read PERSONAL fields in two significant digits, of fewer than 50 values in one, of fewer than 5 null",
  },
  median: {
    zh: "(无权读取个人信息者所得在居中有两个值时取较小者)",
    en: "; for whoever may not read PERSONAL fields the lower of two in the middle",
  },
  share: {
    zh: "(无权读取个人信息者所得为两个按 5 向上取整的计数之比,少于 5 个值时为 null)",
    en: "; for whoever may not read PERSONAL fields that of two counts rounded up to fives, of fewer than 5 values null",
  },
} as const;

function textFor(people: boolean, of: keyof typeof COARSE, { zh, en }: Bilingual): Bilingual {
  return people ? { zh: `${zh}${COARSE[of].zh}`, en: `${en}${COARSE[of].en}` } : { zh, en };
}

/** The measures that are numbers: those of `sum`, `avg` and `median`. */
export function numbersOf(measures: ReadonlyMap<string, MeasurePart>): ReadonlyMap<string, MeasurePart> {
  return new Map([...measures].filter(([, { kind }]) => kind === "number"));
}

/** The names of the object types that a group is made of. */
export function typeNames(name: string) {
  return {
    connection: `${name}GroupConnection`,
    group: `${name}Group`,
    edge: `${name}GroupEdge`,
    key: `${name}GroupKey`,
    distinct: `${name}GroupDistinct`,
    numbers: `${name}GroupNumbers`,
    extremes: `${name}GroupExtremes`,
    shares: `${name}GroupShares`,
    ratios: `${name}GroupRatios`,
  } as const;
}

type Fields = Record<string, readonly [type: TypeThunk, options: Publication]>;

const OPEN = { policy: "PUBLIC" } as const;

/** Publishes the object types of a dataset's aggregates and gives the connection that its root field has. */
export function groupConnectionType(parts: AggregateParts): TypeClass {
  const { name, people } = parts;
  const names = typeNames(name);
  const group = objectType(
    names.group,
    { zh: `${name} 的一组`, en: `A group of ${name} rows` },
    groupFields(parts, names),
  );
  const edge = objectType(
    names.edge,
    { zh: `${name} 的一组及其游标`, en: `A group of ${name} rows with its cursor` },
    {
      cursor: [() => String, { zh: "游标", en: "Cursor", ...OPEN }],
      node: [() => group, { zh: "组", en: "The group", ...OPEN }],
    },
  );
  const connection = objectType(
    names.connection,
    { zh: `${name} 分组的一页`, en: `A page of groups of ${name}` },
    {
      nodes: [() => [group], { zh: "本页各组", en: "The groups of this page", ...OPEN }],
      edges: [() => [edge], { zh: "各组及游标", en: "The groups with their cursors", ...OPEN }],
      pageInfo: [() => PageInfo, { zh: "分页信息", en: "Where this page stands", ...OPEN }],
      totalCount: [
        () => Int,
        {
          zh: "符合条件的组数(仅在请求时计算)",
          en: "How many groups there are to page through (counted only when asked for)",
          ...OPEN,
        },
      ],
      suppressedGroups: [
        () => Int,
        {
          ...textFor(people, "count", {
            zh: "因人数过少而不予显示的组数(不受 having 影响)",
            en: "How many groups hold too few people to be shown, whatever `having` says",
          }),
          ...OPEN,
        },
      ],
    },
  );
  notePage(connection, name);
  return connection;
}

function groupFields(
  { name, keys, measures, flags, ratios, unit, people }: AggregateParts,
  names: ReturnType<typeof typeNames>,
): Fields {
  const fields: Fields = {};
  if (keys.size > 0) {
    const text = {
      zh: "一组各行的共同值;未用于分组的字段为 null",
      en: "What the rows of a group share; null for what was not grouped by",
    };
    const key = asIn(name, objectType(names.key, text, fieldsOf(keys, keyType, timeText)));
    fields["key"] = [() => key, { zh: "分组键", en: "What its rows share", ...OPEN }];
  }
  const countText = textFor(people, "count", { zh: "条数", en: "How many rows it has" });
  fields["count"] = [() => Int, { ...countText, ...OPEN }];
  const add = (field: string, type: TypeClass, text: Bilingual) => {
    fields[field] = [() => type, { ...text, ...OPEN, nullable: true }];
  };
  const distinct = distinctParts(keys);
  if (distinct.size > 0) {
    const text = { zh: "不同值的个数", en: "How many different values there are" };
    add(
      "countDistinct",
      asIn(
        name,
        objectType(
          names.distinct,
          text,
          fieldsOf(distinct, () => () => Int),
        ),
      ),
      text,
    );
  }
  const numbers = numbersOf(measures);
  if (numbers.size > 0) {
    const text = {
      zh: "对有值的各行计算,精确到百万分之一",
      en: "Computed over the rows that have a value, to a millionth",
    };
    const type = asIn(
      name,
      objectType(
        names.numbers,
        text,
        fieldsOf(numbers, () => () => Float),
      ),
    );
    add("sum", type, textFor(people, "sum", { zh: "合计", en: "Sum" }));
    add("avg", type, textFor(people, "avg", { zh: "平均值", en: "Mean" }));
    add("median", type, textFor(people, "median", { zh: "中位数", en: "Median" }));
  }
  if (measures.size > 0) {
    const text = { zh: "最小或最大(最早或最晚)", en: "The least or the most, the earliest or the latest" };
    const type = asIn(name, objectType(names.extremes, text, fieldsOf(measures, extremeType)));
    add("min", type, { zh: "最小(最早)", en: "Least, or earliest" });
    add("max", type, { zh: "最大(最晚)", en: "Most, or latest" });
  }
  if (flags.size > 0) {
    const text = { zh: "所占比例(0–1)", en: "The share of rows, 0 to 1, of which it is so" };
    const shares = fieldsOf(flags, () => () => Float);
    add("share", asIn(name, objectType(names.shares, text, shares)), textFor(people, "share", text));
  }
  if (ratios.size > 0) {
    const text = {
      zh: "部分之和与整体之和的比,精确到百万分之一",
      en: "The sum of a part over the sum of its whole, to a millionth",
    };
    const type = asIn(
      name,
      objectType(
        names.ratios,
        text,
        fieldsOf(ratios, () => () => Float),
      ),
    );
    add("ratio", type, text);
  }
  if (unit !== undefined) add("baseUnit", unit.type, unit);
  return fields;
}

const keyType = ({ by, type }: KeyPart): TypeThunk => (by.kind === "time" ? () => String : type);

const extremeType = ({ kind }: MeasurePart): TypeThunk => (kind === "number" ? () => Float : () => String);

const timeText = ({ zh, en, by }: KeyPart): Bilingual =>
  by.kind === "time" ? { zh: `${zh}(时段首日)`, en: `${en} (first day of the period)` } : { zh, en };

/** Each part as a field under its own policy; it can be null, since a group may have no value of it. */
function fieldsOf<Part extends Publication>(
  parts: ReadonlyMap<string, Part>,
  typeOf: (part: Part) => TypeThunk,
  textOf: (part: Part) => Bilingual = ({ zh, en }) => ({ zh, en }),
): Fields {
  return Object.fromEntries(
    [...parts].map(([name, part]) => [
      name,
      [typeOf(part), { ...textOf(part), policy: part.policy, nullable: true }] as const,
    ]),
  );
}

/** What is told of a group's rows has the rights of the field that it is told of. */
function asIn(of: string, type: TypeClass): TypeClass {
  const { name, fields } = shapeOf(type);
  for (const field of fields.keys()) noteFacts(`${name}.${field}`, { sameAs: `${of}.${field}` });
  return type;
}

function objectType(name: string, text: Bilingual, fields: Fields): TypeClass {
  class Type {}
  for (const [field, [type, options]] of Object.entries(fields))
    Published(type, options)(Type.prototype, field);
  PublishedType(name, text)(Type);
  return Type;
}
