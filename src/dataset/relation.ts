import type { EntitySchema } from "@mikro-orm/core";
import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { shownCount } from "../policy/small-groups.js";
import { columnOf, tableOf } from "../store/naming.js";
import {
  countPerParent,
  type ParentKey,
  type ParentValue,
  type PerParentRead,
  readPerParent,
  type Sql,
} from "../store/per-parent.js";
import type { BatchLoader, Pending } from "./batch.js";
import { compiledReads } from "./compiled-reads.js";
import { every } from "./condition.js";
import { type Connection, NODE_PATHS } from "./connection.js";
import type { Dataset } from "./dataset.js";
import { beyond, decodeCursor, listSignature, type OrderColumn, reversed, split } from "./keyset.js";
import { noteRows } from "./note-access.js";
import { type PageArgs, pageRequest } from "./page-args.js";
import { byParent, loaderFor, made } from "./parent-loader.js";
import { perState } from "./per-request.js";
import { readOrder, withOrder } from "./read-order.js";
import { referencesBy } from "./references.js";
import { existing } from "./row-scope.js";
import { selectedFields, type Wanted } from "./selection.js";
import { type ConnectionList, toConnection } from "./to-connection.js";

/**
 * Rows of a list that has no pages, at most: such lists are short by nature (the readiness axes of a team). Longer than any that
 * is right: a warning that names every town of Shanghai has some 220 areas.
 */
const LIST_MAXIMUM = 1000;

/** Narrows a list, beyond which parent it belongs to. */
export interface Condition {
  /** What makes it differ from others, in JSON. */
  readonly signature: unknown;
  readonly sql: Sql;
  /** Properties that no row lacks which meets it. */
  readonly present?: readonly string[];
}

/** How the rows of a dataset are found by a parent. */
export interface RelationDefinition {
  /** Names the list in cursors; unique among the lists of its dataset. */
  readonly name: string;
  readonly join?: Sql;
  readonly match: PerParentRead["match"];
  readonly groupOf?: PerParentRead["groupOf"];
  /** Whether a count of the rows is one of people; as in the dataset by default. */
  readonly people?: boolean;
  /** Whether the parent is the row that theirs is within, and exists for whom it does. */
  readonly byOwner?: boolean;
  /** See {@link Relation.references}; none by default. */
  readonly references?: () => readonly string[];
}

/** A declared relation: one batch function that serves every field, page and list made from it. */
export interface Relation<T extends object> {
  /** A page of a parent's rows. The same page of all parents of a level is one statement. */
  page(
    ctx: RequestContext,
    wanted: Wanted,
    parent: ParentKey,
    args: PageArgs,
    where?: Condition,
    order?: readonly OrderColumn[],
  ): Pending<Connection>;
  /** A parent's rows, where they are few by nature. */
  list(ctx: RequestContext, wanted: Wanted, parent: ParentKey, where?: Condition): Pending<readonly T[]>;
  /** The published fields, as `Type.field`, each of which tells the parent of a row; none where it is the row's owner. */
  readonly references: () => readonly string[];
}

