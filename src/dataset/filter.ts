import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayUse } from "../policy/access.js";
import { classOf } from "../policy/classification.js";
import type { PolicyClass } from "../policy/policy-class.js";
import { amongKeys } from "../store/among-keys.js";
import type { Sql } from "../store/per-parent.js";
import { comparison } from "./comparison.js";
import type { Dataset } from "./dataset.js";
import { filterInput } from "./filter-input-type.js";
import { PROVENANCE_MEMBERS } from "./filter-inputs.js";
import { type FilterKind, filterKind } from "./filter-kind.js";
import {
  type Areas,
  addHidden,
  INSIDE,
  type Keys,
  keysMember,
  NEAR,
  throwFault,
  withoutAnswers,
} from "./key-inputs.js";
import { nearPlaces } from "./near-places.js";
import { insideCircle } from "./nearest.js";
import { type Datum, type Position, toWgs84 } from "./point.js";
import { type Bilingual, keyOf, type TypeClass, type TypeThunk } from "./published.js";
import { type Condition, levelColumn } from "./relation.js";
import { amongExisting } from "./row-scope.js";
import { noteFilter, type ToOneFilter } from "./to-one-filter.js";

/** How deep `and`, `or`, `not` and relations may nest, and how many comparisons they may hold. */
const DEPTH_MAXIMUM = 8;
const COMPARISONS_MAXIMUM = 100;

const LEVELS = ["provinceCode", "prefectureCode", "countyCode", "townCode"] as const;

type Input = Readonly<Record<string, unknown>>;

/** A dataset's filter: its input type, and what turns an input into SQL. */
export interface DatasetFilter {
  readonly dataset: Dataset;
  readonly input: TypeClass;
  /**
   * The condition of an input, or undefined when it filters nothing.
   * @throws FORBIDDEN_FIELD for a field that the caller may not read: a filter on it would be an oracle;
   * FILTER_TOO_LARGE, BAD_FILTER and the errors of bad values
   */
  condition(ctx: RequestContext, where: object | null | undefined): Condition | undefined;
  /** The SQL of an input inside a larger one. */
  within(walk: Walk, where: object): Sql;
}

/** Where the reading of a filter has come. */
interface Walk {
  readonly ctx: RequestContext;
  readonly depth: number;
  /** Shared by the whole filter. */
  readonly seen: { comparisons: number; answers: boolean };
}

/** Rows of the same subgraph that belong to a row, and are filtered on in turn. */
export interface RelationFilter extends Bilingual {
  readonly filter: DatasetFilter;
  /** The keys of the rows to which children that meet a condition belong, as a sub-select. */
  readonly owners: (met: Sql) => Sql;
}

/** A condition that is not a comparison of a published field. */
export interface OwnCondition extends Bilingual {
  /** Who may ask it: the strictest class of what it is computed from, since its answer tells of that. */
  readonly policy: PolicyClass;
  /** What the client gives. */
  readonly type: TypeThunk;
  /** Whether the answer changes with the time of asking. */
  readonly byClock?: boolean;
  /** The SQL of what it gave. */
  readonly sql: (ctx: RequestContext, value: unknown) => Sql;
}

/** What a filter has beyond the published fields. */
export interface FilterOptions {
  /** For datasets whose rows belong to a division. */
  readonly division?: boolean;
  /** Its name in the graph; `<Type>Filter` by default. */
  readonly name?: string;
  /** Relations inside the subgraph, by the name of the published field that leads there. */
  readonly relations?: Readonly<Record<string, RelationFilter>>;
  /** The one row that each row names, inside the subgraph, by the name of the published field that leads there. */
  readonly toOne?: Readonly<Record<string, ToOneFilter>>;
  /** More conditions, by their name in the input. */
  readonly own?: Readonly<Record<string, OwnCondition>>;
}

