import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import type { Dataset } from "../../dataset/dataset.js";
import { fault } from "../../errors.js";
import type { Db, Store } from "../../store/store.js";
import { compare, followsUp, Overtaken, refuseOvertaken } from "./compare.js";
import { locked } from "./locked.js";
import type { Reader, ReaderType } from "./reader.js";
import { amongIds, reconcile } from "./reconcile.js";
import { logHead, sequence } from "./sequence.js";
import { dropView, type FeedView, findView, openView } from "./view.js";

/** A view that is up to date. */
export interface CaughtUp {
  readonly feed: FeedView;
  /** Whether the reader's grants or fields had changed since the last time. */
  readonly compared: boolean;
}

/** Positions of the log that are worked off in one transaction. */
const BATCH = 2000;
/** Keys in one statement. */
const KEYS = 1000;

// In one process one at a time for each view; between processes the row of the view is the lock.
const queues = new WeakMap<Store, Map<string, Promise<unknown>>>();

/**
 * Brings a reader's view to the present: to the rows that its grants give now and, with `log`, to everything that was
 * committed before the call.
 * @param options `log: false` looks at the grants alone, in the middle of a pull
 */
export async function catchUp(reader: Reader, { log }: { log: boolean }): Promise<CaughtUp> {
  const { store } = reader.ctx;
  const key = `${reader.view} ${reader.dataset}`;
  const queue = queues.get(store) ?? new Map<string, Promise<unknown>>();
  queues.set(store, queue);
  const before = queue.get(key) ?? Promise.resolve();
  const own = before.catch(() => {}).then(() => bringUp(reader, log));
  queue.set(key, own);
  try {
    return await own;
  } finally {
    if (queue.get(key) === own) queue.delete(key);
  }
}

/** How often a view is begun again when other grants take it over; by then all processes should know the same. */
const ATTEMPTS = 5;
const LONGEST_PAUSE_MS = 200;

async function bringUp(reader: Reader, log: boolean): Promise<CaughtUp> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await bringUpOnce(reader, log);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      if (attempt === ATTEMPTS) throw fault("FEED_BUSY", { reason: "What is shared here has just changed" });
      // By chance, so that two who overtake each other do not do so again.
      await pause(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

async function bringUpOnce(reader: Reader, log: boolean): Promise<CaughtUp> {
  const { store } = reader.ctx;
  const head = log ? await sequence(store) : await logHead(store);
  let feed = await openView(store, reader.view, reader.dataset);
  if (feed.rawPosition < head.keptFrom) {
    // What it did not read is gone.
    await locked(store, viewLock(feed.id), (db) => dropView(db, feed.id));
    feed = await openView(store, reader.view, reader.dataset);
  }
  const followUp = followsUp(reader.version);
  const compared = feed.version !== reader.version && feed.version !== followUp;
  if (compared) await compare(reader, feed);
  const follows = reader.deep && !compared;
  if (log) while (await workOff(reader, feed, head.position, follows));
  const isDue = follows && (feed.rawPosition < head.position || feed.version === followUp);
  if (log && isDue) await compare(reader, feed, followUp);
  return { feed: (await findView(store.db, reader.view, reader.dataset)) ?? feed, compared };
}

/** The lock of a view: see `locked.ts`. */
export const viewLock = (id: number) => sql`update feed_view set head = head where id = ${id}`;

type Logged = { readonly position: number; readonly record_type: string; readonly record_id: string };

/**
 * Works off a piece of the log.
 * @param follows whether all is to be compared afterwards: noted with it, so that it is done whatever ends this process
 * @returns whether there is more of it
 */
async function workOff(
  reader: Reader,
  { id, rawPosition }: FeedView,
  until: number,
  follows: boolean,
): Promise<boolean> {
  if (rawPosition >= until) return false;
  return locked(reader.ctx.store, viewLock(id), async (db) => {
    const feed = await findView(db, reader.view, reader.dataset);
    // Made anew by another process, or already there.
    if (feed === undefined || feed.id !== id || feed.rawPosition >= until) return false;
    refuseOvertaken(reader, feed);
    const logged = await sql<Logged>`
      select position, record_type, record_id from change_log
      where position > ${feed.rawPosition} and position <= ${until} order by position limit ${sql.lit(BATCH)}`.execute(
      db,
    );
    // Asked afterwards: what was pruned before it was read here must not be passed over.
    const { rows } = await sql<{ k: number }>`select kept_from as k from feed_head where id = 1`.execute(db);
    if (feed.rawPosition < Number(rows[0]?.k)) throw new Overtaken();
    const reached = logged.rows.length < BATCH ? until : Number(logged.rows.at(-1)?.position);
    const head = await follow(reader, db, feed, logged.rows);
    const version = follows ? followsUp(reader.version) : feed.version;
    await sql`update feed_view set raw_position = ${reached}, head = ${head}, version = ${version}
      where id = ${id}`.execute(db);
    return reached < until;
  });
}

/** Brings what was written, and what belongs to it, to the present. */
async function follow(reader: Reader, db: Db, feed: FeedView, logged: readonly Logged[]): Promise<number> {
  const { engine } = reader.ctx.store;
  const written = new Map<string, Set<string>>();
  for (const { record_type, record_id } of logged) {
    const ids = written.get(record_type) ?? new Set();
    written.set(record_type, ids.add(record_id));
  }
  const touched = new Map<string, readonly string[]>();
  let { head } = feed;
  for (const type of reader.types) {
    const own = [...(written.get(type.name) ?? [])];
    const dependent = [
      ...(await ownedBy(reader, db, type, touched)),
      ...(await naming(reader, db, type, written)),
    ];
    const owned = [...new Set(dependent)].filter((key) => written.get(type.name)?.has(key) !== true);
    touched.set(type.name, [...own, ...owned]);
    for (const [ids, isWritten] of [
      [own, true],
      [owned, false],
    ] as const) {
      for (let from = 0; from < ids.length; from += KEYS) {
        const chosen = amongIds(engine, ids.slice(from, from + KEYS));
        head = await reconcile(head, { db, engine, feedId: feed.id, type, chosen, written: isWritten });
      }
    }
  }
  return head;
}

/** The records of a type that exist with owners which were written. Where all rows exist there is nothing to look at. */
async function ownedBy(
  reader: Reader,
  db: Db,
  { owner, scope, dataset }: ReaderType,
  touched: ReadonlyMap<string, readonly string[]>,
): Promise<string[]> {
  if (owner === undefined || scope === undefined) return [];
  return keysBy(reader, db, dataset, owner.by, touched.get(owner.type) ?? []);
}

/** The records of a type that name others which were written, and may exist for the reader now, or no longer. */
async function naming(
  reader: Reader,
  db: Db,
  { names, scope, dataset }: ReaderType,
  written: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string[]> {
  const found: string[] = [];
  for (const { type, by } of scope === undefined ? [] : names) {
    found.push(...(await keysBy(reader, db, dataset, by, [...(written.get(type) ?? [])])));
  }
  return found;
}

async function keysBy(
  { ctx: { store } }: Reader,
  db: Db,
  dataset: Dataset,
  by: string,
  values: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < values.length; from += KEYS) {
    const chosen = amongIds(store.engine, values.slice(from, from + KEYS));
    const rows = await sql<{ k: string }>`
      select ${dataset.column(dataset.key)} as k from ${sql.table(dataset.table)} as c
      where ${chosen(dataset.column(by))}`.execute(db);
    found.push(...rows.rows.map(({ k }) => k));
  }
  return found;
}