/** Declares a relation of a dataset. */
export function relation<T extends object>(dataset: Dataset<T>, definition: RelationDefinition): Relation<T> {
  const states = perState(
    (): State<T> => ({
      pages: new Map(),
      lists: new Map(),
      byFields: new Map(),
      counts: new Map(),
      prepared: new Map(),
    }),
  );

  const compiled = compiledReads(dataset);
  const { people = dataset.people } = definition;

  const read = (where: Condition | undefined, cursor: Sql | undefined) => ({
    table: dataset.table,
    join: definition.join,
    groupOf: definition.groupOf,
    match: (parent: ParentValue, key: ParentKey) =>
      sql.join(
        [definition.match(parent, key), where?.sql, cursor].filter((part) => part !== undefined),
        sql` and `,
      ),
  });

  const listOf = (ctx: RequestContext, fields: ReadonlySet<string>, narrowed: Condition | undefined) => {
    const where = every(narrowed, existing(ctx, dataset, definition.byOwner));
    const plan = dataset.plan(fields, ctx);
    const signature = JSON.stringify([plan.signature, where?.signature]);
    return loaderFor(states(ctx).lists, signature, async (parents) => {
      // One more than may be shows whether all are there.
      const limit = LIST_MAXIMUM + 1;
      const order = readOrder(dataset.order);
      const reading = { ...read(where, undefined), columns: plan.columns, order, limit };
      const kept = narrowed === undefined ? compiled(ctx, `list ${plan.signature}`) : undefined;
      const found = byParent(await readPerParent(ctx.store, parents, reading, kept), parents.length);
      return found.map((rows) =>
        made(() => {
          if (rows.length === limit) throw fault("LIST_TOO_LONG", { maximum: LIST_MAXIMUM });
          noteRows(ctx, dataset, plan, rows);
          return rows.map(plan.publish);
        }),
      );
    });
  };

  const pageOf = (
    ctx: RequestContext,
    fields: ReadonlySet<string>,
    { args, narrowed, wantedOrder }: Asked,
  ): ((parent: ParentKey) => Pending<Connection>) => {
    const where = every(narrowed, existing(ctx, dataset, definition.byOwner));
    // Whether a value is missing need not be asked where none is; and an index is in the order that is left.
    const never = new Set(where?.present?.map((property) => `_no_${property}`));
    const listOrder = wantedOrder.filter(({ property }) => !never.has(property));
    const request = pageRequest(args);
    const plan = dataset.plan(fields, ctx);
    const orderName = listOrder.map(({ property, descending, by = [] }) => [property, descending, ...by]);
    // Hashed only where a cursor comes in or goes out: there is one for each parent.
    const identity = (parent: ParentKey) =>
      listSignature(dataset.table, definition.name, parent, where?.signature, orderName);
    const order = request.backward ? reversed(listOrder) : listOrder;
    const valuesFor = (parent: ParentKey) =>
      request.cursor === undefined
        ? undefined
        : decodeCursor(request.cursorArgument, request.cursor, identity(parent), order.length);
    const count = (parent: ParentKey) =>
      loaderFor(states(ctx).counts, JSON.stringify([where?.signature]), (parents) =>
        countPerParent(ctx.store, parents, read(where, undefined)),
      )
        .get(parent)
        .then((counted) => shownCount(ctx.caller, people, counted));
    const signature = JSON.stringify([plan.signature, request, where?.signature, orderName]);
    const loader = loaderFor(states(ctx).pages, signature, async (parents) => {
      const values = valuesFor(parents[0] as ParentKey);
      const indexed = parents.length === 1 && dataset.leadsIndex(order[1]?.property ?? "");
      const parts = indexed ? split(order, values) : undefined;
      const within = read(where, parts === undefined && values ? beyond(order, values) : undefined);
      const reading = {
        ...within,
        columns: withOrder(plan.columns, order),
        order: readOrder(order),
        orderJoins: order.flatMap(({ join }) => join ?? []),
        parts: parts?.map((part) => ({ where: part.where, order: readOrder(part.order) })),
        // One more than the page shows whether anything follows.
        limit: request.size + 1,
      };
      const { size, backward } = request;
      const isUsual = narrowed === undefined && values === undefined && wantedOrder === dataset.order;
      const kept = isUsual ? compiled(ctx, `${size} ${backward} ${plan.signature}`) : undefined;
      const found = byParent(await readPerParent(ctx.store, parents, reading, kept), parents.length);
      // Noted even when nothing but the count is taken from it; rows are noted when they are.
      noteRows(ctx, dataset, plan, []);
      const list: ConnectionList = {
        ...{ order: listOrder, request, publish: plan.publish, identity, count },
        taken: (page) => noteRows(ctx, dataset, plan, page),
      };
      return found.map((rows, at) => made(() => toConnection(list, parents[at] as ParentKey, rows)));
    });
    return (parent) => {
      // A cursor that belongs to another list is refused where it was given.
      valuesFor(parent);
      return loader.get(parent);
    };
  };

  return {
    references: definition.references ?? (() => []),

    list(ctx, wanted, parent, narrowed) {
      const fields = selectedFields(wanted, dataset.shape.name);
      if (narrowed !== undefined) return listOf(ctx, fields, narrowed).get(parent);
      const { byFields } = states(ctx);
      let loader = byFields.get(fields);
      if (loader === undefined) {
        loader = listOf(ctx, fields, undefined);
        byFields.set(fields, loader);
      }
      return loader.get(parent);
    },

    page(ctx, wanted, parent, args, narrowed, wantedOrder = dataset.order) {
      const fields = selectedFields(wanted, dataset.shape.name, NODE_PATHS);
      const { prepared } = states(ctx);
      // What is selected, and mostly what else is asked, is one object for all parents of a level.
      const known = prepared.get(fields) ?? [];
      if (known.length === 0) prepared.set(fields, known);
      const same = (other: Asked) =>
        other.args === args && other.narrowed === narrowed && other.wantedOrder === wantedOrder;
      let found = known.find(same);
      if (found === undefined) {
        const asked = { args, narrowed, wantedOrder };
        found = { ...asked, load: pageOf(ctx, fields, asked) };
        if (known.length < PREPARED_KEPT) known.push(found);
      }
      return found.load(parent);
    },
  };
}

