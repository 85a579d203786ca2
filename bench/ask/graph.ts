import { parse } from "graphql";
import pino from "pino";
import { storeEntities } from "../../src/cli/store-entities.js";
import type { RequestContext } from "../../src/context.js";
import { buildSubgraph } from "../../src/dataset/build-subgraph.js";
import { createGateway } from "../../src/gateway/gateway.js";
import { migrateStore } from "../../src/store/migrate-store.js";
import { openStore } from "../../src/store/open-store.js";
import { SUBGRAPHS } from "../../src/subgraphs/index.js";
import type { Statement } from "./database.js";

/** What the graph answered, and the statements that it ran for it. */
export interface Asked {
  readonly data: Readonly<Record<string, unknown>>;
  readonly statements: readonly Statement[];
}

/** The graph in this process: asked for answers and for its statements, never timed. */
export interface BenchGraph {
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Asked>;
  stop(): Promise<void>;
}

/** Opens the graph over a store. */
export async function openGraph(url: string): Promise<BenchGraph> {
  const store = await openStore(url, storeEntities());
  await migrateStore(store);
  const subgraphs = await Promise.all(SUBGRAPHS.map(buildSubgraph));
  const gateway = await createGateway({ subgraphs, urls: {}, timeoutMs: 60_000, planTimeoutMs: 10_000 });
  return {
    async ask(query, variables = {}) {
      const statements: Statement[] = [];
      const end = store.onStatement((sql, parameters) => statements.push({ sql, parameters }));
      const ctx: RequestContext = {
        requestId: "bench",
        caller: { role: "steward", subject: "bench" },
        authorization: undefined,
        store,
        log: pino({ enabled: false }),
        signal: new AbortController().signal,
        sources: [],
      };
      const { data, errors } = await gateway.execute(
        { document: parse(query), operationName: undefined, variables },
        ctx,
      );
      end();
      if (errors !== undefined || data == null) throw new Error(`${query}\n${JSON.stringify(errors)}`);
      return { data, statements };
    },
    async stop() {
      await gateway.stop();
      await store.close();
    },
  };
}

/** What is at a path. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key],
    value,
  );
}
