import { type RawBuilder, sql } from "kysely";
import { type CompiledRead, compileRead, runRead, Slot } from "./compiled-read.js";
import type { Store } from "./store.js";

/** A piece of SQL. */
export type Sql = RawBuilder<unknown>;

/** A parent's key, or the few values that its children are found by (a point, say). */
export type ParentKey = string | number | Readonly<Record<string, string | number>>;

/** Gives a value of the parent as SQL: the key itself, or one named value of it. */
export type ParentValue = (field?: string) => Sql;

/** A value of the child's row, over the alias `c`. */
export interface Column {
  /** The name it has in the result. */
  readonly as: string;
  readonly sql: (parent: ParentValue) => Sql;
}

/** Children of many parents, in one statement. */
export interface PerParentRead {
  /** What each row holds. */
  readonly columns: readonly Column[];
  /** The child's table; it has the alias `c` in every piece of SQL here. */
  readonly table: string;
  /** The link table that children are found through, as a `join … on …`, where there is one. */
  readonly join?: Sql | undefined;
  /** Which children belong to a parent. All parents of one group get the same condition. */
  readonly match: (parent: ParentValue, key: ParentKey) => Sql;
  /** Splits parents that need different conditions; one group by default. */
  readonly groupOf?: ((key: ParentKey) => string) | undefined;
  /** The order within a parent, by columns of the result; it must leave no ties. */
  readonly order: readonly { readonly column: Column; readonly descending: boolean }[];
  /** What else the order needs to be joined to each row, one row to one at most. */
  readonly orderJoins?: readonly Sql[] | undefined;
  /** Parts that make up the whole one after the other, each in an order of its own; for one parent only. */
  readonly parts?: readonly ReadPart[] | undefined;
  /** Rows for each parent, at most. */
  readonly limit: number;
}

/** Some of the rows, in an order that an index may have. */
export interface ReadPart {
  readonly where: Sql;
  readonly order: PerParentRead["order"];
}

/** Under this name each row says which parent it belongs to, by its place in the list of parents. */
export const PARENT = "_parent";

type Found = Record<string, unknown> & { [PARENT]: number };

/** Statements as they were compiled, by how many parents they are for. */
export type CompiledReads = Map<string, CompiledRead>;

/** Numbers of parents for which a statement is kept, where it differs by that; for one way of reading. */
const COMPILED_KEPT = 40;

/**
 * Reads the first rows of each parent in one statement. Never all children, then a slice: the cost grows with
 * what is given back, not with what the parents hold.
 *
 * SQLite walks the list of keys and runs a limited sub-select for each; on MySQL's protocol (where MariaDB has
 * neither LATERAL nor LIMIT inside IN) it is a union of limited selects. Both were 4 to 6 times faster than
 * `row_number() over (partition by …)`.
 * @param compiled where the statement is kept, if the same is to be read for other parents
 * @returns the rows, in order within each parent
 */
export async function readPerParent(
  store: Store,
  parents: readonly ParentKey[],
  read: PerParentRead,
  compiled?: CompiledReads,
): Promise<Found[]> {
  if (parents.length === 0) return [];
  const shape = read.parts === undefined ? shapeOf(store, parents, read) : undefined;
  const known = shape === undefined ? undefined : compiled?.get(shape);
  if (known !== undefined) return (await runRead(store, known, parents)) as Found[];
  const columns = [PARENT, ...read.columns.map(({ as }) => as)];
  const made = compileRead(store, statementFor(store, parents, read, shape !== undefined), columns);
  if (shape !== undefined && compiled !== undefined && compiled.size < COMPILED_KEPT)
    compiled.set(shape, made);
  return (await runRead(store, made, parents)) as Found[];
}

/** What the text of a statement hangs on beside the way of reading; undefined where it hangs on the parents' keys. */
function shapeOf(
  { engine }: Store,
  parents: readonly ParentKey[],
  { groupOf }: PerParentRead,
): string | undefined {
  const [first] = parents as [ParentKey];
  const group = groupOf?.(first) ?? "";
  if (groupOf !== undefined && parents.some((key) => groupOf(key) !== group)) return undefined;
  if (engine === "sqlite" && parents.length > 1) {
    return parents.some((key) => typeof key === "object") ? undefined : `sqlite many ${group}`;
  }
  return `${engine} ${parents.length} ${group}`;
}

/** @param slotted whether the parents' values are left open, and only their number and groups count */
function statementFor(
  store: Store,
  parents: readonly ParentKey[],
  read: PerParentRead,
  slotted: boolean,
): RawBuilder<unknown> {
  const [parent, ...others] = parents as [ParentKey];
  // A list at the root, or below one object, as anybody would write it: the frame for many cost as much again.
  if (others.length === 0) {
    const value = slotted ? slotFor(0) : bound(parent);
    return read.parts === undefined ? alone(parent, read, value) : inParts(parent, read, read.parts);
  }
  const outer = outerOrder(read);
  if (slotted && store.engine === "sqlite") {
    return sql`select k.key as ${sql.ref(PARENT)}, ${selected(read, fromKeys)}
      from json_each(${KEYS}) as k cross join ${sql.table(read.table)} as c ${orderJoins(read)}
      where c.rowid in (select c.rowid ${limited(read, fromKeys, parent)}) order by ${outer}`;
  }
  const branches =
    store.engine === "sqlite" ? sqliteBranches(parents, read) : mysqlBranches(parents, read, slotted);
  return sql`select * from (${sql.join(branches, sql` union all `)}) as found order by ${outer}`;
}

/** All parents, as one JSON list. */
const KEYS = new Slot((parents: readonly ParentKey[]) => JSON.stringify(parents));