/** What one way of asking for a page is prepared for. */
interface Asked {
  readonly args: PageArgs;
  readonly narrowed: Condition | undefined;
  readonly wantedOrder: readonly OrderColumn[];
}

/** Ways of asking for a page that are kept in a request, for one selection: they are looked through one by one. */
const PREPARED_KEPT = 10;

/** What a relation keeps during a request. */
interface State<T extends object> {
  readonly pages: Map<string, BatchLoader<ParentKey, Connection>>;
  readonly lists: Map<string, BatchLoader<ParentKey, readonly T[]>>;
  /** Of lists that nothing narrows. */
  readonly byFields: Map<ReadonlySet<string>, BatchLoader<ParentKey, readonly T[]>>;
  readonly counts: Map<string, BatchLoader<ParentKey, number>>;
  readonly prepared: Map<
    ReadonlySet<string>,
    (Asked & { readonly load: (parent: ParentKey) => Pending<Connection> })[]
  >;
}

/** All rows of a dataset: the list at the root. */
export function allOf<T extends object>(dataset: Dataset<T>): Relation<T> {
  return relation(dataset, { name: "all", match: () => sql`1 = 1` });
}

/** The key under which {@link allOf} keeps its one list. */
export const ROOT: ParentKey = "";

/** The rows that name their parent in a property. */
export function childrenBy<T extends object>(
  dataset: Dataset<T>,
  property: string,
  { people = dataset.people }: Pick<RelationDefinition, "people"> = {},
): Relation<T> {
  return relation(dataset, {
    name: property,
    people,
    match: (parent) => sql`${dataset.column(property)} = ${parent()}`,
    byOwner: dataset.within?.by === property,
    references: () => (dataset.within?.by === property ? [] : referencesBy(dataset, property)),
  });
}

/** The rows in a division and everything below it, by the statistical code of any level. */
export function childrenByDivision<T extends object>(dataset: Dataset<T>): Relation<T> {
  return relation(dataset, {
    name: "division",
    groupOf: (code) => levelColumn(String(code)),
    match: (parent, code) => sql`${dataset.column(levelColumn(String(code)))} = ${parent()}`,
    references: () => referencesBy(dataset, "divisionCode"),
  });
}

/** The column that holds the ancestor of a code's own level. */
export function levelColumn(code: string): "provinceCode" | "prefectureCode" | "countyCode" | "townCode" {
  if (code.length <= 2) return "provinceCode";
  if (code.length <= 4) return "prefectureCode";
  return code.length <= 6 ? "countyCode" : "townCode";
}

/**
 * The rows that a link table ties to a parent.
 * @param references the fields of the rows that show the same link, as `Type.field`
 */
export function childrenThrough<T extends object>(
  dataset: Dataset<T>,
  link: { readonly entity: EntitySchema; readonly parent: string; readonly child: string },
  references: readonly string[] = [],
): Relation<T> {
  const column = (property: string) => sql.ref(`l.${columnOf(property)}`);
  return relation(dataset, {
    name: `${tableOf(link.entity)}.${link.parent}`,
    join: sql`join ${sql.table(tableOf(link.entity))} as l on ${column(link.child)} = ${dataset.column(dataset.key)}`,
    match: (parent) => sql`${column(link.parent)} = ${parent()}`,
    references: () => references,
  });
}
