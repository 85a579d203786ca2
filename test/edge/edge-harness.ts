import { ApolloServer } from "@apollo/server";
import type { FastifyInstance } from "fastify";
import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from "graphql";
import type { Logger } from "pino";
import type { RequestContext } from "../../src/context.js";
import { createAuthenticator } from "../../src/edge/authenticate.js";
import { createCallers } from "../../src/edge/callers.js";
import { createGraphQLServer } from "../../src/edge/graphql-server.js";
import { createEdge } from "../../src/edge/http.js";
import { issueToken } from "../../src/edge/issue-token.js";
import { createLog } from "../../src/edge/log.js";
import { fault } from "../../src/errors.js";
import type { Role } from "../../src/policy/caller.js";
import type { Store } from "../../src/store/store.js";

/** The secret of the edge under test. */
export const SECRET = "a-secret-for-tests-of-32-characters-or-more";
/** Small, so that a body over the limit is quick to make. */
export const BODY_LIMIT = 64 * 1024;

/** An edge that listens on a port of its own. */
export interface Harness {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly graphql: ApolloServer<RequestContext>;
  /** Every log line so far. */
  readonly lines: Record<string, unknown>[];
  readonly log: Logger;
  /** Resolves when a `slow` field has begun. */
  readonly slowBegan: Promise<void>;
  /** Lets every `slow` field finish. */
  releaseSlow(): void;
  /** How often an operation lost its client. */
  aborted(): number;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** Starts an edge over a small schema. */
export async function startEdge(
  options: { ping?: () => Promise<void>; ide?: boolean } = {},
): Promise<Harness> {
  const lines: Record<string, unknown>[] = [];
  const log = createLog({ logLevel: "debug" }, { write: (line) => void lines.push(JSON.parse(line)) });
  const slow = Promise.withResolvers<void>();
  const began = Promise.withResolvers<void>();
  let aborted = 0;
  const schema = testSchema({
    slow: async (context) => {
      context.signal.addEventListener("abort", () => aborted++);
      began.resolve();
      await slow.promise;
      return "done";
    },
  });
  const graphql = createGraphQLServer({ source: { schema }, log });
  await graphql.start();
  const store = { ping: options.ping ?? (async () => {}) } as unknown as Store;
  const authenticate = createAuthenticator({ kind: "secret", secret: SECRET, demo: false });
  const app = await createEdge({
    config: { bodyLimitBytes: BODY_LIMIT },
    graphql,
    callers: createCallers(authenticate, store, "p".repeat(32), 0),
    store,
    log,
    ide: options.ide ?? false,
  });
  const origin = await app.listen({ host: "127.0.0.1", port: 0 });
  const url = `${origin}/graphql`;
  return {
    url,
    app,
    graphql,
    lines,
    log,
    slowBegan: began.promise,
    releaseSlow: () => slow.resolve(),
    aborted: () => aborted,
    post: (body, headers = {}) =>
      fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    close: async () => {
      slow.resolve();
      await app.close();
    },
  };
}

/** An `Authorization` header that the edge under test accepts. */
export async function bearer(role: Role, ttlSeconds = 60): Promise<{ authorization: string }> {
  const partner = role === "partner" ? "33" : undefined;
  return {
    authorization: `Bearer ${await issueToken(SECRET, { role, subject: "tester", ttlSeconds, partner })}`,
  };
}

/** The codes in an answer. */
export async function codesOf(response: Response): Promise<string[]> {
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

function testSchema({ slow }: { slow: (context: RequestContext) => Promise<string> }): GraphQLSchema {
  const level = new GraphQLEnumType({ name: "Level", values: { MUNICIPAL: {}, DISTRICT: {} } });
  const query = new GraphQLObjectType<unknown, RequestContext>({
    name: "Query",
    fields: {
      hello: {
        type: GraphQLString,
        args: { name: { type: GraphQLString } },
        resolve: (_root, { name }) => `hello ${name ?? ""}`,
      },
      level: {
        type: GraphQLString,
        args: { level: { type: level }, first: { type: GraphQLInt } },
        resolve: () => "ok",
      },
      role: { type: GraphQLString, resolve: (_root, _args, { caller }) => caller.role },
      requestId: { type: GraphQLString, resolve: (_root, _args, { requestId }) => requestId },
      slow: { type: GraphQLString, resolve: (_root, _args, context) => slow(context) },
      required: {
        type: new GraphQLNonNull(GraphQLString),
        resolve: () => {
          throw fault("NOT_FOUND", { type: "Team", key: "id", value: "x" });
        },
      },
      catalogued: {
        type: GraphQLString,
        resolve: () => {
          throw fault("FORBIDDEN_FIELD", { field: "Expert.name", policy: "PERSONAL", role: "anonymous" });
        },
      },
      broken: {
        type: GraphQLString,
        resolve: () => {
          throw Object.assign(new Error("Duplicate entry '王小明' for key at /srv/app/x.js; 13800001234"), {
            code: "ER_DUP_ENTRY",
            sql: "select * from expert where name = '王小明'",
          });
        },
      },
      remote: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError("SELECT secret FROM t", {
            extensions: { code: "DOWNSTREAM", http: { status: 418 } },
          });
        },
      },
      sourced: {
        type: GraphQLString,
        resolve: (_root, _args, { sources }) => {
          const report = { name: "teams", status: "UNAVAILABLE", since: "2026-01-01T00:00:00.000Z" } as const;
          sources.push(report, { ...report });
          throw fault("SOURCE_UNAVAILABLE", { source: "teams" });
        },
      },
    },
  });
  return new GraphQLSchema({ query });
}
