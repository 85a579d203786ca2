import { type ApolloServerOptionsWithGateway, HeaderMap } from "@apollo/server";
import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
} from "graphql";
import type { Logger } from "pino";
import type { RequestContext } from "../../context.js";
import { fault } from "../../errors.js";
import type { Contracts } from "../../gateway/contracts.js";
import { serversByContract } from "../contract-servers.js";
import { createGraphQLServer, MOST_TOKENS } from "../graphql-server.js";

/** An operation that may run. */
export interface CheckedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The answer to a request that may not. */
export interface Refusal {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/** Checks operations without running them. */
export interface OperationCheck {
  /**
   * @param body of a GraphQL request
   * @throws EXPORT_NOT_A_QUERY for a mutation or a subscription, also where the schema has none
   */
  check(
    body: unknown,
    ctx: RequestContext,
  ): Promise<{ readonly operation: CheckedOperation } | { readonly refusal: Refusal }>;
  stop(): Promise<void>;
}

/**
 * Makes the check. It is a GraphQL server of its own, the same as the one that answers JSON, whose executor notes
 * the operation instead of running it: so an export is refused for the same reasons, with the same codes and words.
 */
export async function createOperationCheck(
  apiSchema: GraphQLSchema,
  contracts: Contracts,
  log: Logger,
): Promise<OperationCheck> {
  // By the request's signal: Apollo hands its executor a copy of the context.
  const passed = new WeakMap<AbortSignal, CheckedOperation>();
  const server = createGraphQLServer({ source: { gateway: noting(apiSchema, passed) }, log });
  await server.start();
  const serverFor = serversByContract(server, contracts, ({ schema }) =>
    createGraphQLServer({
      ...{ source: { gateway: noting(schema, passed) }, log, mostCharacters: 0, contract: true },
    }),
  );
  return {
    async check(body, ctx) {
      const {
        headers,
        status,
        body: answer,
      } = await (await serverFor(ctx.caller)).executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: "POST", headers: asJson(), search: "", body },
        context: async () => ctx,
      });
      const operation = passed.get(ctx.signal);
      if (operation !== undefined) return { operation };
      refuseOtherKinds(body);
      const text = answer.kind === "complete" ? answer.string : "";
      return { refusal: { status: status ?? 400, headers, body: text } };
    },
    stop: () => server.stop(),
  };
}

/** Under this type a refused document has a status that says so. */
function asJson(): HeaderMap {
  return new HeaderMap([
    ["content-type", "application/json"],
    ["accept", "application/graphql-response+json"],
  ]);
}

function noting(
  apiSchema: GraphQLSchema,
  passed: WeakMap<AbortSignal, CheckedOperation>,
): ApolloServerOptionsWithGateway<RequestContext>["gateway"] {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema, coreSupergraphSdl: "" });
      return () => {};
    },
    async load() {
      return {
        executor: async ({ document, operation, request, context }) => {
          const variables = request.variables ?? {};
          passed.set((context as unknown as RequestContext).signal, { document, operation, variables });
          return { data: {} };
        },
      };
    },
    async stop() {},
  };
}

function refuseOtherKinds(body: unknown): void {
  const { query, operationName } = Object(body) as { query?: unknown; operationName?: unknown };
  if (typeof query !== "string") return;
  let kind: string | undefined;
  try {
    const document = parse(query, { maxTokens: MOST_TOKENS, noLocation: true });
    kind = getOperationAST(
      document,
      typeof operationName === "string" ? operationName : undefined,
    )?.operation;
  } catch {
    return;
  }
  if (kind !== undefined && kind !== "query") throw fault("EXPORT_NOT_A_QUERY", { kind });
}
