import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { locked } from "./locked.js";
import type { Reader, ReaderType } from "./reader.js";
import { type Chosen, reconcile } from "./reconcile.js";
import { type FeedView, findView } from "./view.js";

/** Rows of a table that are compared in one transaction: few enough that nobody waits long for its lock. */
const CHUNK = 5000;

/** Thrown when another process, with other grants, has taken a view over, or its log was pruned: it is begun again. */
export class Overtaken extends Error {}

/** What stands for the version of a view while it is compared: an end that nobody may ever reach. */
const underWay = (version: string) => `~${version}`;

/** The same where grants are what they were, and what was written may have changed which rows they give. */
export const followsUp = (version: string) => `^${version}`;

/**
 * Refuses to go on with a view that belongs to other grants than the reader's: processes learn of a change within a second of
 * each other, and one with the old grants must not undo what one with the new has done.
 * @throws Overtaken
 */
export function refuseOvertaken({ version }: Reader, feed: FeedView): void {
  if (![version, underWay(version), followsUp(version)].includes(feed.version)) throw new Overtaken();
}

/**
 * Compares all that exists for a reader with its entries, and makes up the difference: the first filling of a view, and
 * what follows from grants or fields that changed. In pieces by ranges of keys, each of which holds by itself; cut off
 * anywhere, the next to read begins again and finds less to do.
 * @param mark what stands for its version meanwhile
 * @throws Overtaken
 */
export async function compare(
  reader: Reader,
  feed: FeedView,
  mark = underWay(reader.version),
): Promise<void> {
  const { store } = reader.ctx;
  const follows = mark === followsUp(reader.version);
  let began: number | undefined;
  await inView(reader, feed, async (db, current) => {
    // Only a first comparison may take a view over from other grants.
    if (follows) refuseOvertaken(reader, current);
    began = current.rawPosition;
    await sql`update feed_view set version = ${mark} where id = ${feed.id}`.execute(db);
  });
  for (const type of reader.types) {
    for await (const chosen of ranges(reader, type)) {
      await inView(reader, feed, async (db, current) => {
        refuseOvertaken(reader, current);
        const { engine } = store;
        const { head } = current;
        const reached = await reconcile(head, { db, engine, feedId: feed.id, type, chosen, written: false });
        await sql`update feed_view set head = ${reached} where id = ${feed.id}`.execute(db);
      });
      // The embedded engine works in this thread: others get their turn.
      await setImmediate();
    }
  }
  await inView(reader, feed, async (db, current) => {
    refuseOvertaken(reader, current);
    // What another process has worked off meanwhile is not compared yet: the mark stays for it.
    if (follows && current.rawPosition !== began) return;
    await sql`update feed_view set version = ${reader.version} where id = ${feed.id}`.execute(db);
  });
}

type Work = (db: Parameters<Parameters<typeof locked>[2]>[0], feed: FeedView) => Promise<void>;

/** Does something under the lock of a view, unless it was made anew meanwhile. */
async function inView(
  { ctx: { store }, view, dataset }: Reader,
  { id }: FeedView,
  work: Work,
): Promise<void> {
  await locked(store, sql`update feed_view set head = head where id = ${id}`, async (db) => {
    const feed = await findView(db, view, dataset);
    if (feed?.id === id) await work(db, feed);
  });
}

/** The keys of a table in ranges, of which the first has no beginning and the last no end. */
async function* ranges({ ctx: { store } }: Reader, { dataset }: ReaderType): AsyncGenerator<Chosen> {
  const key = dataset.column(dataset.key);
  for (let after: string | undefined; ; ) {
    const begins = after;
    const beyond = (of: typeof key) => (begins === undefined ? sql`1 = 1` : sql`${of} > ${begins}`);
    const found = await sql<{ k: string }>`
      select ${key} as k from ${sql.table(dataset.table)} as c where ${beyond(key)}
      order by ${key} limit 1 offset ${sql.lit(CHUNK - 1)}`.execute(store.db);
    const ends = found.rows[0]?.k;
    yield (of) => (ends === undefined ? beyond(of) : sql`${beyond(of)} and ${of} <= ${ends}`);
    if (ends === undefined) return;
    after = ends;
  }
}
