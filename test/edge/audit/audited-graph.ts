import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { readConfig } from "../../../src/config.js";
import type { Subgraph } from "../../../src/dataset/build-subgraph.js";
import { createAudit } from "../../../src/edge/audit/audit.js";
import { createAuthenticator } from "../../../src/edge/authenticate.js";
import { createCallers } from "../../../src/edge/callers.js";
import { createGraphQLServer } from "../../../src/edge/graphql-server.js";
import { createEdge } from "../../../src/edge/http.js";
import { issueToken } from "../../../src/edge/issue-token.js";
import { createLog } from "../../../src/edge/log.js";
import { createGateway, type Gateway } from "../../../src/gateway/gateway.js";
import type { Role } from "../../../src/policy/caller.js";
import { unpackIds } from "../../../src/store/audit-chain.js";
import type { Store } from "../../../src/store/store.js";
import { writeRows } from "../../../src/store/write-rows.js";
import { expertRow } from "../../subgraphs/experts/expert-row.js";
import { buildSubgraphs } from "../../support/graph-harness.js";
import { teamRow } from "../../support/team-row.js";

const SECRET = "a secret of the audit tests, long enough";
const CONFIG = readConfig({ JWT_SECRET: SECRET, LOG_LEVEL: "silent" });

/** Who asks, and with what. */
export interface Asking {
  readonly role?: Role;
  readonly subject?: string;
  /** The division that a partner speaks for. */
  readonly partner?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** A service whose pulls are audited, listening on loopback. */
export interface AuditedGraph {
  readonly origin: string;
  send(query: string, asking?: Asking, variables?: Record<string, unknown>): Promise<Response>;
  get(path: string, asking?: Asking): Promise<Response>;
  /** Puts something between exports and the gateway's executor, until it is called again without. */
  between(wrap?: (execute: Gateway["execute"]) => Gateway["execute"]): void;
  stop(): Promise<void>;
}

/** How a graph is served. */
export interface AuditedOptions {
  readonly key: string;
  readonly urls?: Readonly<Record<string, string>>;
  /** A subgraph that is served alone, instead of the graph. */
  readonly alone?: Subgraph;
}

let subgraphs: Promise<Subgraph[]> | undefined;

/** Serves a graph, or one subgraph alone, over a store that its audit is written to as well. */
export async function serveAudited(store: Store, options: AuditedOptions): Promise<AuditedGraph> {
  const { key, urls = {}, alone } = options;
  const log = createLog(CONFIG);
  // Built once: they hold no state.
  subgraphs ??= buildSubgraphs();
  const gateway =
    alone === undefined
      ? await createGateway({
          subgraphs: await subgraphs,
          urls,
          timeoutMs: 5000,
          planTimeoutMs: 10_000,
          auditKey: key,
        })
      : undefined;
  let execute: Gateway["execute"] = gateway?.execute as Gateway["execute"];
  const source = alone === undefined ? { gateway: (gateway as Gateway).apollo } : { schema: alone.schema };
  const graphql = createGraphQLServer({ source, log });
  await graphql.start();
  const app = await createEdge({
    config: CONFIG,
    graphql,
    ...(gateway && {
      gateway: {
        apiSchema: gateway.apiSchema,
        contracts: gateway.contracts,
        execute: (...asked) => execute(...asked),
      },
    }),
    callers: createCallers(createAuthenticator(CONFIG.tokenTrust), store, CONFIG.pseudonymKey, 0),
    audit: createAudit({ store, key, log }),
    store,
    log,
    ide: false,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const asked = async ({ role = "steward", subject = "tester", partner, headers, signal }: Asking = {}) => ({
    headers: { ...(role === "anonymous" ? {} : await bearer(role, subject, partner)), ...headers },
    ...(signal && { signal }),
  });
  return {
    origin,
    async send(query, asking, variables) {
      const { headers, ...rest } = await asked(asking);
      const body = JSON.stringify({ query, variables });
      const sent = { "content-type": "application/json", ...headers };
      return fetch(`${origin}/graphql`, { method: "POST", headers: sent, body, ...rest });
    },
    get: async (path, asking) => fetch(`${origin}${path}`, await asked(asking)),
    between: (wrap) => {
      execute = wrap === undefined ? (gateway as Gateway).execute : wrap((gateway as Gateway).execute);
    },
    async stop() {
      app.server.closeAllConnections();
      await app.close();
      await gateway?.stop();
    },
  };
}

/** A header that the graphs under test accept. */
export async function bearer(
  role: Role,
  subject: string,
  partner?: string,
): Promise<{ authorization: string }> {
  const token = await issueToken(SECRET, { role, subject, partner, ttlSeconds: 600 });
  return { authorization: `Bearer ${token}` };
}

/** An entry as it is stored, by the names of its columns, with what it says was read. */
export interface KeptEntry extends Record<string, unknown> {
  readonly reads: readonly (Record<string, unknown> & { readonly ids: readonly string[] })[];
}

/** Every entry in a store, oldest first. */
export async function kept({ db }: Store): Promise<KeptEntry[]> {
  const entries = await sql<Record<string, unknown>>`select * from audit_entry order by seq`.execute(db);
  const reads = await sql<Record<string, unknown>>`select * from audit_read order by seq, type`.execute(db);
  return entries.rows.map((entry) => ({
    ...entry,
    reads: reads.rows
      .filter(({ seq }) => seq === entry["seq"])
      .map((read) => ({ ...read, ids: unpackIds(read["ids"] as Uint8Array | null) })),
  }));
}

/** Forgets every entry of a store. */
export async function forget({ db }: Store): Promise<void> {
  await sql`delete from audit_read`.execute(db);
  await sql`delete from audit_entry`.execute(db);
  await sql`update audit_head set seq = 0, hash = ${"0".repeat(64)}`.execute(db);
}

/** A pull of which one field is refused to an analyst. */
export const TEAMS = "query Teams { teams(first: 2) { nodes { id name contactName } } }";

/** Writes what is pulled: 1,201 teams, and two experts of whom one advises a team. */
export async function writeRecords(store: Store): Promise<void> {
  const teams = Array.from({ length: 1200 }, (_, at) => teamRow({ id: `t${String(at).padStart(4, "0")}` }));
  await writeRows(store.db, "team", [...teams, teamRow({ id: "u1", name: "独一无二" })]);
  await writeRows(store.db, "expert", [expertRow({ id: "e1" }), expertRow({ id: "e2" })]);
  const link = { id: "x1", expertId: "e1", teamId: "t0001", role: "ADVISER", since: "2026-01-01" };
  await writeRows(store.db, "expert_team", [link]);
}
