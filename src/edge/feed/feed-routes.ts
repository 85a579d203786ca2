import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { RequestContext } from "../../context.js";
import { fault } from "../../errors.js";
import { ANONYMOUS } from "../../policy/caller.js";
import type { Store } from "../../store/store.js";
import type { Audit } from "../audit/audit.js";
import type { Authenticate } from "../authenticate.js";
import { refuseCrossSite } from "../graphql-over-http.js";
import { makeContext } from "../make-context.js";
import { auditedFeed } from "./audited-feed.js";
import { countedFeed } from "./counted-feed.js";
import type { Feed } from "./feed.js";
import { sendChanges } from "./send-changes.js";
import { sendEvents } from "./send-events.js";

/** What the routes work with. */
export interface FeedRouteParts {
  /** Absent where the feed subgraph is elsewhere. */
  readonly feed: Feed | undefined;
  readonly authenticate: Authenticate;
  /** Puts on record what is pulled; without it nothing is. */
  readonly audit: Audit | undefined;
  readonly store: Store;
  readonly log: Logger;
  readonly isStopping: () => boolean;
  /** How often followers are looked after, in milliseconds. @default 1000 */
  readonly followEveryMs?: number | undefined;
}

/** One request for a feed. */
export interface FeedRequest {
  readonly ctx: RequestContext;
  /** A context for the next page, with the caller's token proved again: it may end, and grants may change. */
  newContext(): Promise<RequestContext>;
  readonly feed: Feed;
  readonly dataset: string;
  readonly after: string | undefined;
  readonly isStopping: () => boolean;
}

/** Followers at once. Each costs a look at the feed every second. */
const FOLLOWERS_MAXIMUM = 100;
/** Those of one caller: nobody takes the places of all others. */
const FOLLOWERS_OF_ONE = 20;

type Named = { Params: { dataset: string } };

/** Serves `/feed/<dataset>`, as NDJSON or as server-sent events, and `/feed/<dataset>/digest`. */
export function serveFeeds(app: FastifyInstance, parts: FeedRouteParts): void {
  const { authenticate, isStopping, followEveryMs = 1000 } = parts;
  const onRequest = async (request: FastifyRequest) => {
    if (isStopping()) throw fault("SHUTTING_DOWN");
    request.caller = await authenticate(request.headers.authorization);
    refuseCrossSite(request.headers);
  };
  const options = { onRequest, exposeHeadRoute: false };
  const followers = new Map<string, number>();

  for (const path of ["/feed", "/feed/"])
    app.get(path, options, async (request, reply) => {
      if (parts.feed === undefined) throw fault("FEED_ELSEWHERE");
      const ctx = contextOf(request, reply, parts);
      throw fault("FEED_UNNAMED", { datasets: named(parts.feed.offered(ctx)) });
    });

  app.get<Named>("/feed/:dataset", options, async (request, reply) => {
    const follows = /\btext\/event-stream\b/.test(request.headers.accept ?? "");
    const { after, first } = optionsOf(request, follows ? ["after"] : ["after", "first"]);
    const last = request.headers["last-event-id"];
    const asked = requestOf(request, reply, parts, typeof last === "string" && last !== "" ? last : after);
    if (!follows) {
      await sendChanges(reply, asked, first === undefined ? Number.POSITIVE_INFINITY : pageSize(first));
      return reply;
    }
    const { role, partner, subject } = asked.ctx.caller;
    const who = JSON.stringify([role, partner ?? subject]);
    const own = followers.get(who) ?? 0;
    const all = [...followers.values()].reduce((sum, each) => sum + each, 0);
    const [there, most] = own >= FOLLOWERS_OF_ONE ? ["of yours ", own] : ["", all];
    if (own >= FOLLOWERS_OF_ONE || all >= FOLLOWERS_MAXIMUM) {
      throw fault("FEED_BUSY", { reason: `There are ${most} followers ${there}already` });
    }
    followers.set(who, own + 1);
    try {
      await sendEvents(reply, asked, followEveryMs);
    } finally {
      const left = (followers.get(who) ?? 1) - 1;
      if (left > 0) followers.set(who, left);
      else followers.delete(who);
    }
    return reply;
  });

  app.get<Named>("/feed/:dataset/digest", options, async (request, reply) => {
    const { at } = optionsOf(request, ["at"]);
    const { feed, ctx, dataset } = requestOf(request, reply, parts, undefined);
    return feed.digest(ctx, dataset, at);
  });
}

function requestOf(
  request: FastifyRequest<Named>,
  reply: FastifyReply,
  parts: FeedRouteParts,
  after: string | undefined,
): FeedRequest {
  const { feed, authenticate, audit, isStopping } = parts;
  if (feed === undefined) throw fault("FEED_ELSEWHERE");
  const { headers, params } = request;
  const audited = audit?.of(request, false);
  const ctx = contextOf(request, reply, parts, audited?.access);
  const dataset = params.dataset.toUpperCase();
  if (!feed.datasets.includes(dataset)) {
    throw fault("FEED_UNKNOWN", { dataset: params.dataset.slice(0, 60), datasets: named(feed.offered(ctx)) });
  }
  return {
    ctx,
    newContext: async () => ({ ...ctx, caller: await authenticate(headers.authorization), sources: [] }),
    feed: countedFeed(auditedFeed(audited, feed)),
    dataset,
    after,
    isStopping,
  };
}

function contextOf(
  { id: requestId, headers, caller, notes }: FastifyRequest,
  reply: FastifyReply,
  { store, log }: FeedRouteParts,
  access?: RequestContext["access"],
): RequestContext {
  const known = { caller: caller ?? ANONYMOUS, notes: notes ?? {} };
  return makeContext({ requestId, headers, response: reply.raw, store, log, access, ...known });
}

/** As they stand in paths. */
const named = (datasets: readonly string[]) =>
  datasets.map((name) => name.toLowerCase()).join(", ") || "none";

type Options = { readonly [name in "after" | "first" | "at"]?: string };

/** @throws FEED_OPTION for another option, and for one that comes twice */
function optionsOf({ query }: FastifyRequest, known: readonly string[]): Options {
  const given = Object(query) as Record<string, unknown>;
  for (const [option, value] of Object.entries(given)) {
    if (known.includes(option) && typeof value === "string" && value !== "") continue;
    throw fault("FEED_OPTION", { option: option.slice(0, 60), options: known.join(", ") });
  }
  return given as Options;
}

function pageSize(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw fault("BAD_PAGE_SIZE", { argument: "first", maximum: 9_999_999_999, value: text.slice(0, 20) });
}
