import { type ExecutionResult, graphql } from "graphql";
import { buildSubgraph, type Subgraph, type SubgraphDefinition } from "../../src/dataset/build-subgraph.js";
import type { Caller, Role } from "../../src/policy/caller.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { writeRows } from "../../src/store/write-rows.js";
import type { TestEngine } from "./engines.js";
import { testContext } from "./test-context.js";

/** One subgraph on a database of its own, executed as the gateway would in one process. */
export interface SubgraphHarness {
  readonly subgraph: Subgraph;
  readonly store: Store;
  /** Every statement run since the last `run` began. */
  readonly statements: readonly string[];
  /** Inserts rows by property name. */
  insert(table: string, rows: readonly Record<string, string | number | null>[]): Promise<void>;
  /** Runs an operation as a role, an admin unless told otherwise, or as a caller. */
  run(
    source: string,
    options?: { role?: Role; caller?: Caller; variables?: Record<string, unknown> },
  ): Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** Opens a subgraph on a fresh database of the engine, with its tables made from the entities. */
export async function openSubgraph(
  definition: SubgraphDefinition,
  engine: TestEngine,
): Promise<SubgraphHarness> {
  const database = await engine.freshDatabase();
  const subgraph = await buildSubgraph(definition);
  const store = await openStore(database.url, subgraph.entities);
  await store.orm.schema.create();
  const statements: string[] = [];
  store.onStatement((statement) => statements.push(statement));
  return {
    subgraph,
    store,
    statements,
    insert: (table, rows) => writeRows(store.db, table, rows),
    run(source, { role = "admin", caller, variables = {} } = {}) {
      statements.length = 0;
      const context = testContext(store, role);
      return graphql({
        schema: subgraph.schema,
        source,
        variableValues: variables,
        contextValue: caller === undefined ? context : { ...context, caller },
      });
    },
    async close() {
      await store.close();
      await database.drop();
    },
  };
}
