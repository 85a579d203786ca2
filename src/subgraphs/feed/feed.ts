import { sql } from "kysely";
import type { RequestContext } from "../../context.js";
import { rowScope } from "../../dataset/row-scope.js";
import { fault } from "../../errors.js";
import { mayKnowType } from "../../policy/access.js";
import { catchUp } from "./catch-up.js";
import { type Cursors, cursorsOf, type Place } from "./cursor.js";
import { type Holding, holding } from "./digest.js";
import type { FeedTypes } from "./feed-types.js";
import { type Change, readPiece } from "./read-page.js";
import { type Reader, readerOf, type ScopeOf, viewOf } from "./reader.js";
import { logHead } from "./sequence.js";
import type { FeedView } from "./view.js";

/** A change with the cursor to go on from. */
export type FeedChange = Change & { readonly cursor: string };

/** A page of a feed. */
export interface FeedPage {
  readonly changes: readonly FeedChange[];
  /** Where to go on, also when nothing was given. */
  readonly cursor: string;
  /** Whether there is more up to where the walk goes. */
  readonly hasMore: boolean;
  /** How far the walk goes: to be handed to its next page. */
  readonly until: number;
}

/** What to read. */
export interface FeedRead {
  /** The cursor to go on from; the start by default. */
  readonly after?: string | undefined;
  /** Changes at most. */
  readonly first: number;
  /** Given for a walk's later pages: how far it goes, as the page before said. */
  readonly until?: number | undefined;
}

/** What a reader holds at a cursor. */
export interface FeedDigest extends Holding {
  readonly dataset: string;
  readonly cursor: string;
  /** Whether nothing has changed since the cursor that was asked about. */
  readonly current: boolean;
}

/** A consistent start. */
export interface FeedSnapshot {
  /** Before everything: reading on from it gives each record once, then what changes. */
  readonly cursor: string;
  readonly counts: readonly { readonly type: string; readonly count: number }[];
}

/** The feeds of the store. Whatever is asked, the caller's rights are read from its context again. */
export interface Feed {
  /** The shared datasets that have one. */
  readonly datasets: readonly string[];
  /**
   * Those of which the caller is given records.
   * @throws FEED_FORBIDDEN
   */
  offered(ctx: RequestContext): readonly string[];
  /** @throws FEED_FORBIDDEN, BAD_CURSOR, CURSOR_MISMATCH, SNAPSHOT_REQUIRED */
  read(ctx: RequestContext, dataset: string, wanted: FeedRead): Promise<FeedPage>;
  /** @throws FEED_FORBIDDEN */
  snapshot(ctx: RequestContext, dataset: string): Promise<FeedSnapshot>;
  /** @throws as `read`, and FEED_BUSY when the data change faster than they can be added up */
  digest(ctx: RequestContext, dataset: string, at?: string): Promise<FeedDigest>;
}

/** Records of a page when all are added up. */
const DIGEST_PAGE = 1000;
const DIGEST_ATTEMPTS = 4;

/**
 * Makes the feeds.
 * @param scopeOf which rows exist for whom; the one gate by default
 */
export function createFeed(feeds: FeedTypes, scopeOf: ScopeOf = rowScope): Feed {
  const open = async (ctx: RequestContext, dataset: string, options: { log: boolean }) => {
    const reader = readerOf(ctx, dataset, feeds, scopeOf);
    const { feed, compared } = await catchUp(reader, options);
    const { secret } = await logHead(ctx.store);
    return { reader, feed, compared, cursors: cursorsOf(feed, secret) };
  };
  const datasets = [...feeds.keys()].sort();
  return {
    datasets,

    offered(ctx) {
      viewOf(ctx);
      return datasets.filter((name) => feeds.get(name)?.some((type) => mayKnowType(ctx.caller, type.name)));
    },

    async read(ctx, dataset, { after, first, until: goal }) {
      const { reader, feed, compared, cursors } = await open(ctx, dataset, { log: goal === undefined });
      const place = placeOf(cursors, "after", after, feed);
      // New grants in the middle of a walk: what they brought and took lies at the end.
      const until = goal === undefined || compared ? feed.head : goal;
      const { changes, reached, hasMore } = await readPiece(reader, feed, place, { limit: first, until });
      const position = hasMore && reached !== undefined ? reached : Math.max(until, place.position);
      return {
        changes: changes.map(({ position: at, change }) => ({
          ...change,
          cursor: cursors.encode({ position: at, since: place.since }),
        })),
        cursor: cursors.encode({ position, since: place.since }),
        hasMore,
        until,
      };
    },

    async snapshot(ctx, dataset) {
      const { feed, cursors, reader } = await open(ctx, dataset, { log: true });
      const found = await sql<{ t: string; n: number }>`
        select record_type as t, count(*) as n from feed_entry where feed_id = ${feed.id} and gone = 0
        group by record_type`.execute(ctx.store.db);
      const counts = new Map(found.rows.map(({ t, n }) => [t, Number(n)]));
      return {
        cursor: cursors.encode({ position: 0, since: feed.head }),
        counts: reader.types.map(({ name }) => ({ type: name, count: counts.get(name) ?? 0 })),
      };
    },

    async digest({ caller: { quota: _quota, ...caller }, ...asked }, dataset, at) {
      // A sum gives no record away, and costs none of a quota.
      const ctx = { ...asked, caller };
      for (let attempt = 1; attempt <= DIGEST_ATTEMPTS; attempt++) {
        const { reader, feed, cursors } = await open(ctx, dataset, { log: true });
        const place = at === undefined ? undefined : cursors.decode("at", at);
        // A sum gives no record away: what it is of was put on record when it was pulled.
        const held = await addUp({ ...reader, forDigest: true }, feed);
        // What was committed while it was read shows in the head: then the sum is of no one moment.
        const { feed: after } = await catchUp(reader, { log: true });
        if (after.id !== feed.id || after.head !== feed.head) continue;
        return {
          dataset,
          cursor: cursors.encode({ position: feed.head, since: 0 }),
          current: place === undefined || place.position >= feed.head,
          ...held,
        };
      }
      throw fault("FEED_BUSY", { reason: "The data change faster than they can be added up" });
    },
  };
}

function placeOf(cursors: Cursors, argument: string, cursor: string | undefined, { head }: FeedView): Place {
  return cursor === undefined ? { position: 0, since: head } : cursors.decode(argument, cursor);
}

async function addUp(reader: Reader, feed: FeedView): Promise<Holding> {
  const sum = holding();
  let place: Place = { position: 0, since: feed.head };
  for (let hasMore = true; hasMore; ) {
    reader.ctx.signal.throwIfAborted();
    const piece = await readPiece(reader, feed, place, { limit: DIGEST_PAGE, until: feed.head });
    for (const { change } of piece.changes) sum.add(change);
    hasMore = piece.hasMore;
    place = { ...place, position: piece.reached ?? feed.head };
  }
  return sum.result();
}
