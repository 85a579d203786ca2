import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { DEFAULT_SEED_OPTIONS } from "../../seeds/types.js";
import { storeEntities } from "../../src/cli/store-entities.js";
import { readConfig } from "../../src/config.js";
import { buildSubgraph, type Subgraph } from "../../src/dataset/build-subgraph.js";
import { createAuthenticator } from "../../src/edge/authenticate.js";
import { createCallers } from "../../src/edge/callers.js";
import { createGraphQLServer, type GraphSource } from "../../src/edge/graphql-server.js";
import { createEdge } from "../../src/edge/http.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { createLog } from "../../src/edge/log.js";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { Role } from "../../src/policy/caller.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { SUBGRAPHS } from "../../src/subgraphs/index.js";
import type { TypedDocumentString } from "../generated/graphql.js";
import type { TestEngine } from "./engines.js";
import { seededDatabase } from "./seed-template.js";

const SECRET = "a secret of the tests, long enough for HS256";
const CONFIG = readConfig({ JWT_SECRET: SECRET, LOG_LEVEL: "silent" });

/** Of the sample data: enough for every case that the tests look for, in a third of the time. */
export const SCALE = 0.3;

/**
 * A store with the sample data.
 * @param options what it is seeded with; `own: true` for a test that writes: on MariaDB the others share one store
 */
export async function openSeededStore(
  engine: TestEngine,
  { own = false, ...options }: { today?: string; scale?: number; own?: boolean } = {},
): Promise<{ store: Store; drop: () => Promise<void> }> {
  const database = await seededDatabase(engine, { ...DEFAULT_SEED_OPTIONS, scale: SCALE, ...options }, own);
  const store = await openStore(database.url, storeEntities());
  const drop = async () => {
    await store.close();
    await database.drop();
  };
  return { store, drop };
}

/** A service that listens on loopback. */
export interface Served {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Every subgraph, built once: they hold no state. */
export function buildSubgraphs(): Promise<Subgraph[]> {
  return Promise.all(SUBGRAPHS.map(buildSubgraph));
}

/** Serves the graph, with the subgraphs named in `urls` reached there. */
export async function serveGraph(
  store: Store,
  urls: Readonly<Record<string, string>> = {},
  timeoutMs = 5000,
): Promise<Served> {
  const gateway = await createGateway({
    subgraphs: await buildSubgraphs(),
    urls,
    timeoutMs,
    planTimeoutMs: 10_000,
  });
  const app = await serve({ gateway: gateway.apollo }, store, 0, gateway);
  return { ...app, stop: async () => void (await Promise.all([app.stop(), gateway.stop()])) };
}

/** Serves each subgraph alone; the addresses by name. `port` brings one back where it was. */
export async function serveSubgraph(subgraph: Subgraph, store: Store, port = 0): Promise<Served> {
  return serve({ schema: subgraph.schema }, store, port);
}

async function serve(source: GraphSource, store: Store, port: number, gateway?: Gateway): Promise<Served> {
  const log = createLog(CONFIG);
  const graphql = createGraphQLServer({ source, log });
  await graphql.start();
  const callers = createCallers(createAuthenticator(CONFIG.tokenTrust), store, CONFIG.pseudonymKey, 0);
  const app: FastifyInstance = await createEdge({
    config: CONFIG,
    graphql,
    ...(gateway === undefined ? {} : { gateway }),
    callers,
    store,
    log,
    ide: false,
  });
  await app.listen({ host: "127.0.0.1", port });
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    port: address.port,
    stop: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  /** The body as text, for comparing to the byte. */
  readonly text: string;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors:
    | readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[]
    | undefined;
  readonly extensions: Record<string, unknown> | undefined;
}

/** Sends an operation as a caller of this role. */
export async function ask(
  url: string,
  query: string,
  { variables = {}, role = "steward" }: { variables?: Record<string, unknown>; role?: Role } = {},
): Promise<Answer> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (role !== "anonymous") headers["authorization"] = `Bearer ${await testToken(role)}`;
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  const text = await response.text();
  return { status: response.status, text, ...(JSON.parse(text) as Omit<Answer, "status" | "text">) };
}

/** Sends an operation of the project's own; what comes back has its generated type. */
export async function askTyped<Result, Variables extends Record<string, unknown>>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  role: Role = "steward",
): Promise<Result> {
  const { data, errors } = await ask(url, document.toString(), { variables, role });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data as Result;
}

/** A token that the served graphs accept; a partner's speaks for Zhejiang unless another division is named. */
export function testToken(role: Role, partner = "33", duties: readonly string[] = []): Promise<string> {
  return issueToken(SECRET, {
    role,
    subject: `test-${role}`,
    ttlSeconds: 600,
    partner: role === "partner" ? partner : undefined,
    duties,
  });
}
