import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { ANONYMOUS } from "../policy/caller.js";
import type { Store } from "../store/store.js";
import { answerText } from "./answer-text.js";
import { type Audit, outcomeOf } from "./audit/audit.js";
import type { Authenticate } from "./authenticate.js";
import type { ServerFor } from "./contract-servers.js";
import type { Exporter } from "./export/exporter.js";
import { exportFormatOf } from "./export/formats.js";
import { refuseCrossSite, refuseOtherTypes, statusOf, wantsHtml } from "./graphql-over-http.js";
import type { IdePage } from "./ide.js";
import { makeContext } from "./make-context.js";
import { plainRequest } from "./plain-request.js";

/** What the route works with. */
export interface GraphRouteParts {
  readonly serverFor: ServerFor;
  /** Answers in other formats than JSON; absent where nothing is exported. */
  readonly exporter: Exporter | undefined;
  readonly authenticate: Authenticate;
  /** Puts on record what is given; absent where nothing is. */
  readonly audit: Audit | undefined;
  readonly store: Store;
  readonly log: Logger;
  /** Answers a browser; absent when there is no IDE. */
  readonly page: IdePage | undefined;
  readonly isStopping: () => boolean;
}

/** Serves `/graphql`: operations with POST and GET, and the IDE's page to a browser. */
export function serveGraph(app: FastifyInstance, parts: GraphRouteParts): void {
  const { authenticate, page, isStopping } = parts;
  const forPage = (request: FastifyRequest) =>
    page !== undefined && request.method === "GET" && wantsHtml(request.headers.accept);

  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    exposeHeadRoute: false,
    // Before the body is read: who may not come in need not be listened to.
    onRequest: async (request) => {
      if (isStopping()) throw fault("SHUTTING_DOWN");
      if (forPage(request)) return;
      request.caller = await authenticate(request.headers.authorization);
      if (request.method === "GET") refuseCrossSite(request.headers);
    },
    handler: async (request, reply) =>
      page && forPage(request) ? page(reply) : await answer(request, reply, parts),
  });
  app.route({
    method: ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"],
    url: "/graphql",
    handler: (request, reply) => {
      reply.header("allow", "GET, POST");
      throw fault("METHOD_NOT_ALLOWED", { method: request.method });
    },
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: GraphRouteParts,
): Promise<FastifyReply> {
  const format = request.method === "POST" ? exportFormatOf(request.headers.accept) : undefined;
  if (parts.exporter && format)
    return await parts.exporter.answer(request, reply, { body: request.body, format });
  const notes = request.notes ?? {};
  const audited = parts.audit?.of(request, parts.exporter === undefined);
  if (audited?.forGateway === true) notes.givesAccess = true;
  const caller = request.caller ?? ANONYMOUS;
  const graphql = await parts.serverFor(caller);
  const context = makeContext({
    requestId: request.id,
    headers: request.headers,
    response: reply.raw,
    caller,
    store: parts.store,
    log: parts.log,
    notes,
    access: audited?.access,
  });
  const { contentType, status, headers, body } = await run(graphql, request, context);
  if (status !== undefined && status >= 400 && notes.codes === undefined) {
    // Apollo refused the request outside its pipeline (no body, no acceptable type), or broke down there.
    if (status >= 500) throw fault("INTERNAL", { requestId: request.id });
    notes.codes = ["BAD_REQUEST"];
  }
  // Nothing has left yet: what cannot be put on record is not given.
  await audited?.release({
    kind: "GRAPHQL",
    operation: notes.operation,
    document: notes.document,
    outcome: outcomeOf(notes, context.signal),
    codes: notes.codes ?? [],
  });
  for (const [name, value] of headers) reply.header(name, value);
  reply.header("content-type", contentType);
  reply.code(statusOf(status, contentType, notes));
  return reply.send(body);
}

/** An answer before it leaves. */
interface Answered {
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string | Buffer | AsyncIterable<string>;
}

async function run(
  graphql: ApolloServer<RequestContext>,
  request: FastifyRequest,
  context: RequestContext,
): Promise<Answered> {
  const plain = plainRequest(request);
  if (plain !== undefined) {
    const { http, body } = await graphql.executeOperation(plain.graphql, { contextValue: context });
    if (body.kind !== "single") throw new TypeError("An answer in parts, which nobody asked for");
    const { errors, data, extensions } = body.singleResult;
    const text = answerText({ errors, data, extensions });
    return { status: http.status, contentType: plain.contentType, headers: http.headers, body: text };
  }
  refuseOtherTypes(request.headers);
  const { headers, status, body } = await graphql.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headersOf(request),
      search: /\?.*$/.exec(request.url)?.[0] ?? "",
      body: request.body,
    },
    context: async () => context,
  });
  const contentType = headers.get("content-type");
  return { status, contentType, headers, body: body.kind === "complete" ? body.string : body.asyncIterator };
}

function headersOf(request: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return map;
}
