import type { AddressInfo } from "node:net";
import { parse as parseCsv } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";
import { readConfig } from "../../src/config.js";
import { createAuthenticator } from "../../src/edge/authenticate.js";
import { createCallers } from "../../src/edge/callers.js";
import { createGraphQLServer } from "../../src/edge/graphql-server.js";
import { createEdge } from "../../src/edge/http.js";
import { createLog } from "../../src/edge/log.js";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { Store } from "../../src/store/store.js";
import { FEED } from "../../src/subgraphs/index.js";
import { buildSubgraphs, testToken } from "../support/graph-harness.js";

const CONFIG = readConfig({ JWT_SECRET: "a secret of the tests, long enough for HS256" });

/**
 * Everything that leaves the service for one request: what is in the headers, and the body taken apart; what cursors
 * hold too.
 */
export interface Left {
  readonly status: number;
  readonly values: unknown;
  /** The body, where it is JSON. */
  readonly body?: unknown;
}

/** Of an operation. */
type Variables = Readonly<Record<string, unknown>>;

/** The whole service over HTTP, with every format, the feeds, and its log at its most talkative. */
export interface HttpSide {
  readonly gateway: Gateway;
  get(path: string, partner: string, accept?: string): Promise<Left>;
  post(query: string, partner: string, accept?: string, variables?: Variables): Promise<Left>;
  /**
   * Asks where no contract stands before the graph, as where all subgraphs are elsewhere: the whole schema validates,
   * and nothing but the policy is between a caller and a row.
   */
  postWide(query: string, partner: string, variables?: Variables): Promise<Left>;
  /** The events of a feed from its start until nothing is left to tell. */
  follow(dataset: string, partner: string): Promise<Left>;
  /** What was logged since the last call. */
  logged(): unknown[];
  stop(): Promise<void>;
}

/** Serves a store on loopback. */
export async function serveHttpSide(store: Store): Promise<HttpSide> {
  let lines: string[] = [];
  const log = createLog({ logLevel: "trace" }, { write: (line: string) => void lines.push(line) });
  const gateway = await createGateway({
    subgraphs: await buildSubgraphs(),
    urls: {},
    timeoutMs: 5000,
    planTimeoutMs: 10_000,
  });
  const served = await serveEdge(gateway, store, log);
  const wide = await serveEdge({ ...gateway, contracts: { of: () => undefined } }, store, log);
  const { origin } = served;
  const headers = async (partner: string, accept: string) => ({
    authorization: `Bearer ${await testToken("partner", partner)}`,
    accept,
  });
  return {
    gateway,
    get: async (path, partner, accept = "*/*") =>
      takenApart(await fetch(`${origin}${path}`, { headers: await headers(partner, accept) })),
    post: async (query, partner, accept = "application/json", variables = {}) =>
      asked(origin, await headers(partner, accept), query, variables),
    postWide: async (query, partner, variables = {}) =>
      asked(wide.origin, await headers(partner, "application/json"), query, variables),
    async follow(dataset, partner) {
      const leave = new AbortController();
      const response = await fetch(`${origin}/feed/${dataset}`, {
        headers: await headers(partner, "text/event-stream"),
        signal: leave.signal,
      });
      let text = "";
      try {
        for await (const chunk of response.body ?? []) {
          text += Buffer.from(chunk).toString("utf8");
          // The head comes once all is told, and an error ends it.
          if (/^event: (head|error)\n.*\n\n/m.test(text)) break;
        }
      } finally {
        leave.abort();
      }
      const data = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json as string));
      const rest = text.split("\n").filter((line) => !line.startsWith("data: "));
      return { status: response.status, values: [[...response.headers], data, rest] };
    },
    logged() {
      const since = lines.map((line) => JSON.parse(line));
      lines = [];
      return since;
    },
    async stop() {
      await served.stop();
      await wide.stop();
      await gateway.stop();
    },
  };
}

/** One edge over the gateway, with its log. */
async function serveEdge(
  gateway: Pick<Gateway, "apollo" | "apiSchema" | "execute" | "contracts">,
  store: Store,
  log: ReturnType<typeof createLog>,
) {
  const graphql = createGraphQLServer({ source: { gateway: gateway.apollo }, log });
  await graphql.start();
  const app = await createEdge({
    config: CONFIG,
    graphql,
    gateway,
    feed: FEED,
    followEveryMs: 20,
    callers: createCallers(createAuthenticator(CONFIG.tokenTrust), store, CONFIG.pseudonymKey, 0),
    store,
    log,
    ide: false,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    stop: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

async function asked(
  origin: string,
  headers: Readonly<Record<string, string>>,
  query: string,
  variables: Variables,
): Promise<Left> {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return takenApart(response);
}

async function takenApart(response: Response): Promise<Left> {
  const headers = [...response.headers];
  const type = response.headers.get("content-type") ?? "";
  const bytes = Buffer.from(await response.arrayBuffer());
  const values = await valuesIn(type, bytes);
  return {
    status: response.status,
    values: [headers, values, [...cursorsIn(values)]],
    ...(type.includes("json") && !type.includes("ndjson") ? { body: values } : {}),
  };
}

/** What the cursors of lists hold: the values that their last row is ordered by. */
function* cursorsIn(value: unknown): Generator<unknown> {
  if (typeof value === "string") {
    if (!/^Wy[\w-]{10,}$/.test(value)) return;
    try {
      yield JSON.parse(Buffer.from(value, "base64url").toString("utf8"));
    } catch {
      // A text that looks like one.
    }
  } else if (Array.isArray(value)) for (const each of value) yield* cursorsIn(each);
  else if (typeof value === "object" && value !== null)
    for (const each of Object.values(value)) yield* cursorsIn(each);
}

async function valuesIn(type: string, body: Buffer): Promise<unknown> {
  if (type.includes("spreadsheetml"))
    return (await readXlsxFile(body)).flatMap(({ sheet, data }) => [sheet, data]);
  const text = body.toString("utf8");
  if (type.includes("csv")) return parseCsv(text, { bom: true, relax_column_count: true });
  if (type.includes("ndjson"))
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as unknown]));
  return type.includes("json") ? (JSON.parse(text) as unknown) : text.split("\n");
}
