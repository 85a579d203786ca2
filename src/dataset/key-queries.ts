import { sql } from "kysely";
import { Arg, Ctx, Float, ID, Int, Resolver } from "type-graphql";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayList, mayUse } from "../policy/access.js";
import { classOf } from "../policy/classification.js";
import { notePlace } from "../policy/input-members.js";
import type { PolicyClass } from "../policy/policy-class.js";
import { fewestShownAs, shownCount, smallestGroup } from "../policy/small-groups.js";
import type { Sql } from "../store/per-parent.js";
import { every } from "./condition.js";
import type { Counted } from "./counted.js";
import type { Dataset } from "./dataset.js";
import type { DatasetFilter } from "./filter.js";
import { noteGroups, noteKeys } from "./note-access.js";
import type { DatasetOrder } from "./order.js";
import { InternalQuery, shapeOf, type TypeClass } from "./published.js";
import { existing } from "./row-scope.js";

/**
 * What a subgraph answers to the gateway alone, so that a filter or an order elsewhere can depend on its data: keys,
 * places, values and counts, never more of them than asked for. The rights are the caller's: what he may not filter
 * on himself is refused here too.
 */

/** How a type of this subgraph can be asked for. */
export interface OwnKeys {
  readonly filter: DatasetFilter;
  readonly order?: DatasetOrder;
  /** The class of its root list: who may not list the rows may not ask for their keys. */
  readonly policy: PolicyClass;
  /** The published field that holds its point, where it has one. */
  readonly point?: string;
}

const FOR_THE_GATEWAY = { zh: "网关专用", en: "For the gateway alone" } as const;

/** The names of the root fields for the gateway, which finds them by these. */
export const keyQuery = {
  keys: (type: string) => `_keysOf_${type}`,
  places: (type: string) => `_placesOf_${type}`,
  values: (type: string) => `_valuesOf_${type}`,
  keysBy: (type: string, field: string) => `_keysOf_${type}_by_${field}`,
  countsBy: (type: string, field: string) => `_countsOf_${type}_by_${field}`,
};

/** The root fields that answer which rows of a type meet a filter, what they hold in a field, and where they are. */
export function ownKeys({ filter, order, policy, point }: OwnKeys): TypeClass[] {
  const answers = [keysAnswer(filter, policy)];
  if (order !== undefined) answers.push(valuesAnswer(filter, order, policy));
  if (point !== undefined) {
    const { name } = filter.dataset.shape;
    notePlace(name, `${name}.${point}`);
    answers.push(placesAnswer(filter, policy, point));
  }
  return answers;
}

function keysAnswer(filter: DatasetFilter, policy: PolicyClass): TypeClass {
  const { dataset } = filter;
  const { name } = dataset.shape;

  @Resolver()
  class KeysResolver {
    @InternalQuery(() => [ID], FOR_THE_GATEWAY)
    async [keyQuery.keys(name)](
      @Arg("where", () => filter.input, { nullable: true }) where: object | null,
      @Arg("first", () => Int) first: number,
      @Ctx() ctx: RequestContext,
    ): Promise<string[]> {
      refuseList(ctx, name, policy);
      const key = sql`${dataset.column(dataset.key)} as k`;
      const rows = await select(ctx, dataset, key, met(ctx, filter, where), first);
      const keys = rows.map(({ k }) => String(k));
      noteDirect(ctx, name, [dataset.key], keys);
      return keys;
    }
  }
  return KeysResolver;
}

function valuesAnswer(filter: DatasetFilter, order: DatasetOrder, policy: PolicyClass): TypeClass {
  const { dataset } = filter;
  const { name } = dataset.shape;

  @Resolver()
  class ValuesResolver {
    @InternalQuery(() => String, FOR_THE_GATEWAY)
    async [keyQuery.values(name)](
      @Arg("orderBy", () => order.input) orderBy: object,
      @Arg("first", () => Int) first: number,
      @Ctx() ctx: RequestContext,
    ): Promise<string> {
      refuseList(ctx, name, policy);
      const columns = order.columns(ctx, [orderBy]) ?? [];
      // The first column is the field's, or says whether there is a value and the second is it; the key is the last.
      const value = columns.length === 3 ? columns[1] : columns[0];
      if (value === undefined || columns.some(({ join }) => join !== undefined)) {
        throw fault("BAD_ORDER", { type: name, reason: "it goes through a third dataset" });
      }
      const pair = sql`${dataset.column(dataset.key)} as k, ${value.sql} as v`;
      const rows = await select(ctx, dataset, pair, met(ctx, filter, null), first);
      noteDirect(
        ctx,
        name,
        Object.keys(orderBy),
        rows.map(({ k }) => String(k)),
      );
      return JSON.stringify(rows.map(({ k, v }) => [k, v]));
    }
  }
  return ValuesResolver;
}

