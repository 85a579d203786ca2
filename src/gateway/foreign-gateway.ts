import { type DocumentNode, Kind, parse } from "graphql";
import { fault } from "../errors.js";
import { deduplicating } from "./deduplicating-transport.js";
import { createExecutor, type Executor, type ExecutorOptions } from "./execute.js";
import { apolloGateway, type Gateway } from "./gateway.js";
import { httpTransport } from "./http-transport.js";
import { remoteAccess } from "./remote-access.js";
import { sourceStatus } from "./source-status.js";
import type { SubgraphTransport } from "./transport.js";

/** A graph of somebody else's, served over its subgraphs. */
export interface ForeignGateway extends Pick<Gateway, "apollo" | "apiSchema" | "execute" | "stop"> {
  readonly counts: Executor["counts"];
}

/** What a supergraph says of a subgraph. */
export interface SubgraphAddress {
  readonly name: string;
  readonly url: string;
}

/** How it is served. */
export interface ForeignOptions extends ExecutorOptions {
  readonly timeoutMs: number;
  /** Whether equal fetches that are under way at once, for the same `authorization`, are sent once. */
  readonly deduplicate?: boolean;
}

/**
 * Makes the gateway of any composed supergraph. Its subgraphs are where the supergraph says they are.
 * @throws SUPERGRAPH_INVALID
 */
export async function createForeignGateway(
  supergraphSdl: string,
  { timeoutMs, deduplicate = false, ...options }: ForeignOptions,
): Promise<ForeignGateway> {
  const addresses = addressesIn(parsed(supergraphSdl));
  const transports = new Map(
    addresses.map(({ name, url }): [string, SubgraphTransport] => {
      const status = sourceStatus(name);
      const transport = httpTransport({ url, timeoutMs, status, access: remoteAccess(name, undefined) });
      return [name.toLowerCase(), deduplicate ? deduplicating(transport) : transport];
    }),
  );
  const { apiSchema, execute, counts } = await createExecutor(supergraphSdl, transports, [], options);
  return {
    apollo: apolloGateway(supergraphSdl, apiSchema, execute),
    apiSchema,
    execute,
    counts,
    stop: async () => {
      await Promise.all([...transports.values()].map((transport) => transport.close()));
    },
  };
}

function parsed(supergraphSdl: string): DocumentNode {
  try {
    return parse(supergraphSdl);
  } catch (error) {
    throw fault("SUPERGRAPH_INVALID", { reason: (error as Error).message });
  }
}

/** The subgraphs of a supergraph: the values of its `join__Graph`. */
export function addressesIn({ definitions }: DocumentNode): readonly SubgraphAddress[] {
  const graphs = definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === "join__Graph",
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION)
    throw fault("SUPERGRAPH_INVALID", { reason: "it has no enum `join__Graph`." });
  return (graphs.values ?? []).map((value) => {
    const args = value.directives?.find(({ name }) => name.value === "join__graph")?.arguments ?? [];
    const textOf = (wanted: string) => {
      const found = args.find(({ name }) => name.value === wanted)?.value;
      return found?.kind === Kind.STRING ? found.value : undefined;
    };
    const [name, url] = [textOf("name") ?? value.name.value, textOf("url") ?? ""];
    if (!URL.canParse(url))
      throw fault("SUPERGRAPH_INVALID", { reason: `its subgraph ${name} has no address: ${url}` });
    return { name, url };
  });
}
