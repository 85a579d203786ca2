import { BooleanType, type EntitySchema } from "@mikro-orm/core";
import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { maySee } from "../policy/access.js";
import type { Caller } from "../policy/caller.js";
import { noteFacts } from "../policy/classification.js";
import { rightsOf } from "../policy/rights.js";
import { noteHolding, noteSharedType, rootOf } from "../policy/shared-types.js";
import { InstantType } from "../store/columns.js";
import { copier } from "../store/compiled-read.js";
import { columnOf, tableOf } from "../store/naming.js";
import type { Column, Sql } from "../store/per-parent.js";
import { kept } from "./kept.js";
import { type OrderColumn, withKey } from "./keyset.js";
import { forPartner } from "./partner-plan.js";
import { type PublishedField, type PublishedShape, type Row, shapeOf, type TypeClass } from "./published.js";
import { noteSharedDataset, sharedDataset } from "./row-scope.js";

/** What is used of an entity's metadata. */
type Properties = Readonly<Record<string, { readonly type?: unknown; readonly nullable?: boolean }>>;

/** What a dataset is made of. */
export interface DatasetDefinition<T extends object> {
  readonly entity: EntitySchema;
  readonly type: TypeClass<T>;
  /** The property that identifies a row; `id` by default. */
  readonly key?: string;
  /** Published fields whose property has another name here: a link table gives an `Agency` its `id` by `agencyId`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Properties that the table lacks, as SQL over the alias `c`: one value of a row that it names, say. */
  readonly expressions?: Readonly<Record<string, Sql>>;
  /** Whether its rows are people: then few of them are not counted for everybody. */
  readonly people?: boolean;
  /** The shared dataset that agreements give its rows of, such as `TEAMS`. */
  readonly share?: string;
  /**
   * For rows that exist for a partner when their owner's row does: that dataset, or its type where the two need each
   * other (then `share` is to be given too), and the property with its key.
   */
  readonly within?: { readonly owner: Dataset | TypeClass; readonly by: string };
  /** Which rows exist for a caller, where no agreement decides that; undefined for all. */
  readonly exists?: (caller: Caller) => Existence | undefined;
  /** Whether a row concerns a partner, who then sees those fields of it that are published so. */
  readonly concerns?: (partner: string) => Sql;
  /** The order of its lists, by properties without nulls; the key is added at the end. */
  readonly order?: readonly { readonly property: string; readonly descending?: boolean }[];
}

/** Which rows exist, over the alias `c`. */
export interface Existence {
  readonly sql: Sql;
  /** Tells it apart from others, for cursors. */
  readonly signature: string;
}

/** A table and the type it is published as: what every read is made from. */
export interface Dataset<T extends object = object> {
  readonly table: string;
  readonly type: TypeClass<T>;
  readonly shape: PublishedShape;
  readonly key: string;
  readonly people: boolean;
  readonly order: readonly OrderColumn[];
  /** The shared dataset that it belongs to; undefined for what is not shared by agreement. */
  readonly share: string | undefined;
  /** The dataset whose rows these belong to and exist with. */
  readonly within: { readonly owner: () => Dataset; readonly by: string } | undefined;
  readonly exists: DatasetDefinition<T>["exists"];
  readonly concerns: DatasetDefinition<T>["concerns"];
  /** The property as SQL, over the alias `c`. */
  column(property: string): Sql;
  /** The properties that a published field is made from. */
  sources(field: string): readonly string[];
  /** The store's type of a property: one of MikroORM's, or of `store/columns.ts`. */
  propertyType(property: string): unknown;
  /** Whether an index begins with a property. */
  leadsIndex(property: string): boolean;
  /** Whether a property can be without a value. */
  nullable(property: string): boolean;
  /** What to select for these published fields, and how to publish a row of it. */
  plan(fields: ReadonlySet<string>, ctx: RequestContext): ReadPlan<T>;
}

/** The columns of one read, and what becomes of its rows. */
export interface ReadPlan<T extends object = object> {
  /** Tells apart plans that select different columns. */
  readonly signature: string;
  readonly columns: readonly Column[];
  /** The published object of a row. */
  publish(row: Row): T;
  /** The fields that it publishes. */
  readonly fields: readonly string[];
  /** The agreements that give a row to the caller; none where none is needed. */
  agreementsOf(row: Row): readonly string[];
  /** The fields that the caller sees changed. */
  readonly changed: readonly string[];
}

/**
 * Ties an entity to its published type. Checked once, here: a field that names a property which the entity lacks
 * stops the program at start, not a query at night.
 */
