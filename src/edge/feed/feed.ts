import type { RequestContext } from "../../context.js";

/** A piece of a feed. */
export interface FeedPage {
  /** Each is a line, in this order of its keys. */
  readonly changes: readonly { readonly cursor: string }[];
  /** Where to go on, also when nothing was given. */
  readonly cursor: string;
  /** Whether there is more up to where the walk goes. */
  readonly hasMore: boolean;
  /** How far the walk goes: to be handed to its next page. */
  readonly until: number;
}

/** Which piece. */
export interface FeedRead {
  readonly after?: string | undefined;
  readonly first: number;
  readonly until?: number | undefined;
  /** Whether a page that gives nothing needs no record: a follower looks every second. */
  readonly quiet?: boolean;
}

/** What the edge serves feeds from. The caller's rights are read from each context that it is handed. */
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
  /** @throws as `read`, and FEED_BUSY */
  digest(ctx: RequestContext, dataset: string, at?: string): Promise<object>;
}
