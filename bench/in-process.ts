import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DocumentNode, ExecutionResult } from "graphql";
import { pino } from "pino";
import { storeEntities } from "../src/cli/store-entities.js";
import type { RequestContext } from "../src/context.js";
import { buildSubgraph } from "../src/dataset/build-subgraph.js";
import { inProcessTransport } from "../src/gateway/in-process-transport.js";
import { projectRoot } from "../src/project-root.js";
import { openStore } from "../src/store/open-store.js";
import { SUBGRAPHS } from "../src/subgraphs/index.js";

/** Executes an operation in one subgraph; `ctx` is one for each request of a client. */
export type SubgraphExecute = (
  operation: { readonly document: DocumentNode; readonly variables?: Record<string, unknown> | undefined },
  ctx: RequestContext,
) => Promise<ExecutionResult>;

/** The product's subgraphs in this process, for peers that execute over them: the caller is always an analyst. */
export interface PeerSubgraphs {
  readonly supergraphSdl: string;
  readonly execute: ReadonlyMap<string, SubgraphExecute>;
  /** A fresh context, as the edge makes one for each request. */
  context(): RequestContext;
}

/** Opens the store and builds every subgraph over it. */
export async function openPeerSubgraphs(databaseUrl: string): Promise<PeerSubgraphs> {
  const store = await openStore(databaseUrl, storeEntities());
  const subgraphs = await Promise.all(SUBGRAPHS.map(buildSubgraph));
  const log = pino({ level: "warn" });
  const caller = { role: "analyst", subject: "bench" } as const;
  const { signal } = new AbortController();
  return {
    supergraphSdl: readFileSync(join(projectRoot(), "schema/supergraph.graphql"), "utf8"),
    execute: new Map(
      subgraphs.map(({ name, schema }) => {
        const transport = inProcessTransport(schema);
        return [
          name,
          ({ document, variables }, ctx) =>
            transport.execute({ document, operationName: undefined, variables }, ctx),
        ];
      }),
    ),
    context: () => ({
      requestId: "bench",
      caller,
      authorization: undefined,
      store,
      log,
      signal,
      sources: [],
    }),
  };
}
