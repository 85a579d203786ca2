import type { GraphQLResolveInfo } from "graphql";
import { type RawBuilder, sql } from "kysely";
import { ID } from "type-graphql";
import type { RequestContext } from "../context.js";
import type { PolicyClass } from "../policy/policy-class.js";
import { bucketDay } from "../store/aggregate-buckets.js";
import { freshnessAt } from "../store/aggregate-freshness.js";
import type { Sql } from "../store/per-parent.js";
import type { Engine } from "../store/store.js";
import type { FlagPart } from "./aggregate-flags.js";
import type { Dataset } from "./dataset.js";
import { filterKind } from "./filter-kind.js";
import { Datum, POINT_PROPERTIES, Point } from "./point.js";
import { Freshness, Provenance } from "./provenance.js";
import { type Bilingual, keyOf, type PublishedField, type TypeClass, type TypeThunk } from "./published.js";

/** Reads what a key refers to, where it is this subgraph's own: `lookUp(...).load`. */
export type LoadKey = (ctx: RequestContext, info: GraphQLResolveInfo, key: string) => unknown;

/** What rows can be grouped by. */
export interface KeyPart extends Bilingual {
  readonly policy: PolicyClass;
  /** What it is in a group's key: a scalar, an enum, or a type with a key. */
  readonly type: TypeThunk;
  readonly by:
    | { readonly kind: "value"; readonly column: Sql }
    /** It depends on the instant that the aggregate is asked as of. */
    | { readonly kind: "asOf"; readonly column: (engine: Engine, asOf: string) => Sql }
    | { readonly kind: "time"; readonly column: Sql; readonly stored: "day" | "instant" }
    | { readonly kind: "division"; readonly column: Sql; readonly level: (level: GroupingLevelName) => Sql };
  /** What `column` needs beside the dataset's own table. */
  readonly join?: Sql | undefined;
  /** Whether the join gives a row several times, once for each value. */
  readonly many?: boolean;
  /** Whether what it refers to exists whenever the row does: the row that it belongs to. */
  readonly owner?: boolean;
  readonly load?: LoadKey | undefined;
}

/** How deep a division stands. */
export type GroupingLevelName = "PROVINCE" | "PREFECTURE" | "COUNTY" | "TOWN";

/** What can be computed over the rows of a group. */
export interface MeasurePart extends Bilingual {
  readonly policy: PolicyClass;
  readonly kind: "number" | "day" | "instant";
  readonly column: Sql;
  /** Whether it is an amount in the unit of {@link AggregateOptions.unit}. */
  readonly ofUnit?: boolean;
}

/** A share that can be computed over a group: the sum of a part in the sum of its whole, over rows that have both. */
export interface RatioPart extends Bilingual {
  readonly policy: PolicyClass;
  readonly part: Sql;
  readonly whole: Sql;
}

/** The unit that some measures of a dataset are amounts in, by row. */
export interface UnitOption extends Bilingual {
  readonly type: TypeClass;
  readonly policy: PolicyClass;
  readonly join: Sql;
  readonly column: Sql;
  /** Which measures. */
  readonly measures: readonly string[];
}

/** What a dataset's aggregates have beyond its published columns. */
export interface AggregateOptions {
  /** For datasets of people: from whoever may not read PERSONAL fields small groups are hidden, and told coarsely are others. */
  readonly people?: boolean;
  readonly keys?: Readonly<Record<string, KeyPart>>;
  readonly measures?: Readonly<Record<string, MeasurePart>>;
  readonly flags?: Readonly<Record<string, FlagPart>>;
  /** Shares of sums: a mean of rows' own shares would weigh a village as much as a city. */
  readonly ratios?: Readonly<Record<string, RatioPart>>;
  readonly unit?: UnitOption;
}

const LEVELS: Readonly<Record<GroupingLevelName, readonly [property: string, digits: number]>> = {
  PROVINCE: ["provinceCode", 2],
  PREFECTURE: ["prefectureCode", 4],
  COUNTY: ["countyCode", 6],
  TOWN: ["townCode", 9],
};

/** Grouping by division through the columns that hold each row's ancestors. */
export function byLevelColumns(column: (property: string) => Sql): KeyPart["by"] {
  return { kind: "division", column: column("divisionCode"), level: (level) => column(LEVELS[level][0]) };
}

/** Grouping by division through the code alone: a code begins with its ancestors'. */
export function byCode(column: Sql): KeyPart["by"] {
  const level = (name: GroupingLevelName): RawBuilder<unknown> => {
    const digits = sql.lit(LEVELS[name][1]);
    return sql`case when length(${column}) >= ${digits} then substr(${column}, 1, ${digits}) end`;
  };
  return { kind: "division", column, level };
}

/** What a dataset's rows can be grouped by, by name: its published fields that are one column, and its own. */
export function keyParts(dataset: Dataset, options: AggregateOptions): ReadonlyMap<string, KeyPart> {
  const parts = new Map<string, KeyPart>();
  for (const [name, field] of dataset.shape.fields) {
    // Each row is its own group by its key.
    if (dataset.sources(name)[0] === dataset.key) continue;
    const part = keyPart(dataset, name, field);
    if (part !== undefined) parts.set(name, part);
    else for (const [inner, nested] of nestedKeys(dataset, field)) parts.set(inner, nested);
  }
  for (const [name, part] of Object.entries(options.keys ?? {})) parts.set(name, part);
  return parts;
}

