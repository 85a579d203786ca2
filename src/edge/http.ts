import type { ApolloServer } from "@apollo/server";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import type { Gateway } from "../gateway/gateway.js";
import type { Caller } from "../policy/caller.js";
import type { Store } from "../store/store.js";
import type { Audit } from "./audit/audit.js";
import type { Callers } from "./callers.js";
import { serveContracts } from "./contract-routes.js";
import { serversByContract } from "./contract-servers.js";
import { serveExports } from "./export/export-routes.js";
import { createExporter } from "./export/exporter.js";
import type { Feed } from "./feed/feed.js";
import { serveFeeds } from "./feed/feed-routes.js";
import { serveGraph } from "./graph-route.js";
import { createGraphQLServer } from "./graphql-server.js";
import { serveHealth } from "./health.js";
import { answerBrokenHttp, pathOf, sendFault, toFault } from "./http-errors.js";
import { serveIde } from "./ide.js";
import { acceptJsonOnly } from "./json-body.js";
import { requestLines } from "./log.js";
import { requestIdOf } from "./make-context.js";
import { createQueryBook } from "./query-book.js";
import { serveQueries } from "./query-routes.js";
import type { RequestNotes } from "./request-notes.js";
import { readSavedQueries } from "./saved-queries.js";

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller | null;
    notes: RequestNotes | null;
  }
}

/** What the edge is built from. */
export interface EdgeParts {
  readonly config: Pick<Config, "bodyLimitBytes">;
  /** Started already; the edge stops it when it closes. */
  readonly graphql: ApolloServer<RequestContext>;
  /** What exports and saved queries run on; a subgraph that is served alone has neither. */
  readonly gateway?: Pick<Gateway, "apiSchema" | "execute" | "contracts"> & Partial<Pick<Gateway, "counts">>;
  readonly callers: Callers;
  /** Puts on record what callers pull; without it nothing is. */
  readonly audit?: Audit | undefined;
  /** What `/feed` is served from; absent where the feed subgraph is not. */
  readonly feed?: Feed | undefined;
  /** How often followers of a feed are looked after, in milliseconds. */
  readonly followEveryMs?: number;
  /** Asked by `/readyz` and handed to every request; whoever opened it closes it. */
  readonly store: Store;
  readonly log: Logger;
  /** How operations were executed so far, for `/readyz`. @default those of the gateway */
  readonly counts?: Gateway["counts"] | undefined;
  /** Whether a browser gets the IDE at `/graphql`. @default true */
  readonly ide?: boolean;
}

// A client has this long to send a request in full, in milliseconds.
const REQUEST_TIMEOUT_MS = 30_000;
/**
 * A connection on which nothing moves for so long is closed, in milliseconds: a client that does not read would keep its answer in
 * memory for ever. Longer than any answer takes to begin; followers of feeds hear something every few seconds.
 */
const SILENT_MS = 120_000;
/** Of the documents that are kept for one partner: some hundred. */
const CONTRACT_CHARACTERS = 128 * 1024;

/**
 * Makes the HTTP service: the graph, exports and saved queries, the IDE, health. It does not listen yet.
 * @throws SAVED_QUERY_INVALID
 */
export async function createEdge({
  config,
  graphql,
  gateway,
  callers,
  audit,
  feed,
  followEveryMs,
  store,
  log,
  counts = gateway?.counts,
  ide,
}: EdgeParts): Promise<FastifyInstance> {
  const { authenticate } = callers;
  const logRequest = requestLines(log);
  const surroundings = { bodyLimitBytes: config.bodyLimitBytes, log };
  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    sendFault(request, reply, toFault(error, request, surroundings));
  const app = Fastify({
    // Fastify's own lines hold URLs and headers; ours are written below.
    logger: false,
    bodyLimit: config.bodyLimitBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: SILENT_MS,
    genReqId: (raw) => requestIdOf(raw.headers),
    return503OnClosing: false,
    frameworkErrors: fail,
    clientErrorHandler: answerBrokenHttp,
  });
  let stopping = false;
  acceptJsonOnly(app);
  app.decorateRequest("caller", null);
  app.decorateRequest("notes", null);
  app.addHook("preClose", async () => {
    stopping = true;
  });
  app.addHook("onClose", () => graphql.stop());
  app.addHook("onRequest", (request, reply, done) => {
    request.notes = {};
    reply.headers({
      "x-request-id": request.id,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    done();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    // Lets a kept-alive connection end with its request, so that stopping does not wait for the client.
    if (stopping) reply.header("connection", "close");
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    logRequest({
      requestId: request.id,
      method: request.method,
      path: pathOf(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      operation: request.notes?.operation,
      role: request.caller?.role,
      codes: request.notes?.codes,
    });
    done();
  });
  app.setErrorHandler(fail);
  app.setNotFoundHandler((request) => {
    throw fault("ROUTE_UNKNOWN", { path: pathOf(request.url) });
  });
  serveHealth(app, { store, counts, isStopping: () => stopping });
  const page = ide === false ? undefined : await serveIde(app, { queries: gateway !== undefined });
  const exporter = gateway && (await createExporter({ gateway, store, log, authenticate, audit }));
  if (gateway && exporter) {
    const { apiSchema, contracts } = gateway;
    const book = createQueryBook({
      schema: apiSchema,
      schemaFor: (caller) => contracts.of(caller)?.schema,
      files: readSavedQueries(apiSchema),
      // A gateway whose subgraphs are all elsewhere has a store in name only.
      store: "db" in store ? store : undefined,
    });
    await serveQueries(app, { book, authenticate, isStopping: () => stopping });
    serveExports(app, { exporter, apiSchema, contracts, book, authenticate, isStopping: () => stopping });
    serveContracts(app, { apiSchema, contracts, callers, isStopping: () => stopping });
    app.addHook("onClose", () => exporter.stop());
  }
  serveFeeds(app, { feed, authenticate, audit, store, log, followEveryMs, isStopping: () => stopping });
  const serverFor = serversByContract(graphql, gateway?.contracts, ({ apollo }) =>
    createGraphQLServer({
      ...{ source: { gateway: apollo }, log, mostCharacters: CONTRACT_CHARACTERS, contract: true },
    }),
  );
  serveGraph(app, { serverFor, exporter, authenticate, audit, store, log, page, isStopping: () => stopping });
  return app;
}
