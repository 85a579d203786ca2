import { once } from "node:events";
import type { OutgoingHttpHeaders } from "node:http";
import { setImmediate } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import type { RequestContext } from "../../context.js";
import type { ExportContent } from "./content.js";
import { toFailure } from "./failures.js";
import { CONTENT_TYPES, type ExportFormat } from "./formats.js";

/** What is sent. */
export interface ExportAnswer {
  readonly id: string;
  /** Of the file, without its ending; letters, digits, `_` and `-` only. */
  readonly name: string;
  readonly format: ExportFormat;
  readonly chunks: AsyncIterable<string | Buffer>;
  readonly content: Pick<ExportContent, "facts" | "outcome">;
  readonly ctx: RequestContext;
}

/**
 * Sends an export while it is being made, no faster than the client reads it, and no further once it went away.
 *
 * An export that breaks off says so in its last line, and the connection ends without the end mark of the HTTP
 * message: a browser shows a failed download, curl and the like report an error, and what arrived can still be read.
 */
export async function sendExport(reply: FastifyReply, answer: ExportAnswer): Promise<void> {
  const { id, name, format, chunks, content, ctx } = answer;
  const { facts, outcome } = content;
  const forbidden = [...outcome.forbidden.keys()];
  reply.headers({
    "content-type": CONTENT_TYPES[format],
    "content-disposition": `attachment; filename="${name}.${format}"`,
    "x-export-id": id,
    // So that its end can be told from a break, and that a stopping service need not wait for the client.
    connection: "close",
    ...(forbidden.length === 0 ? {} : { "x-export-forbidden": forbidden.join(", ") }),
    ...(facts.hiddenGroups === 0 ? {} : { "x-export-hidden-groups": String(facts.hiddenGroups) }),
  });
  reply.hijack();
  const { raw } = reply;
  raw.on("error", () => {});
  raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
  try {
    for await (const chunk of chunks) {
      if (!raw.write(chunk) && !ctx.signal.aborted) await once(raw, "drain", { signal: ctx.signal });
      if (ctx.signal.aborted) break;
    }
  } catch (error) {
    if (!ctx.signal.aborted) outcome.failure = toFailure(error, ctx);
  } finally {
    outcome.progress.done = true;
    outcome.progress.error = outcome.failure ?? null;
  }
  const { rows } = outcome.progress;
  if (ctx.signal.aborted) {
    ctx.log.info({ exportId: id, rows }, "export left by its client");
  } else if (outcome.failure === undefined) {
    raw.end();
  } else {
    ctx.log.warn({ exportId: id, rows, code: outcome.failure.code }, "export broke off");
    await setImmediate();
    // Sends what is waiting, then closes.
    raw.socket?.destroySoon();
  }
}