function keyPart(dataset: Dataset, name: string, field: PublishedField): KeyPart | undefined {
  const kind = filterKind(dataset, name, field);
  const { zh, en, policy, type } = field;
  const column = () => dataset.column(dataset.sources(name)[0] as string);
  switch (kind?.kind) {
    case "enum":
    case "id":
    case "integer":
    case "flag":
      return { zh, en, policy, type, by: { kind: "value", column: column() } };
    case "reference": {
      const division = name === "division" && dataset.propertyType("provinceCode") !== undefined;
      const by = division ? byLevelColumns(dataset.column) : ({ kind: "value", column: column() } as const);
      return { zh, en, policy, type, by, owner: dataset.sources(name)[0] === dataset.within?.by };
    }
    case "day":
    case "instant":
      return {
        zh,
        en,
        policy,
        type: () => String,
        by: { kind: "time", column: column(), stored: kind.kind },
      };
    default:
      return undefined;
  }
}

/** The columns inside a point or a provenance that are worth grouping by. */
function nestedKeys(dataset: Dataset, field: PublishedField): [string, KeyPart][] {
  const { policy } = field;
  const value = (property: string, type: TypeThunk, text: Bilingual): KeyPart => {
    return { ...text, policy, type, by: { kind: "value", column: dataset.column(property) } };
  };
  const time = (property: "observedAt" | "receivedAt"): KeyPart => {
    const by = { kind: "time", column: dataset.column(property), stored: "instant" } as const;
    return { ...PROVENANCE_TIMES[property], policy, type: () => String, by };
  };
  const type = field.relation ? undefined : field.type();
  if (type === Point && POINT_PROPERTIES.every((property) => dataset.propertyType(property) !== undefined)) {
    const inferred = { zh: "坐标系统是否为推断", en: "Whether its datum was inferred" };
    return [
      ["datum", value("datum", () => Datum, { zh: "收到时的坐标系统", en: "Datum as received" })],
      ["datumInferred", value("datumInferred", () => Boolean, inferred)],
    ];
  }
  if (type !== Provenance) return [];
  const synthetic = { zh: "是否为合成样例", en: "Whether it is synthetic sample data" };
  return [
    ["source", value("source", () => ID, { zh: "来源数据集", en: "The dataset it came in" })],
    ["sourceProvince", value("sourceProvince", divisionType(dataset), SOURCE_PROVINCE)],
    [
      "freshness",
      { ...FRESHNESS, policy, type: () => Freshness, by: { kind: "asOf", column: fresh(dataset) } },
    ],
    ["synthetic", value("synthetic", () => Boolean, synthetic)],
    ["observedAt", time("observedAt")],
    ["receivedAt", time("receivedAt")],
  ];
}

const SOURCE_PROVINCE = { zh: "来源省级行政区", en: "The province it came from" };
const FRESHNESS = { zh: "截至 asOf 的新鲜度", en: "How late it is as of `asOf`" };

const fresh = (dataset: Dataset) => (engine: Engine, asOf: string) =>
  freshnessAt(engine, dataset.column("observedAt"), dataset.column("refreshEveryDays"), asOf);

/** The subgraph's own stub of a division, where the dataset has one; else the code alone. */
function divisionType({ shape }: Dataset): TypeThunk {
  const type = shape.fields.get("division")?.type;
  const division = type?.();
  return typeof division === "function" && keyOf(division as TypeClass)?.name === "Division"
    ? () => division
    : () => ID;
}

const PROVENANCE_TIMES = {
  observedAt: { zh: "观测时间", en: "When it was true at the source" },
  receivedAt: { zh: "接收时间", en: "When it arrived here" },
} as const;

/** What can be computed over a dataset's rows, by name: its numbers, days and instants, and its own. */
export function measureParts(dataset: Dataset, options: AggregateOptions): ReadonlyMap<string, MeasurePart> {
  const parts = new Map<string, MeasurePart>();
  const ofUnit = (name: string) => options.unit?.measures.includes(name) === true;
  for (const [name, field] of dataset.shape.fields) {
    const { zh, en, policy } = field;
    const kind = filterKind(dataset, name, field)?.kind;
    const source = dataset.sources(name)[0];
    if (source !== undefined && (kind === "integer" || kind === "number")) {
      parts.set(name, {
        zh,
        en,
        policy,
        kind: "number",
        column: dataset.column(source),
        ofUnit: ofUnit(name),
      });
    } else if (source !== undefined && (kind === "day" || kind === "instant")) {
      parts.set(name, { zh, en, policy, kind, column: dataset.column(source) });
    } else if (!field.relation && field.type() === Provenance) {
      for (const property of ["observedAt", "receivedAt"] as const) {
        const column = dataset.column(property);
        parts.set(property, { ...PROVENANCE_TIMES[property], policy, kind: "instant", column });
      }
    }
  }
  for (const [name, part] of Object.entries(options.measures ?? {}))
    parts.set(name, { ...part, ofUnit: ofUnit(name) });
  return parts;
}

/** The measures that distinct values are counted of: what is grouped by as it is, once for each row. */
export function distinctParts(keys: ReadonlyMap<string, KeyPart>): ReadonlyMap<string, KeyPart> {
  return new Map(
    [...keys].filter(([, { by, many }]) => by.kind !== "time" && by.kind !== "asOf" && many !== true),
  );
}

/** The published value of a key as stored; a reference is a stub, or is read where it is this subgraph's own. */
export function publishKey({ type, load, by }: KeyPart, stored: unknown): unknown {
  if (stored === null || stored === undefined) return null;
  if (by.kind === "time") return bucketDay(stored);
  const thing = type();
  if (thing === Boolean) return Number(stored) !== 0;
  const reference = typeof thing === "function" ? keyOf(thing as TypeClass) : undefined;
  if (reference === undefined) return stored;
  const key = String(stored);
  if (load === undefined) return { [reference.key]: key };
  return (_args: unknown, ctx: RequestContext, info: GraphQLResolveInfo) => load(ctx, info, key);
}