export function dataset<T extends object>(definition: DatasetDefinition<T>): Dataset<T> {
  const { entity, type, key = "id", people = false } = definition;
  const properties = entity.meta.properties as unknown as Properties;
  const shape = shapeOf(type);
  const table = tableOf(entity);

  const column = (property: string): Sql => {
    const expression = definition.expressions?.[property];
    if (expression !== undefined) return expression;
    if (!(property in properties))
      throw new TypeError(`${table} has no ${property}, which ${shape.name} is read from`);
    return sql.ref(`c.${columnOf(property)}`);
  };
  const ordered = (definition.order ?? []).map(({ property, descending }) => ({
    property,
    sql: column(property),
    descending: descending === true,
  }));
  const order = withKey(ordered, { property: key, sql: column(key) });
  // Relations are published by resolver classes, which may be read after this: their sources are not known yet.
  const sources = (name: string) => {
    const field = shape.fields.get(name);
    return field === undefined ? [] : sourcesOf(name, field, definition.fields);
  };
  for (const [name, { relation }] of shape.fields) {
    for (const property of sources(name)) column(property);
    if (!relation) noteFacts(`${shape.name}.${name}`, { sources: () => sources(name) });
  }
  const owner = definition.within?.owner;
  const ownerName = typeof owner === "function" ? shapeOf(owner).name : owner?.shape.name;
  const within = definition.within && {
    owner: () => (typeof owner === "function" ? sharedDataset(ownerName as string) : (owner as Dataset)),
    by: definition.within.by,
  };
  const share = definition.share ?? (typeof owner === "object" ? owner.share : undefined);

  const always = order.map(({ property }) => property);
  const plainPlan = planner<T>({ shape, sources, properties, always, column });
  const propertyType = (property: string) => properties[property]?.type;
  // What the table lacks is computed, and may come to nothing.
  const nullable = (property: string) => properties[property]?.nullable ?? !(property in properties);
  const leading = new Set(
    entity.meta.indexes.map(({ properties: of }) => [of].flat()[0] as string | undefined),
  );
  const leadsIndex = (property: string) => leading.has(property);
  const made: Dataset<T> = {
    table,
    type,
    shape,
    key,
    people,
    order,
    share,
    within,
    exists: definition.exists,
    concerns: definition.concerns,
    column,
    sources,
    propertyType,
    leadsIndex,
    nullable,
    plan: (fields, ctx) => forPartner(made, plainPlan(fields, ctx), ctx),
  };
  if (share !== undefined) {
    noteSharedType(shape.name, share, ownerName === undefined ? shape.name : rootOf(ownerName), within?.by);
    noteHolding(shape.name, [...always, ...(within === undefined ? [] : [within.by])]);
    noteSharedDataset(made);
  }
  return made;
}

/** The properties that a published field is made from. */
function sourcesOf(
  name: string,
  field: PublishedField,
  renamed: Readonly<Record<string, string>> = {},
): readonly string[] {
  if (field.from !== undefined) return field.from;
  return field.relation ? [] : [renamed[name] ?? name];
}

interface PlannerInput {
  readonly shape: PublishedShape;
  readonly sources: (name: string) => readonly string[];
  readonly properties: Properties;
  readonly always: readonly string[];
  readonly column: (property: string) => Sql;
}

/** Makes plans, each once: there are as many as different selections by callers of different rights. */
function planner<T extends object>(input: PlannerInput): Dataset<T>["plan"] {
  const { shape, sources, properties, always, column } = input;
  const plans = new Map<string, ReadPlan<T>>();
  const isKept = (name: string, { relation, read }: PublishedField) =>
    !relation && read === undefined && sources(name).every((property) => always.includes(property));
  // What is read anyway is published anyway: a stub needs its key for the fields that hang from it.
  const readableTo = (fields: ReadonlySet<string>, { caller }: RequestContext) =>
    [...shape.fields].filter(
      ([name, field]) =>
        (fields.has(name) || isKept(name, field)) && maySee(caller, `${shape.name}.${name}`, field.policy),
    );
  // Not given the request: a plan is kept, and would keep all that was read for the request that it was made for.
  const make = (readable: ReturnType<typeof readableTo>): ReadPlan<T> => {
    const signature = readable.map(([name]) => name).join();
    const known = plans.get(signature);
    if (known !== undefined) return known;

    const needed = new Set(always);
    for (const [name] of readable) for (const property of sources(name)) needed.add(property);
    const copy = copier([...needed]);
    const converted = converters([...needed], properties);
    const computed = readable.flatMap(([name, { relation, read }]) => {
      if (read !== undefined) return [{ name, read }];
      const source = sources(name)[0] ?? name;
      return relation || source === name ? [] : [{ name, read: (row: Row) => row[source] }];
    });
    const plan: ReadPlan<T> = {
      signature,
      fields: readable.map(([name]) => name),
      changed: [],
      agreementsOf: () => [],
      columns: [...needed].map((property) => ({ as: property, sql: () => column(property) })),
      publish: (row) => {
        const published = copy(row);
        for (const { property, to } of converted) published[property] = to(row[property]);
        if (computed.length > 0) {
          // All are read before one is written: a field may have the name of a property that another is made from.
          const values = computed.map(({ read }) => read(published));
          for (let at = 0; at < values.length; at++) published[computed[at]?.name as string] = values[at];
        }
        return published as T;
      },
    };
    if (plans.size >= PLANS_KEPT) plans.clear();
    plans.set(signature, plan);
    return plan;
  };
  // One set of fields for as long as an operation is kept, one object for a set of rights.
  const known = new WeakMap<ReadonlySet<string>, WeakMap<object, ReadPlan<T>>>();
  return (fields, ctx) => {
    const byRights = kept(known, fields, () => new WeakMap<object, ReadPlan<T>>());
    return kept(byRights, rightsOf(ctx.caller), () => make(readableTo(fields, ctx)));
  };
}

/** Selections are the clients' to invent, so what is kept of them is bounded. */
const PLANS_KEPT = 500;

interface Converter {
  readonly property: string;
  readonly to: (stored: unknown) => unknown;
}

/** Of the properties that are not published as they are stored. */
function converters(needed: readonly string[], properties: PlannerInput["properties"]): Converter[] {
  return needed.flatMap((property): Converter[] => {
    const type = properties[property]?.type;
    if (type === BooleanType)
      return [{ property, to: (value: unknown) => (value === null ? null : value !== 0) }];
    return type === InstantType ? [{ property, to: toIso }] : [];
  });
}

/** `2026-11-01 08:00:00.000` as stored, in UTC, to ISO 8601 with its offset. */
export function toIso(stored: unknown): string | null {
  return typeof stored === "string" ? `${stored.slice(0, 10)}T${stored.slice(11)}Z` : null;
}
