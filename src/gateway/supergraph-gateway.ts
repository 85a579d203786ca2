import type { GatewayInterface } from "@apollo/server-gateway-interface";
import { GraphQLError, parse } from "graphql";
import { fault } from "../errors.js";
import { apolloGateway } from "./apollo-gateway.js";
import { deduplicating } from "./deduplicating-transport.js";
import { createExecutor, type Executor } from "./execute.js";
import { httpTransport } from "./http-transport.js";
import { remoteAccess } from "./remote-access.js";
import { sourceStatus } from "./source-status.js";
import { sourcesOf } from "./supergraph-sources.js";
import type { SubgraphTransport } from "./transport.js";

/** Any supergraph, served: all its subgraphs elsewhere. */
export interface SupergraphGateway {
  readonly apollo: GatewayInterface;
  readonly execute: Executor["execute"];
  readonly counts: Executor["counts"];
  stop(): Promise<void>;
}

/** What it is made of. */
export interface SupergraphOptions {
  /** The composed supergraph, with the address of each subgraph in `@join__graph(url:)`. */
  readonly supergraphSdl: string;
  readonly timeoutMs: number;
  /** Whether equal fetches that are under way at once, for the same caller, are sent once. */
  readonly deduplicate?: boolean;
}

/**
 * The gateway over a supergraph that was composed elsewhere.
 * @throws SUPERGRAPH_INVALID
 */
export async function createSupergraphGateway({
  supergraphSdl,
  timeoutMs,
  deduplicate = false,
}: SupergraphOptions): Promise<SupergraphGateway> {
  const transports = new Map(
    sourcesOf(parsed(supergraphSdl)).map(({ name, url }): [string, SubgraphTransport] => {
      const status = sourceStatus(name);
      const transport = httpTransport({ url, timeoutMs, status, access: remoteAccess(name, undefined) });
      return [name.toLowerCase(), deduplicate ? deduplicating(transport) : transport];
    }),
  );
  const { apiSchema, execute, counts } = await createExecutor(supergraphSdl, transports);
  return {
    apollo: apolloGateway(supergraphSdl, apiSchema, execute),
    execute,
    counts,
    async stop() {
      await Promise.all([...transports.values()].map((transport) => transport.close()));
    },
  };
}

function parsed(supergraphSdl: string) {
  try {
    return parse(supergraphSdl, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw fault("SUPERGRAPH_INVALID", { reason: error.message });
  }
}
