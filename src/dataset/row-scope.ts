import { createHash } from "node:crypto";
import { coerceInputValue } from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { hidesRows, scopesOf } from "../policy/access.js";
import { SYSTEM } from "../policy/caller.js";
import { type Grants, isConditional, type Scope } from "../policy/grants.js";
import type { Column, Sql } from "../store/per-parent.js";
import type { Dataset } from "./dataset.js";
import { filterInputType } from "./filter-schema.js";
import { flagName, Holding } from "./holding.js";
import { kept } from "./kept.js";
import type { TypeClass } from "./published.js";
import type { Condition } from "./relation.js";
import { filterOn } from "./to-one-filter.js";

/** The rows of a dataset that exist for a partner, and under what. */
export interface RowScope {
  /** Whether a row exists for the caller, over the alias `c`. */
  readonly sql: Sql;
  /** The same, asked of each row by itself: of a few rows of one owner, where `sql` would gather all owners first. */
  readonly eachBy: Sql;
  /** What agreements say of the rows; a row that exists is held by one of them at least. */
  readonly scopes: readonly Scope[];
  /** Tells which of them hold a row that was read with {@link flags}. */
  readonly holding: Holding;
  /** Where there are several: which of them hold a row, as `_scope_0` and so on, 1 or 0. */
  readonly flags: readonly Column[];
  /** A text over `c` that differs for rows which different agreements, or different rules, apply to. */
  readonly rules: Sql;
  /** Tells apart conditions of different agreements. */
  readonly signature: string;
}

const NOBODY = new Holding([]);

const shared = new Map<string, Dataset>();

/** Has a dataset found by the name of its published type. */
export function noteSharedDataset(dataset: Dataset): void {
  const { name } = dataset.shape;
  if (!shared.has(name)) shared.set(name, dataset);
}

/**
 * The dataset whose rows are published as a type.
 * @throws TypeError when there is none that is shared
 */
export function sharedDataset(typeName: string): Dataset {
  const found = shared.get(typeName);
  if (found === undefined) throw new TypeError(`no shared dataset is published as ${typeName}`);
  return found;
}

/** The datasets whose rows are shared by agreement, by their published types. */
export function sharedDatasets(): ReadonlyMap<string, Dataset> {
  return shared;
}

// What agreements give follows from them alone, never from the moment: a relation asks for it once for each parent.
const made = new WeakMap<Grants, Map<Dataset, RowScope>>();

/** The rows of a dataset that exist for the caller; undefined where all do. The one gate for rows, on every path. */
export function rowScope(ctx: RequestContext, dataset: Dataset): RowScope | undefined {
  if (dataset.exists !== undefined) {
    const own = dataset.exists(ctx.caller);
    return own && { ...own, eachBy: own.sql, scopes: [], holding: NOBODY, flags: [], rules: sql`''` };
  }
  const { role, grants } = ctx.caller;
  if (role !== "partner" || dataset.share === undefined) return undefined;
  if (!isConditional(grants, dataset.shape.name)) return undefined;
  if (grants === undefined) return makeScope(ctx, dataset);
  const byDataset = kept(made, grants, () => new Map<Dataset, RowScope>());
  return kept(byDataset, dataset, () => makeScope(ctx, dataset));
}

function makeScope(ctx: RequestContext, dataset: Dataset): RowScope {
  const { grants } = ctx.caller;
  const { name } = dataset.shape;
  const scopes = scopesOf(grants, name);
  const held = scopes.map((scope) => heldBy(ctx, dataset, scope, ownersTogether));
  const heldAlone = scopes.map((scope) => heldBy(ctx, dataset, scope, ownerOfEach(ctx)));
  const names = held.map(
    (is, at) => sql`case when ${is} then ${signatureOf(scopes[at] as Scope)} else '' end`,
  );
  return {
    sql: anyOf(held),
    eachBy: anyOf(heldAlone),
    scopes,
    holding: new Holding(scopes),
    flags: held.length < 2 ? [] : heldAlone.map(flagOf),
    rules: names.length === 0 ? sql`''` : sql`concat(${sql.join(names)})`,
    signature: grants?.version ?? "none",
  };
}

/** By itself, so that it reaches nothing of the request: it is kept with the agreements. */
function flagOf(is: Sql, at: number): Column {
  return { as: flagName(at), sql: () => sql`case when ${is} then 1 else 0 end` };
}

/**
 * As {@link rowScope}, as one more condition of a list; undefined where all rows exist.
 * @param ofOneOwner whether it is a list of rows that belong to one owner
 */
