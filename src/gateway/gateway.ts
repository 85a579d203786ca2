import type { GatewayInterface } from "@apollo/server-gateway-interface";
import type { GraphQLSchema } from "graphql";
import type { RequestContext } from "../context.js";
import type { Subgraph } from "../dataset/build-subgraph.js";
import { fault } from "../errors.js";
import { compose } from "./compose.js";
import { type Contracts, createContracts, printSorted } from "./contracts.js";
import { createExecutor, type Executor } from "./execute.js";
import { httpTransport } from "./http-transport.js";
import { inProcessTransport } from "./in-process-transport.js";
import { remoteAccess } from "./remote-access.js";
import { sourceStatus } from "./source-status.js";
import type { SubgraphTransport } from "./transport.js";

/** The subgraphs as one graph. */
export interface Gateway {
  /** For `new ApolloServer({ gateway })`. */
  readonly apollo: GatewayInterface;
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly execute: Executor["execute"];
  /** How operations were executed since the start. */
  readonly counts: Executor["counts"];
  /** What partners see of it. */
  readonly contracts: Contracts;
  /** Closes the connections to remote subgraphs. */
  stop(): Promise<void>;
}

/** Where the subgraphs are. */
export interface GatewayOptions {
  readonly subgraphs: readonly Subgraph[];
  /** The addresses of those that are not in this process, by name. */
  readonly urls: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Longest time for one plan, in milliseconds. @default PLAN_TIMEOUT_MS */
  readonly planTimeoutMs?: number;
  /** `AUDIT_KEY`, where pulls are audited: remote subgraphs then tell what they publish. */
  readonly auditKey?: string | undefined;
}

/**
 * Composes the subgraphs and makes the graph that Apollo Server serves. What composes is this release's SDL, also
 * for remote subgraphs: the gateway starts whether or not they do.
 * @throws COMPOSITION_FAILED; CONFIG_INVALID for the address of a subgraph that there is not
 */
export async function createGateway({
  subgraphs,
  urls,
  timeoutMs,
  planTimeoutMs,
  auditKey,
}: GatewayOptions): Promise<Gateway> {
  const unknown = Object.keys(urls).find((name) => !subgraphs.some((subgraph) => subgraph.name === name));
  if (unknown !== undefined) {
    const names = subgraphs.map(({ name }) => name).join(", ");
    throw fault("CONFIG_INVALID", {
      variable: `SUBGRAPH_${unknown.toUpperCase()}_URL`,
      reason: `names no subgraph; there are ${names}.`,
    });
  }
  const supergraphSdl = compose(subgraphs);
  const transports = new Map(
    subgraphs.map(({ name, schema }): [string, SubgraphTransport] => {
      const url = urls[name];
      return [
        name,
        url === undefined
          ? inProcessTransport(schema)
          : httpTransport({
              url,
              timeoutMs,
              status: sourceStatus(name),
              access: remoteAccess(name, auditKey),
            }),
      ];
    }),
  );
  const inProcess = subgraphs.filter(({ name }) => urls[name] === undefined).map(({ schema }) => schema);
  const { apiSchema, apiDocument, crossings, execute, counts } = await createExecutor(
    supergraphSdl,
    transports,
    inProcess,
    planTimeoutMs === undefined ? {} : { planTimeoutMs },
  );
  const stop = async () => {
    await Promise.all([...transports.values()].map((transport) => transport.close()));
  };
  const serve = (schema: GraphQLSchema) => apolloGateway(supergraphSdl, schema, execute);
  return {
    apollo: serve(apiSchema),
    contracts: createContracts(apiDocument, crossings, serve),
    supergraphSdl,
    apiSchema,
    execute,
    counts,
    stop,
  };
}

/** The schema that clients see, as text, in an order that does not depend on composition. */
export function printApiSchema(apiSchema: GraphQLSchema): string {
  return printSorted(apiSchema);
}

/** The executor as Apollo Server takes it. */
export function apolloGateway(
  coreSupergraphSdl: string,
  apiSchema: GraphQLSchema,
  execute: Executor["execute"],
): GatewayInterface {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema, coreSupergraphSdl });
      return () => {};
    },
    async load() {
      return {
        executor: ({ document, operationName, request, context }) =>
          execute(
            {
              document,
              operationName: operationName ?? undefined,
              variables: request.variables ?? {},
              schema: apiSchema,
            },
            context as unknown as RequestContext,
          ) as never,
      };
    },
    async stop() {},
  };
}
