import { sql } from "kysely";
import type { Sql } from "../../store/per-parent.js";
import type { Db, Engine } from "../../store/store.js";
import { existsFor, type ReaderType } from "./reader.js";

/** Records to look at, as a condition on their key. */
export type Chosen = (key: Sql) => Sql;

/** What is brought to the present. */
export interface Reconciled {
  readonly db: Db;
  readonly engine: Engine;
  readonly feedId: number;
  readonly type: ReaderType;
  readonly chosen: Chosen;
  /** Whether the records were written, so that those which the reader has are sent again. */
  readonly written: boolean;
}

/**
 * Makes the entries of some records what the reader's scope says now: what is new or was written, or is given under
 * other rules, moves to the end; what no longer exists for the reader becomes a tombstone there. Nothing is noted of what
 * the reader never had. All of it by the engine: the number of statements does not depend on that of records.
 * @param head the greatest position so far
 * @returns the greatest position after
 */
export async function reconcile(head: number, reconciled: Reconciled): Promise<number> {
  await appear(head, reconciled);
  const between = await greatest(head, reconciled);
  await leave(between, reconciled);
  return greatest(between, reconciled);
}

async function appear(head: number, { db, engine, feedId, type, chosen, written }: Reconciled) {
  const { dataset, name, signature, scope } = type;
  const key = dataset.column(dataset.key);
  const rules = scope === undefined ? sql`${signature}` : sql`concat(${signature}, ${scope.rules})`;
  const differs = written ? sql`1 = 1` : sql`(e.record_id is null or e.gone <> 0 or e.rules <> v.r)`;
  await sql`
    insert into feed_entry (feed_id, position, record_type, record_id, rules, gone)
    select ${feedId}, ${head} + row_number() over (order by v.k), ${name}, v.k, v.r, 0
    from (
      select ${key} as k, ${rules} as r from ${sql.table(dataset.table)} as c
      where ${chosen(key)} and ${existsFor(type)}
    ) as v
    left join feed_entry as e on e.feed_id = ${feedId} and e.record_type = ${name} and e.record_id = v.k
    where ${differs} ${replacing(engine)}`.execute(db);
}

async function leave(head: number, { db, engine, feedId, type, chosen }: Reconciled) {
  const { dataset, name } = type;
  const key = dataset.column(dataset.key);
  const now = Math.floor(Date.now() / 1000);
  await sql`
    insert into feed_entry (feed_id, position, record_type, record_id, rules, gone)
    select ${feedId}, ${head} + row_number() over (order by e.record_id), ${name}, e.record_id, '', ${now}
    from feed_entry as e
    where e.feed_id = ${feedId} and e.record_type = ${name} and e.gone = 0 and ${chosen(sql.ref("e.record_id"))}
      and not exists (
        select 1 from ${sql.table(dataset.table)} as c where ${key} = ${sql.ref("e.record_id")} and ${existsFor(type)}
      ) ${replacing(engine)}`.execute(db);
}

const COLUMNS = ["position", "rules", "gone"];

function replacing(engine: Engine): Sql {
  const given = (column: string) =>
    engine === "sqlite" ? sql`excluded.${sql.ref(column)}` : sql`values(${sql.ref(column)})`;
  const set = sql.join(COLUMNS.map((column) => sql`${sql.ref(column)} = ${given(column)}`));
  return engine === "sqlite"
    ? sql`on conflict (feed_id, record_type, record_id) do update set ${set}`
    : sql`on duplicate key update ${set}`;
}

async function greatest(head: number, { db, feedId }: Reconciled): Promise<number> {
  const found = await sql<{ position: number | null }>`
    select max(position) as position from feed_entry where feed_id = ${feedId}`.execute(db);
  return Math.max(head, Number(found.rows[0]?.position ?? 0));
}

/** Those with one of these keys; on SQLite they are one parameter, so that the statement stays prepared. */
export function amongIds(engine: Engine, ids: readonly string[]): Chosen {
  if (engine === "sqlite") {
    const list = JSON.stringify(ids);
    return (key) => sql`${key} in (select value from json_each(${list}))`;
  }
  return (key) => sql`${key} in (${sql.join(ids)})`;
}