/** SQLite: the parent is one of a JSON list of keys. */
const fromKeys: ParentValue = () => sql`k.value`;

/** The values of the parent at a place in the list. */
function slotFor(at: number): ParentValue {
  return (field) =>
    sql`${new Slot((parents: readonly ParentKey[]) => {
      const key = parents[at];
      return typeof key === "object" ? key[field ?? ""] : key;
    })}`;
}

function alone(parent: ParentKey, read: PerParentRead, value = bound(parent)): RawBuilder<Found> {
  return sql`select 0 as ${sql.ref(PARENT)}, ${selected(read, value)} ${limited(read, value, parent)}`;
}

function inParts(parent: ParentKey, read: PerParentRead, parts: readonly ReadPart[]): RawBuilder<Found> {
  const each = parts.map(({ where, order }, at) => {
    const match: PerParentRead["match"] = (value, key) => sql`${read.match(value, key)} and ${where}`;
    return sql`select * from (${alone(parent, { ...read, match, order })}) as ${sql.ref(`part_${at}`)}`;
  });
  return sql`select * from (${sql.join(each, sql` union all `)}) as found
    order by ${outerOrder(read)} limit ${sql.lit(read.limit)}`;
}

function outerOrder({ order }: PerParentRead): Sql {
  return sql.join([
    sql.ref(PARENT),
    ...order.map(({ column, descending }) => sql`${sql.ref(column.as)} ${direction(descending)}`),
  ]);
}

function sqliteBranches(parents: readonly ParentKey[], read: PerParentRead): Sql[] {
  return groups(parents, read).map((members) => {
    const keys = JSON.stringify(members.map(({ index, key }) => [index, key]));
    return sql`
      select k.value ->> 0 as ${sql.ref(PARENT)}, ${selected(read, fromJson)}
      from json_each(${keys}) as k cross join ${sql.table(read.table)} as c ${orderJoins(read)}
      where c.rowid in (select c.rowid ${limited(read, fromJson, (members[0] as Member).key)})`;
  });
}

function mysqlBranches(parents: readonly ParentKey[], read: PerParentRead, slotted: boolean): Sql[] {
  return parents.map((key, index) => {
    const parent = slotted ? slotFor(index) : bound(key);
    return sql`(select ${sql.lit(index)} as ${sql.ref(PARENT)}, ${selected(read, parent)} ${limited(read, parent, key)})`;
  });
}

function selected(read: PerParentRead, parent: ParentValue): Sql {
  return sql.join(read.columns.map((column) => sql`${column.sql(parent)} as ${sql.ref(column.as)}`));
}

function limited(read: PerParentRead, parent: ParentValue, key: ParentKey): Sql {
  const order = sql.join(
    read.order.map(({ column, descending }) => sql`${column.sql(parent)} ${direction(descending)}`),
  );
  return sql`${fromWhere(read, parent, key, orderJoins(read))} order by ${order} limit ${sql.lit(read.limit)}`;
}

function orderJoins({ orderJoins: joins = [] }: PerParentRead): Sql {
  return joins.length === 0 ? sql`` : sql.join(joins, sql` `);
}

/**
 * Counts the children of each parent in one statement.
 * @returns the counts, aligned with `parents`
 */
export async function countPerParent(
  store: Store,
  parents: readonly ParentKey[],
  read: Pick<PerParentRead, "table" | "join" | "match" | "groupOf">,
): Promise<number[]> {
  const branches =
    store.engine === "sqlite"
      ? groups(parents, read).map((members) => {
          const keys = JSON.stringify(members.map(({ index, key }) => [index, key]));
          const count = sql`(select count(*) ${fromWhere(read, fromJson, (members[0] as Member).key)})`;
          return sql`select k.value ->> 0 as parent, ${count} as n from json_each(${keys}) as k`;
        })
      : parents.map(
          (key, index) =>
            sql`select ${sql.lit(index)} as parent, (select count(*) ${fromWhere(read, bound(key), key)}) as n`,
        );
  const counts = new Array<number>(parents.length).fill(0);
  const statement = sql<{ parent: number; n: number }>`${sql.join(branches, sql` union all `)}`;
  for (const row of (await statement.execute(store.db)).rows) counts[row.parent] = Number(row.n);
  return counts;
}

function fromWhere(
  read: Pick<PerParentRead, "table" | "join" | "match">,
  parent: ParentValue,
  key: ParentKey,
  joins: Sql = sql``,
): Sql {
  return sql`from ${sql.table(read.table)} as c ${read.join ?? sql``} ${joins} where ${read.match(parent, key)}`;
}

interface Member {
  readonly index: number;
  readonly key: ParentKey;
}

function groups(parents: readonly ParentKey[], read: Pick<PerParentRead, "groupOf">): Member[][] {
  const byGroup = new Map<string, Member[]>();
  parents.forEach((key, index) => {
    const group = read.groupOf?.(key) ?? "";
    const members = byGroup.get(group);
    if (members === undefined) byGroup.set(group, [{ index, key }]);
    else members.push({ index, key });
  });
  return [...byGroup.values()];
}

/** SQLite: the parent is one `[place, key]` of a JSON list. */
const fromJson: ParentValue = (field) =>
  field === undefined ? sql`k.value ->> 1` : sql`k.value ->> ${sql.lit(`$[1].${field}`)}`;

/** MySQL's protocol: the parent's values are parameters of its own branch. */
const bound =
  (key: ParentKey): ParentValue =>
  (field) =>
    sql`${typeof key === "object" ? key[field ?? ""] : key}`;

function direction(descending: boolean): Sql {
  return descending ? sql`desc` : sql`asc`;
}
