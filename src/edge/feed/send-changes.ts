import { createHash } from "node:crypto";
import { once } from "node:events";
import type { OutgoingHttpHeaders } from "node:http";
import { setImmediate } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import { fault } from "../../errors.js";
import { toFailure } from "../export/failures.js";
import { createEncoder } from "./encoder.js";
import type { FeedPage } from "./feed.js";
import type { FeedRequest } from "./feed-routes.js";

/** Lines read at once: what a pull holds in memory. Each time costs a dozen exchanges with a store that is a server. */
const PAGE = 2000;

/**
 * Sends a pull as NDJSON while it is read, no faster than the client takes it, and no further once it went away. The
 * first page is read before anything is sent: what goes wrong there gets an answer of its own. What goes wrong later
 * is the last line, and the connection closes without the end of the HTTP message.
 * @param limit lines at most
 */
export async function sendChanges(reply: FastifyReply, request: FeedRequest, limit: number): Promise<void> {
  const { feed, ctx, dataset, after, newContext, isStopping } = request;
  let page = await feed.read(ctx, dataset, { after, first: Math.min(PAGE, limit) });
  // A stopping service need not wait for the client once all is sent.
  reply.headers({ "content-type": "application/x-ndjson; charset=utf-8", connection: "close" });
  reply.hijack();
  const { raw } = reply;
  raw.on("error", () => {});
  raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
  const digest = createHash("sha256");
  let count = 0;
  const encoder = createEncoder();
  const send = async (lines: readonly string[]) => {
    const { bytes, released } = await encoder.encode(lines);
    digest.update(bytes);
    // Called also when the client went away.
    if (!raw.write(bytes, released) && !ctx.signal.aborted) await once(raw, "drain", { signal: ctx.signal });
  };
  try {
    for (;;) {
      count += page.changes.length;
      if (page.changes.length > 0) await send(page.changes.map(lineOf));
      if (ctx.signal.aborted || !page.hasMore || count >= limit) break;
      if (isStopping()) throw fault("SHUTTING_DOWN");
      const { cursor, until } = page;
      page = await feed.read(await newContext(), dataset, {
        after: cursor,
        first: Math.min(PAGE, limit - count),
        until,
      });
    }
    if (ctx.signal.aborted) return;
    const { cursor, hasMore } = page;
    raw.end(`${JSON.stringify({ end: true, cursor, count, hasMore, digest: digest.digest("hex") })}\n`);
  } catch (error) {
    if (ctx.signal.aborted) return;
    const failure = toFailure(error, ctx);
    ctx.log.warn({ dataset, count, code: failure.code }, "pull broke off");
    raw.write(`${JSON.stringify({ error: failure })}\n`);
    await setImmediate();
    // Sends what is waiting, then closes.
    raw.socket?.destroySoon();
  }
}

/** Lines are not put together as text: one of hundreds of kilobytes costs several times what its parts do. */
const lineOf = (change: FeedPage["changes"][number]) => `${JSON.stringify(change)}\n`;
