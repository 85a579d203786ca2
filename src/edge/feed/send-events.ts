import { once } from "node:events";
import type { OutgoingHttpHeaders } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import { fault } from "../../errors.js";
import { toFailure } from "../export/failures.js";
import type { FeedPage } from "./feed.js";
import type { FeedRequest } from "./feed-routes.js";

/** Changes read at once. */
const PAGE = 500;
/** Proxies close what is silent for longer, in milliseconds. */
const HEARTBEAT_MS = 15_000;

/**
 * Follows a feed live as server-sent events, until the client goes away, the service stops, or the caller may no
 * longer read.
 * @param everyMs how often it looks for changes
 */
export async function sendEvents(reply: FastifyReply, request: FeedRequest, everyMs: number): Promise<void> {
  const { feed, ctx, dataset, newContext, isStopping } = request;
  const { signal } = ctx;
  let page = await feed.read(ctx, dataset, { after: request.after, first: PAGE });
  reply.headers({
    "content-type": "text/event-stream; charset=utf-8",
    "x-accel-buffering": "no",
    // A stopping service need not wait for the client, who has been told.
    connection: "close",
  });
  reply.hijack();
  const { raw } = reply;
  raw.on("error", () => {});
  raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
  let sentAt = Date.now();
  const send = async (text: string) => {
    sentAt = Date.now();
    if (!raw.write(text) && !signal.aborted) await once(raw, "drain", { signal });
  };
  try {
    let told: string | undefined;
    for (;;) {
      if (page.changes.length > 0) await send(eventsOf(page));
      if (!page.hasMore && page.cursor !== told) {
        told = page.cursor;
        await send(event("head", told, { cursor: told }));
      }
      if (!page.hasMore) await pause(everyMs, undefined, { signal });
      if (isStopping()) throw fault("SHUTTING_DOWN");
      if (Date.now() - sentAt >= HEARTBEAT_MS) await send(": still here\n\n");
      const { cursor, until, hasMore } = page;
      page = await feed.read(await newContext(), dataset, {
        after: cursor,
        first: PAGE,
        until: hasMore ? until : undefined,
        quiet: true,
      });
    }
  } catch (error) {
    if (!signal.aborted) raw.end(event("error", undefined, toFailure(error, ctx)));
  }
}

function eventsOf({ changes }: FeedPage): string {
  return changes.map((change) => event("change", change.cursor, change)).join("");
}

/** JSON holds no line feed, so that the data are one line. */
function event(name: string, id: string | undefined, data: object): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