/** Latitude, longitude, latitude, longitude ... in WGS-84, of the rows whose place is known. */
function placesAnswer(filter: DatasetFilter, policy: PolicyClass, point: string): TypeClass {
  const { dataset } = filter;
  const { name } = dataset.shape;

  @Resolver()
  class PlacesResolver {
    @InternalQuery(() => [Float], FOR_THE_GATEWAY)
    async [keyQuery.places(name)](
      @Arg("where", () => filter.input, { nullable: true }) where: object | null,
      @Arg("first", () => Int) first: number,
      @Ctx() ctx: RequestContext,
    ): Promise<number[]> {
      refuseList(ctx, name, policy);
      refuse(ctx, `${name}.${point}`, classOf(`${name}.${point}`) ?? "PUBLIC");
      const [latitude, longitude] = [dataset.column("wgs84Latitude"), dataset.column("wgs84Longitude")];
      const known = sql`${latitude} is not null and ${met(ctx, filter, where)}`;
      const rows = await select(ctx, dataset, sql`${latitude} as a, ${longitude} as o`, known, first);
      // Places without keys: how many is all that can be noted.
      if (ctx.access?.direct === true) noteGroups(ctx, name, [point], rows.length);
      return rows.flatMap(({ a, o }) => [a as number, o as number]);
    }
  }
  return PlacesResolver;
}

/** Rows of this subgraph that belong to a type of another one. */
export interface ForeignChildren {
  /** The other's type, and the field that this subgraph adds to it. */
  readonly owner: TypeClass;
  readonly field: string;
  /** On the rows. */
  readonly filter: DatasetFilter;
  readonly counted: Counted;
  /** Whether the rows are people: whoever may not read PERSONAL is told their counts in steps, and not those of few. */
  readonly people?: boolean;
}

/** Answers to which rows of another subgraph enough rows belong that meet a filter, and how many. */
export function foreignKeys({ owner, field, filter, counted, people = false }: ForeignChildren): TypeClass {
  const { name } = shapeOf(owner);
  const coordinate = `${name}.${field}`;

  @Resolver()
  class ForeignKeysResolver {
    @InternalQuery(() => [ID], FOR_THE_GATEWAY)
    async [keyQuery.keysBy(name, field)](
      @Arg("where", () => filter.input, { nullable: true }) where: object | null,
      @Arg("atLeast", () => Int) atLeast: number,
      @Arg("first", () => Int) first: number,
      @Ctx() ctx: RequestContext,
    ): Promise<string[]> {
      refuse(ctx, coordinate, classOf(coordinate) ?? "PUBLIC");
      const fewest = smallestGroup(ctx.caller, people);
      // One is "any at all", which the list of the rows themselves tells as well.
      if (atLeast > 1 && atLeast < fewest)
        throw fault("GROUP_TOO_SMALL", { field: coordinate, minimum: fewest });
      const rows = await run(
        ctx,
        sql`select k from (${counted(met(ctx, filter, where))}) as x
        where n >= ${fewestShownAs(ctx.caller, people, atLeast)} limit ${sql.lit(checked(first))}`,
      );
      return rows.map(({ k }) => String(k));
    }

    @InternalQuery(() => String, FOR_THE_GATEWAY)
    async [keyQuery.countsBy(name, field)](
      @Arg("where", () => filter.input, { nullable: true }) where: object | null,
      @Arg("first", () => Int) first: number,
      @Ctx() ctx: RequestContext,
    ): Promise<string> {
      refuse(ctx, coordinate, classOf(coordinate) ?? "PUBLIC");
      const rows = await run(
        ctx,
        sql`select k, n from (${counted(met(ctx, filter, where))}) as x
        where n >= ${smallestGroup(ctx.caller, people)} limit ${sql.lit(checked(first))}`,
      );
      return JSON.stringify(rows.map(({ k, n }) => [k, shownCount(ctx.caller, people, Number(n))]));
    }
  }
  return ForeignKeysResolver;
}

/** The gateway gives none of this to its clients; whoever asks a subgraph himself has it. */
function noteDirect(
  ctx: RequestContext,
  type: string,
  fields: readonly string[],
  keys: readonly string[],
): void {
  if (ctx.access?.direct === true) noteKeys(ctx, type, fields, keys);
}

function met(ctx: RequestContext, filter: DatasetFilter, where: object | null): Sql {
  return every(filter.condition(ctx, where), existing(ctx, filter.dataset))?.sql ?? sql`1 = 1`;
}

type Found = Readonly<Record<string, unknown>>;

async function run(ctx: RequestContext, statement: Sql): Promise<readonly Found[]> {
  return (await statement.execute(ctx.store.db)).rows as Found[];
}

function select(ctx: RequestContext, dataset: Dataset, columns: Sql, where: Sql, first: number) {
  return run(
    ctx,
    sql`select ${columns} from ${sql.table(dataset.table)} as c where ${where} limit ${sql.lit(checked(first))}`,
  );
}

/** Keys that are given at once, at most, and one more that tells of there being more. */
export const KEYS_MAXIMUM = 10_000;

function checked(first: number): number {
  return Math.min(Math.max(first, 0), KEYS_MAXIMUM + 1);
}

/** @throws FORBIDDEN_FIELD */
function refuse({ caller }: RequestContext, field: string, policy: PolicyClass): void {
  if (!mayUse(caller, field, policy)) throw fault("FORBIDDEN_FIELD", { field, policy, role: caller.role });
}

/** @throws FORBIDDEN_FIELD */
function refuseList({ caller }: RequestContext, type: string, policy: PolicyClass): void {
  if (!mayList(caller, type, policy))
    throw fault("FORBIDDEN_FIELD", { field: type, policy, role: caller.role });
}