/** Makes the filter of a dataset from its published type: every field that can be compared, by its type. */
export function filterOf(dataset: Dataset, options: FilterOptions = {}): DatasetFilter {
  const { name: typeName, fields } = dataset.shape;
  const kinds = new Map<string, FilterKind>();
  for (const [name, field] of fields) {
    if ((options.division === true && name === "division") || options.toOne?.[name] !== undefined) continue;
    const kind = filterKind(dataset, name, field);
    if (kind !== undefined) kinds.set(name, kind);
  }
  const input = filterInput(dataset, kinds, options);
  const ownKeys = keyOf(dataset.type) && keysMember(typeName);
  if (ownKeys !== undefined) addHidden(input, ownKeys, "keys");

  const part = (walk: Walk, name: string, value: unknown): Sql[] => {
    if (value == null) return [];
    if (name === "and" || name === "or") {
      const parts = (value as Input[]).map((each) => {
        // Of nothing too: the engines read only so many conditions in a row.
        count(walk, typeName);
        return within(walk, each);
      });
      return [join(parts, name)];
    }
    // Not true, rather than not: what cannot be told of a missing value is not so, and its opposite is.
    if (name === "not") return [sql`(${within(walk, value)}) is not true`];
    if (name === ownKeys) return keyParts(walk, dataset.column(dataset.key), typeName, value as Keys[]);
    const coordinate = `${typeName}.${name}`;
    refuseUnreadable(walk.ctx, coordinate);
    const related = options.relations?.[name];
    if (related !== undefined) return relationParts(walk, dataset, related, value as Input);
    const own = options.own?.[name];
    if (own !== undefined) {
      refuse(walk.ctx, coordinate, own.policy);
      count(walk, coordinate);
      return [own.sql(walk.ctx, value)];
    }
    const one = options.toOne?.[name];
    if (one !== undefined) {
      count(walk, coordinate);
      return [
        one.sql(dataset, (filter) =>
          amongExisting(walk.ctx, filter.dataset, filter.within(walk, value as Input)),
        ),
      ];
    }
    if (name === "division" && options.division === true) return divisionParts(walk, dataset, value as Input);
    const kind = kinds.get(name);
    // Never a client's, which GraphQL has checked: a scope that was written for another release, or by hand.
    if (kind === undefined) throw new TypeError(`${coordinate} cannot be filtered on`);
    return fieldParts(walk, dataset, name, kind, value as Input);
  };
  const within = (walk: Walk, where: object): Sql => {
    if (walk.depth >= DEPTH_MAXIMUM) {
      throw fault("FILTER_TOO_LARGE", { field: typeName, reason: "it nests deeper", maximum: DEPTH_MAXIMUM });
    }
    const deeper = { ...walk, depth: walk.depth + 1 };
    return join(
      Object.entries(where).flatMap(([name, value]) => part(deeper, name, value)),
      "and",
    );
  };

  const filter: DatasetFilter = {
    dataset,
    input,
    within,
    condition(ctx, where) {
      if (where == null || Object.keys(where).length === 0) return undefined;
      const seen = { comparisons: 0, answers: false };
      const met = within({ ctx, depth: 0, seen }, where);
      const signature = seen.answers ? withoutAnswers(where) : where;
      return { signature, sql: met, present: presentIn(dataset, kinds, where) };
    },
  };
  noteFilter(filter);
  return filter;
}

/** The properties that have a value in every row that meets an input: those that a comparison at its top is on. */
function presentIn(dataset: Dataset, kinds: ReadonlyMap<string, FilterKind>, where: object): string[] {
  return Object.entries(where).flatMap(([name, operators]) => {
    const kind = kinds.get(name)?.kind;
    if (kind === undefined || kind === "point" || kind === "reference" || kind === "provenance") return [];
    const compares = Object.keys(operators ?? {}).some((operator) => operator !== "isNull");
    return compares ? dataset.sources(name).slice(0, 1) : [];
  });
}

/** Nothing to meet is met by all, and by none of nothing. */
function join(parts: readonly Sql[], by: "and" | "or"): Sql {
  if (parts.length === 0) return by === "and" ? sql`1 = 1` : sql`1 = 0`;
  return sql`(${sql.join(parts, by === "and" ? sql` and ` : sql` or `)})`;
}

function fieldParts(walk: Walk, dataset: Dataset, name: string, kind: FilterKind, operators: Input): Sql[] {
  const field = `${dataset.shape.name}.${name}`;
  if (kind.kind === "provenance") return provenanceParts(walk, dataset, field, operators);
  const column = dataset.column(
    kind.kind === "point" ? "wgs84Latitude" : (dataset.sources(name)[0] as string),
  );
  return Object.entries(operators).flatMap(([operator, value]) => {
    count(walk, field);
    if (kind.kind === "reference" && operator === kind.key && value !== null) {
      return Object.entries(value as Input).map(([nested, key]) =>
        comparison({ ctx: walk.ctx, kind: "id", column, field }, nested, key),
      );
    }
    if (kind.kind === "reference" && operator === keysMember(kind.name)) {
      return keyParts(walk, column, field, value as Keys[]);
    }
    if (kind.kind === "point" && operator === NEAR) return areaParts(walk, dataset, value as Areas[]);
    if (kind.kind === "point" && operator === "within" && value !== null) {
      const { center, km } = value as { center: Position & { datum: Datum }; km: number };
      return [insideCircle(dataset, toWgs84(center, center.datum), km)];
    }
    return [comparison({ ctx: walk.ctx, kind: kind.kind, column, field }, operator, value)];
  });
}

