import { CompiledQuery, type RawBuilder, sql } from "kysely";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { type CompiledRead, compileRead, runRead, Slot } from "../store/compiled-read.js";
import type { Column, CompiledReads } from "../store/per-parent.js";
import { BatchLoader, type Pending } from "./batch.js";
import { compiledReads } from "./compiled-reads.js";
import type { Dataset } from "./dataset.js";
import { noteRows } from "./note-access.js";
import { perState } from "./per-request.js";
import type { Row } from "./published.js";
import { rowScope } from "./row-scope.js";
import { selectedFields, type Wanted } from "./selection.js";

type KeyLoader<T> = BatchLoader<string, T | null>;

/** Reads single rows of a dataset by key. */
export interface LookUp<T extends object> {
  /**
   * The row with this key, or null. All keys asked for at one level are read in one statement.
   * @param wanted the field being resolved: only the columns for what it selects are read
   */
  load(ctx: RequestContext, wanted: Wanted, key: string): Pending<T | null>;
  /**
   * As `load`, for a client that names the key itself.
   * @throws NOT_FOUND when there is no such row
   */
  find(ctx: RequestContext, wanted: Wanted, key: string): Promise<T>;
}

/** The look-up by key of a dataset. */
export function lookUp<T extends object>(dataset: Dataset<T>): LookUp<T> {
  const compiled = compiledReads(dataset);
  const states = perState(() => ({
    byPlan: new Map<string, KeyLoader<T>>(),
    byFields: new Map<ReadonlySet<string>, KeyLoader<T>>(),
  }));

  const makeLoader = (ctx: RequestContext, fields: ReadonlySet<string>): KeyLoader<T> => {
    const plan = dataset.plan(fields, ctx);
    const { byPlan } = states(ctx);
    let loader = byPlan.get(plan.signature);
    if (loader === undefined) {
      loader = new BatchLoader<string, T | null>(async (keys) => {
        const read = readOfKeys(ctx, dataset, compiled(ctx, plan.signature), plan.columns, keys.length);
        const rows = await runRead(ctx.store, read, keys);
        noteRows(ctx, dataset, plan, rows);
        const byKey = new Map(rows.map((row) => [String(row[dataset.key]), plan.publish(row)]));
        return keys.map((wanted) => byKey.get(wanted) ?? null);
      });
      byPlan.set(plan.signature, loader);
    }
    return loader;
  };

  const load = (ctx: RequestContext, wanted: Wanted, key: string) => {
    const fields = selectedFields(wanted, dataset.shape.name);
    const { byFields } = states(ctx);
    // What is selected is one set for all rows of a level.
    let loader = byFields.get(fields);
    if (loader === undefined) {
      loader = makeLoader(ctx, fields);
      byFields.set(fields, loader);
    }
    return loader.get(key);
  };

  return {
    load,
    find: async (ctx, wanted, key) => {
      const found = await load(ctx, wanted, key);
      if (found === null)
        throw fault("NOT_FOUND", { type: dataset.shape.name, key: dataset.key, value: key });
      return found;
    },
  };
}

const noParent = () => sql`null`;

/** Numbers of keys for which a statement is kept, where it differs by that. */
const COMPILED_KEPT = 40;

/**
 * The statement that reads rows by so many keys, of those that exist for the caller; run it with the keys.
 * @param compiled where it is kept; compiled each time where there is nowhere
 */
export function readOfKeys(
  ctx: RequestContext,
  dataset: Dataset,
  compiled: CompiledReads | undefined,
  columns: readonly Column[],
  count: number,
): CompiledRead {
  const { engine } = ctx.store;
  const shape = engine === "sqlite" ? engine : `${engine} ${count}`;
  const known = compiled?.get(shape);
  if (known !== undefined) return known;
  const selected = columns.map((column) => sql`${column.sql(noParent)} as ${sql.ref(column.as)}`);
  const names = columns.map(({ as }) => as);
  const read = compileRead(ctx.store, byKeys(ctx, dataset, selected, count), names);
  if (compiled !== undefined && compiled.size < COMPILED_KEPT) compiled.set(shape, read);
  return read;
}

/** The rows with these keys that exist for the caller, in one statement; in no order. */
export async function readByKey(
  ctx: RequestContext,
  dataset: Dataset,
  columns: ReturnType<typeof sql>[],
  keys: readonly string[],
): Promise<readonly Row[]> {
  const { sql: text, parameters } = byKeys(ctx, dataset, columns, keys.length).compile(ctx.store.db);
  const given = parameters.map((each) => (each instanceof Slot ? each.value(keys) : each));
  return (await ctx.store.db.executeQuery<Row>(CompiledQuery.raw(text, given))).rows;
}

/** All keys, as one JSON list. */
const KEYS = new Slot((keys: readonly string[]) => JSON.stringify(keys));

/** The statement, with the keys in slots. */
function byKeys(
  ctx: RequestContext,
  dataset: Dataset,
  columns: ReturnType<typeof sql>[],
  count: number,
): RawBuilder<unknown> {
  const scope = rowScope(ctx, dataset);
  // On SQLite the keys are one parameter, so that the statement stays the same and stays prepared.
  const wanted =
    ctx.store.engine === "sqlite"
      ? sql`(select value from json_each(${KEYS}))`
      : sql`(${sql.join(Array.from({ length: count }, (_, at) => new Slot((keys: readonly string[]) => keys[at])))})`;
  return sql`
    select ${sql.join(columns)} from ${sql.table(dataset.table)} as c
    where ${dataset.column(dataset.key)} in ${wanted} ${scope === undefined ? sql`` : sql`and ${scope.eachBy}`}`;
}
