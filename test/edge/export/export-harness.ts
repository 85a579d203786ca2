import type { AddressInfo } from "node:net";
import { readConfig } from "../../../src/config.js";
import { createAuthenticator } from "../../../src/edge/authenticate.js";
import { createCallers } from "../../../src/edge/callers.js";
import { createGraphQLServer } from "../../../src/edge/graphql-server.js";
import { createEdge } from "../../../src/edge/http.js";
import { issueToken } from "../../../src/edge/issue-token.js";
import { createLog } from "../../../src/edge/log.js";
import { createGateway, type Gateway } from "../../../src/gateway/gateway.js";
import type { Role } from "../../../src/policy/caller.js";
import type { Store } from "../../../src/store/store.js";
import { buildSubgraphs } from "../../support/graph-harness.js";

const SECRET = "a secret of the export tests, long enough";
const CONFIG = readConfig({ JWT_SECRET: SECRET, LOG_LEVEL: "silent" });

/** A graph that exports, listening on loopback. */
export interface ExportGraph {
  readonly origin: string;
  /** Pages and operations that the gateway was asked for. */
  readonly executed: () => number;
  /** Sends an operation and asks for a format; `text/csv` by default. */
  post(query: string, options?: PostOptions): Promise<Response>;
  /** Sends an operation and asks for JSON. */
  ask<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  get(path: string, options?: { role?: Role; subject?: string; signal?: AbortSignal }): Promise<Response>;
  /** Sends whatever is to be sent. */
  send(method: string, path: string, options?: SendOptions): Promise<Response>;
  stop(): Promise<void>;
}

/** How a request of any method is sent. */
export interface SendOptions {
  readonly role?: Role;
  readonly subject?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** How an operation is sent. */
export interface PostOptions {
  readonly accept?: string;
  readonly role?: Role;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  /** With its question mark. */
  readonly search?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** Serves the graph over a store. `wrap` may stand between the edge and the gateway's executor. */
export async function serveExportGraph(
  store: Store,
  wrap: (execute: Gateway["execute"]) => Gateway["execute"] = (execute) => execute,
  urls: Readonly<Record<string, string>> = {},
  ide = false,
): Promise<ExportGraph> {
  const gateway = await createGateway({
    subgraphs: await buildSubgraphs(),
    urls,
    timeoutMs: 5000,
    planTimeoutMs: 10_000,
  });
  const log = createLog(CONFIG);
  const graphql = createGraphQLServer({ source: { gateway: gateway.apollo }, log });
  await graphql.start();
  let executed = 0;
  const execute = wrap(gateway.execute);
  const app = await createEdge({
    config: CONFIG,
    graphql,
    gateway: {
      apiSchema: gateway.apiSchema,
      contracts: gateway.contracts,
      execute: (operation, ctx) => {
        executed += 1;
        return execute(operation, ctx);
      },
    },
    callers: createCallers(createAuthenticator(CONFIG.tokenTrust), store, CONFIG.pseudonymKey, 0),
    store,
    log,
    ide,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const post: ExportGraph["post"] = async (query, options = {}) => {
    const { accept = "text/csv", role = "steward", variables, operationName, search = "", signal } = options;
    return fetch(`${origin}/graphql${search}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "accept-language": "en",
        accept,
        ...(await authorization(role)),
        ...options.headers,
      },
      body: JSON.stringify({ query, variables, operationName }),
      ...(signal === undefined ? {} : { signal }),
    });
  };
  return {
    origin,
    executed: () => executed,
    post,
    ask: async <Data>(query: string, variables: Record<string, unknown> = {}) => {
      const response = await post(query, { accept: "application/json", variables });
      const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    get: async (path, { role = "steward", subject, signal } = {}) =>
      fetch(`${origin}${path}`, {
        headers: { "accept-language": "en", ...(await authorization(role, subject)) },
        ...(signal === undefined ? {} : { signal }),
      }),
    send: async (method, path, { role = "steward", subject, headers, body } = {}) =>
      fetch(`${origin}${path}`, {
        method,
        headers: { ...(await authorization(role, subject)), ...headers },
        ...(body === undefined ? {} : { body }),
      }),
    stop: async () => {
      app.server.closeAllConnections();
      await app.close();
      await gateway.stop();
    },
  };
}

async function authorization(role: Role, subject = "tester"): Promise<Record<string, string>> {
  if (role === "anonymous") return {};
  const partner = role === "partner" ? "33" : undefined;
  return { authorization: `Bearer ${await issueToken(SECRET, { role, subject, ttlSeconds: 600, partner })}` };
}

/** The code of a refusal, with its status. */
export async function refusal(response: Response): Promise<[string | undefined, number]> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return [errors[0]?.extensions.code, response.status];
}

/** The lines of an NDJSON export. */
export async function ndjson(response: Response): Promise<Record<string, never>[]> {
  return (await response.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, never>);
}
