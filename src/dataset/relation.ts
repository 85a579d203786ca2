import type { EntitySchema } from "@mikro-orm/core";
import DataLoader from "dataloader";
import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { shownCount } from "../policy/small-groups.js";
import { columnOf, tableOf } from "../store/naming.js";
import {
  type Column,
  countPerParent,
  PARENT,
  type ParentKey,
  type ParentValue,
  type PerParentRead,
  readPerParent,
  type Sql,
} from "../store/per-parent.js";
import { every } from "./condition.js";
import { type Connection, NODE_PATHS } from "./connection.js";
import type { Dataset } from "./dataset.js";
import {
  beyond,
  decodeCursor,
  encodeCursor,
  listSignature,
  type OrderColumn,
  reversed,
  split,
} from "./keyset.js";
import { noteRows } from "./note-access.js";
import { type PageArgs, type PageRequest, pageRequest } from "./page-args.js";
import { perState } from "./per-request.js";
import type { Row } from "./published.js";
import { existing } from "./row-scope.js";
import { selectedFields, type Wanted } from "./selection.js";

/** Rows of a list that has no pages, at most: such lists are short by nature (the readiness axes of a team). */
const LIST_MAXIMUM = 200;

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
  ): Promise<Connection>;
  /** A parent's rows, where they are few by nature. */
  list(ctx: RequestContext, wanted: Wanted, parent: ParentKey, where?: Condition): Promise<readonly T[]>;
}

/** Declares a relation of a dataset. */
export function relation<T extends object>(dataset: Dataset<T>, definition: RelationDefinition): Relation<T> {
  const pages = perState(() => new Map<string, DataLoader<ParentKey, readonly Row[], string>>());
  const counts = perState(() => new Map<string, DataLoader<ParentKey, number, string>>());

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

  return {
    async list(ctx, wanted, parent, narrowed) {
      const where = every(narrowed, existing(ctx, dataset));
      const plan = dataset.plan(selectedFields(wanted, dataset.shape.name), ctx);
      const signature = JSON.stringify(["list", plan.signature, where?.signature]);
      const loader = loaderFor(pages(ctx), signature, async (parents) => {
        const limit = LIST_MAXIMUM;
        const reading = {
          ...read(where, undefined),
          columns: plan.columns,
          order: readOrder(dataset.order),
          limit,
        };
        return byParent(await readPerParent(ctx.store, parents, reading), parents.length);
      });
      const rows = await loader.load(parent);
      noteRows(ctx, dataset, plan, rows);
      return rows.map(plan.publish);
    },

    async page(ctx, wanted, parent, args, narrowed, wantedOrder = dataset.order) {
      const where = every(narrowed, existing(ctx, dataset));
      // Whether a value is missing need not be asked where none is; and an index is in the order that is left.
      const never = new Set(where?.present?.map((property) => `_no_${property}`));
      const listOrder = wantedOrder.filter(({ property }) => !never.has(property));
      const request = pageRequest(args);
      const plan = dataset.plan(selectedFields(wanted, dataset.shape.name, NODE_PATHS), ctx);
      const orderName = listOrder.map(({ property, descending, by = [] }) => [property, descending, ...by]);
      // Hashed only where a cursor comes in or goes out: there is one for each parent.
      const identity = () =>
        listSignature(dataset.table, definition.name, parent, where?.signature, orderName);
      const order = request.backward ? reversed(listOrder) : listOrder;
      const values =
        request.cursor === undefined
          ? undefined
          : decodeCursor(request.cursorArgument, request.cursor, identity(), order.length);
      const signature = JSON.stringify([plan.signature, request, where?.signature, orderName]);
      const loader = loaderFor(pages(ctx), signature, async (parents) => {
        const indexed = parents.length === 1 && dataset.leadsIndex(order[1]?.property ?? "");
        const parts = indexed ? split(order, values) : undefined;
        const within = read(where, parts === undefined && values ? beyond(order, values) : undefined);
        // One more than the page shows whether anything follows.
        const limit = request.size + 1;
        const reading = {
          ...within,
          columns: withOrder(plan.columns, order),
          order: readOrder(order),
          orderJoins: order.flatMap(({ join }) => join ?? []),
          parts: parts?.map((part) => ({ where: part.where, order: readOrder(part.order) })),
          limit,
        };
        return byParent(await readPerParent(ctx.store, parents, reading), parents.length);
      });
      const rows = await loader.load(parent);
      // Noted even when nothing but the count is taken from it; rows are noted when they are.
      noteRows(ctx, dataset, plan, []);
      return toConnection(listOrder, plan.publish, rows, request, {
        identity,
        taken: (page) => noteRows(ctx, dataset, plan, page),
        count: () => {
          const counter = loaderFor(counts(ctx), JSON.stringify([where?.signature]), (parents) =>
            countPerParent(ctx.store, parents, read(where, undefined)),
          );
          return counter.load(parent).then((count) => shownCount(ctx.caller, dataset.people, count));
        },
      });
    },
  };
}