/** Answers of other subgraphs, as keys. */
function keyParts(walk: Walk, column: Sql, field: string, answers: readonly Keys[] | null): Sql[] {
  walk.seen.answers = true;
  return (answers ?? []).map((answer) => {
    count(walk, field);
    throwFault(answer);
    return amongKeys(walk.ctx.store.engine, column, answer.in, answer.not !== true);
  });
}

/** Answers of other subgraphs, as places. */
function areaParts(walk: Walk, dataset: Dataset, answers: readonly Areas[] | null): Sql[] {
  walk.seen.answers = true;
  return (answers ?? []).map((answer) => {
    count(walk, dataset.shape.name);
    throwFault(answer);
    return nearPlaces(walk.ctx.store.engine, dataset, answer.centers, answer.km);
  });
}

function provenanceParts(walk: Walk, dataset: Dataset, field: string, members: Input): Sql[] {
  return Object.entries(members).flatMap(([member, operators]) => {
    const { property, kind } = PROVENANCE_MEMBERS[member as keyof typeof PROVENANCE_MEMBERS];
    const comparing = { ctx: walk.ctx, kind, column: dataset.column(property), field: `${field}.${member}` };
    return Object.entries((operators ?? {}) as Input).map(([operator, value]) => {
      count(walk, field);
      return comparison(comparing, operator, value);
    });
  });
}

function divisionParts(walk: Walk, dataset: Dataset, operators: Input): Sql[] {
  const field = `${dataset.shape.name}.division`;
  return Object.entries(operators).flatMap(([operator, value]) => {
    if (operator === keysMember("Division")) {
      return keyParts(walk, dataset.column("divisionCode"), field, value as Keys[]);
    }
    if (operator === INSIDE) {
      // A row lies in the divisions of every level; it has a province always, deeper ones where they are known.
      return (value as Keys[]).flatMap(({ not, ...answer }) => {
        const levels = LEVELS.flatMap((level) => keyParts(walk, dataset.column(level), field, [answer]));
        const anywhere = sql`coalesce(${join(levels, "or")}, false)`;
        return not === true ? [sql`not ${anywhere}`] : [anywhere];
      });
    }
    count(walk, field);
    const subtree = operator === "within" && typeof value === "string";
    const column = dataset.column(subtree ? levelColumn(value) : "divisionCode");
    return comparison({ ctx: walk.ctx, kind: "id", column, field }, subtree ? "eq" : operator, value);
  });
}

function relationParts(walk: Walk, dataset: Dataset, related: RelationFilter, quantifiers: Input): Sql[] {
  const key = dataset.column(dataset.key);
  return Object.entries(quantifiers).flatMap(([quantifier, where]) => {
    if (where == null) return [];
    count(walk, dataset.shape.name);
    const within = related.filter.within(walk, where as object);
    const existing = (met: Sql) => related.owners(amongExisting(walk.ctx, related.filter.dataset, met));
    if (quantifier === "some") return [sql`${key} in ${existing(within)}`];
    if (quantifier === "none") return [sql`${key} not in ${existing(within)}`];
    return [sql`${key} not in ${existing(sql`(${within}) is not true`)}`];
  });
}

function count({ seen }: Walk, field: string): void {
  seen.comparisons += 1;
  if (seen.comparisons > COMPARISONS_MAXIMUM) {
    throw fault("FILTER_TOO_LARGE", {
      field,
      reason: "it holds more comparisons",
      maximum: COMPARISONS_MAXIMUM,
    });
  }
}

function refuseUnreadable(ctx: RequestContext, coordinate: string): void {
  refuse(ctx, coordinate, classOf(coordinate) ?? "PUBLIC");
}

function refuse({ caller }: RequestContext, coordinate: string, policy: PolicyClass): void {
  if (!mayUse(caller, coordinate, policy))
    throw fault("FORBIDDEN_FIELD", { field: coordinate, policy, role: caller.role });
}