export function existing(ctx: RequestContext, dataset: Dataset, ofOneOwner = false): Condition | undefined {
  const scope = rowScope(ctx, dataset);
  return scope && { signature: ["scope", scope.signature], sql: ofOneOwner ? scope.eachBy : scope.sql };
}

/** A condition on rows of a dataset, of those that exist for the caller. */
export function amongExisting(ctx: RequestContext, dataset: Dataset, met: Sql): Sql {
  const scope = rowScope(ctx, dataset);
  return scope === undefined ? met : sql`(${met} and ${scope.sql})`;
}

/** Whether a key, as SQL, is that of a row which exists for the caller; undefined where all do. */
export function existingKey(ctx: RequestContext, typeName: string, key: Sql): Sql | undefined {
  const dataset = shared.get(typeName);
  const scope = dataset && rowScope(ctx, dataset);
  return dataset && scope && keyOfExisting(ctx, dataset, key, scope);
}

/** Whether a key, as SQL, is that of a row in a scope: asked of that row, not of a list of all. */
export function keyOfExisting(ctx: RequestContext, dataset: Dataset, key: Sql, scope: RowScope): Sql {
  return ownerOfEach(ctx)(key, dataset, scope.eachBy);
}

const anyOf = (held: readonly Sql[]) =>
  held.length === 0 ? sql`1 = 0` : sql`(${sql.join(held, sql` or `)})`;

/** Whether a row's owner, by its key over the alias `c`, is one of those that a condition over the same alias holds. */
type OwnerHeld = (by: Sql, owner: Dataset, held: Sql) => Sql;

// The owner's alias is the child's: inside a sub-select it means the owner.
const ownersTogether: OwnerHeld = (by, owner, held) =>
  sql`${by} in (select ${owner.column(owner.key)} from ${sql.table(owner.table)} as c where ${held})`;

/** SQLite gathers what such an `in` selects before it looks at a row; MariaDB looks at the one owner by itself. */
function ownerOfEach({ store }: RequestContext): OwnerHeld {
  if (store.engine !== "sqlite") return ownersTogether;
  return (by, owner, held) =>
    sql`exists (select 1 from (select ${by} as "key") as o cross join ${sql.table(owner.table)} as c
      on ${owner.column(owner.key)} = o."key" where ${held})`;
}

function heldBy(ctx: RequestContext, dataset: Dataset, scope: Scope, ownerHeld: OwnerHeld): Sql {
  const { within } = dataset;
  const owner = within?.owner();
  if (owner !== undefined && isHiddenWithin(scope, dataset, owner)) return sql`1 = 0`;
  if (scope.rows === null) return sql`1 = 1`;
  if (within !== undefined && owner !== undefined) {
    return ownerHeld(dataset.column(within.by), owner, heldBy(ctx, owner, scope, ownerHeld));
  }
  return scopeCondition(ctx, dataset, scope, scope.rows);
}

/** Whether an agreement hides the rows of a dataset, or those that they belong to, as what belongs to their owners. */
function isHiddenWithin(scope: Scope, { shape }: Dataset, owner: Dataset): boolean {
  if (hidesRows(scope, shape.name, owner.shape.name)) return true;
  const above = owner.within?.owner();
  return above !== undefined && isHiddenWithin(scope, owner, above);
}

/** Whether nothing in a filter is empty or null: each such part would be met by every row. */
function saysSomething(value: unknown): boolean {
  if (typeof value !== "object") return true;
  const parts = Object.values(value ?? {});
  return parts.length > 0 && parts.every(saysSomething);
}

/** The rows that a filter of an agreement's chooses. One that this release does not understand, or that is empty, gives none. */
function scopeCondition(ctx: RequestContext, dataset: Dataset, { grantId }: Scope, rows: object): Sql {
  const filter = filterOn(dataset.type as TypeClass);
  if (filter === undefined) return sql`1 = 0`;
  try {
    if (!saysSomething(rows)) throw new TypeError("something in it is empty, which would mean all rows");
    coerceInputValue(rows, filterInputType(filter), (path, _value, error) => {
      throw new TypeError(`${path.join(".")}: ${error.message}`);
    });
    // By everybody's rights: an agreement may choose rows by what its partner may not read.
    return filter.condition({ ...ctx, caller: SYSTEM }, rows)?.sql ?? sql`1 = 0`;
  } catch (err) {
    ctx.log.error(
      { err, grant: grantId, type: dataset.shape.name },
      "a row scope is not understood; it gives no rows",
    );
    return sql`1 = 0`;
  }
}

function signatureOf({ grantId, rules }: Scope): string {
  return createHash("sha256")
    .update(JSON.stringify([grantId, [...rules]]))
    .digest("base64url")
    .slice(0, 8);
}
