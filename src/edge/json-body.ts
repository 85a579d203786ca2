import type { FastifyInstance, FastifyRequest } from "fastify";
import { fault } from "../errors.js";

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Makes JSON in UTF-8 the only body that is read. No other type may come in: a browser sends forms and plain
 * text across sites without asking.
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    const text = decoded(request, body as Buffer);
    if (text instanceof Error) done(text);
    else parse(request, text, done);
  });
}

function decoded(request: FastifyRequest, body: Buffer): string | Error {
  const type = request.headers["content-type"] ?? "";
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) return fault("UNSUPPORTED_MEDIA_TYPE", { type });
  try {
    return decoder.decode(body);
  } catch {
    return fault("BODY_UNPARSABLE");
  }
}