/** All rows of a dataset: the list at the root. */
export function allOf<T extends object>(dataset: Dataset<T>): Relation<T> {
  return relation(dataset, { name: "all", match: () => sql`1 = 1` });
}

/** The key under which {@link allOf} keeps its one list. */
export const ROOT: ParentKey = "";

/** The rows that name their parent in a property. */
export function childrenBy<T extends object>(dataset: Dataset<T>, property: string): Relation<T> {
  return relation(dataset, {
    name: property,
    match: (parent) => sql`${dataset.column(property)} = ${parent()}`,
  });
}

/** The rows in a division and everything below it, by the statistical code of any level. */
export function childrenByDivision<T extends object>(dataset: Dataset<T>): Relation<T> {
  return relation(dataset, {
    name: "division",
    groupOf: (code) => levelColumn(String(code)),
    match: (parent, code) => sql`${dataset.column(levelColumn(String(code)))} = ${parent()}`,
  });
}

/** The column that holds the ancestor of a code's own level. */
export function levelColumn(code: string): "provinceCode" | "prefectureCode" | "countyCode" | "townCode" {
  if (code.length <= 2) return "provinceCode";
  if (code.length <= 4) return "prefectureCode";
  return code.length <= 6 ? "countyCode" : "townCode";
}

/** The rows that a link table ties to a parent. */
export function childrenThrough<T extends object>(
  dataset: Dataset<T>,
  link: { readonly entity: EntitySchema; readonly parent: string; readonly child: string },
): Relation<T> {
  const column = (property: string) => sql.ref(`l.${columnOf(property)}`);
  return relation(dataset, {
    name: `${tableOf(link.entity)}.${link.parent}`,
    join: sql`join ${sql.table(tableOf(link.entity))} as l on ${column(link.child)} = ${dataset.column(dataset.key)}`,
    match: (parent) => sql`${column(link.parent)} = ${parent()}`,
  });
}

/** What a row is ordered by is read with it: its cursor is made from that. */
function withOrder(columns: readonly Column[], order: readonly OrderColumn[]): readonly Column[] {
  const missing = order.filter(({ property }) => !columns.some(({ as }) => as === property));
  return [...columns, ...missing.map(({ property, sql: column }) => ({ as: property, sql: () => column }))];
}

function readOrder(order: readonly OrderColumn[]): PerParentRead["order"] {
  return order.map(({ property, sql: column, descending }) => ({
    column: { as: property, sql: () => column },
    descending,
  }));
}

/** The loader of the reads that differ in their parents only. */
export function loaderFor<V>(
  loaders: Map<string, DataLoader<ParentKey, V, string>>,
  signature: string,
  batch: (parents: readonly ParentKey[]) => Promise<V[]>,
): DataLoader<ParentKey, V, string> {
  let loader = loaders.get(signature);
  if (loader === undefined) {
    loader = new DataLoader(batch, {
      cacheKeyFn: (key) => (typeof key === "object" ? JSON.stringify(key) : String(key)),
    });
    loaders.set(signature, loader);
  }
  return loader;
}

/** Rows to the parents that they belong to: dense, an empty list where there are none. */
export function byParent(rows: readonly (Row & { [PARENT]: number })[], parents: number): Row[][] {
  const lists = Array.from({ length: parents }, (): Row[] => []);
  for (const row of rows) lists[row[PARENT]]?.push(row);
  return lists;
}

/** What a connection asks for when it is asked. */
interface ConnectionSide {
  /** What its cursors belong to. */
  readonly identity: () => string;
  /** Told once, when rows are taken from it. */
  readonly taken: (rows: readonly Row[]) => void;
  readonly count: () => Promise<number>;
}

function toConnection(
  order: readonly OrderColumn[],
  publish: (row: Row) => object,
  found: readonly Row[],
  { size, backward, cursor }: PageRequest,
  { identity, taken, count }: ConnectionSide,
): Connection {
  const more = found.length > size;
  const rows = more ? found.slice(0, size) : [...found];
  if (backward) rows.reverse();
  const nodes = rows.map(publish);
  let owner: string | undefined;
  let isTaken = false;
  const take = () => {
    if (!isTaken) taken(rows);
    isTaken = true;
  };
  const cursorOf = (row: Row | undefined) => {
    if (row === undefined) return null;
    // A cursor can be read by whoever wants to: the key of its row is in it.
    take();
    owner ??= identity();
    return encodeCursor(
      owner,
      order.map(({ property }) => row[property] as string | number | null),
    );
  };
  return {
    get nodes() {
      take();
      return nodes;
    },
    get edges() {
      take();
      return nodes.map((node, at) => ({ node, cursor: cursorOf(rows[at]) as string }));
    },
    get pageInfo() {
      return {
        hasNextPage: backward ? cursor !== undefined : more,
        hasPreviousPage: backward ? more : cursor !== undefined,
        get startCursor() {
          return cursorOf(rows[0]);
        },
        get endCursor() {
          return cursorOf(rows.at(-1));
        },
      };
    },
    get totalCount() {
      return count();
    },
  };
}
