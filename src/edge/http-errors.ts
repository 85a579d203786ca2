import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { codeOf, ERRORS, type ErrorCode, fault } from "../errors.js";
import { isStoreLost } from "../store/store-fault.js";
import { errorContentType } from "./graphql-over-http.js";

const LONGEST_ECHO = 200;

/** What the error handlers need to know. */
export interface ErrorSurroundings {
  readonly bodyLimitBytes: number;
  readonly log: Logger;
}

/** Answers in the shape that GraphQL clients know, `{ "errors": [...] }`, with the status of the error's code. */
export function sendFault(request: FastifyRequest, reply: FastifyReply, error: GraphQLError): FastifyReply {
  const code = codeOf(error) ?? "INTERNAL";
  if (request.notes) request.notes.codes = [code];
  // RFC 6750: tells an HTTP client what kind of proof is wanted.
  if (ERRORS[code].status === 401) reply.header("www-authenticate", 'Bearer error="invalid_token"');
  return reply
    .code(ERRORS[code].status)
    .header("content-type", errorContentType(request.headers.accept))
    .send(JSON.stringify({ errors: [error] }));
}

/**
 * Turns whatever was thrown on the way into an error of the catalogue. What nobody foresaw is logged with the
 * request id and leaves as INTERNAL, or STORE_UNAVAILABLE where the store was lost.
 */
export function toFault(
  error: unknown,
  request: FastifyRequest,
  { bodyLimitBytes, log }: ErrorSurroundings,
): GraphQLError {
  if (error instanceof GraphQLError && codeOf(error) !== undefined) return error;
  const { code, statusCode } = Object(error) as { code?: string; statusCode?: number };
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return fault("BODY_TOO_LARGE", { limit: bodyLimitBytes });
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return fault("UNSUPPORTED_MEDIA_TYPE", { type: request.headers["content-type"] ?? "(none)" });
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return fault("BODY_UNPARSABLE");
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return fault("BAD_REQUEST", { reason: "the body is not as long as Content-Length says." });
    case "FST_ERR_BAD_URL":
      return fault("BAD_REQUEST", { reason: "the path is not a valid URL." });
    default:
      // The JSON parser marks its complaints (a `__proto__` key, say) by status only.
      if (statusCode === 400) return fault("BODY_UNPARSABLE");
      log.error({ requestId: request.id, err: error }, "unexpected error");
      return isStoreLost(error) ? fault("STORE_UNAVAILABLE") : fault("INTERNAL", { requestId: request.id });
  }
}

/** The path of a request without its query string, short enough to show. */
export function pathOf(url: string): string {
  return (url.split("?", 1)[0] ?? "").slice(0, LONGEST_ECHO);
}

/** Answers bytes that are not HTTP, or headers over Node's limit; there is no request object for those. */
export function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const body = JSON.stringify({
    errors: [fault("BAD_REQUEST" satisfies ErrorCode, { reason: STATUS_CODES[status] ?? "" })],
  });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8`;
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}
