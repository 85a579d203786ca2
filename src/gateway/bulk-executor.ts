import type { DocumentNode, ExecutionResult, GraphQLSchema } from "graphql";
import type { RequestContext } from "../context.js";
import { type LevelPlan, planLevels } from "./level-plan.js";
import { runLevels } from "./run-levels.js";

/** Executes a document in another way than the planner's; undefined when that must be asked. */
export type BulkExecutor = (
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  ctx: RequestContext,
) => Promise<ExecutionResult | undefined>;

/**
 * Executes what one subgraph of this process can answer alone: without a plan of fetches, and level by level.
 * @param schemas of the subgraphs in this process
 */
export function bulkExecutor(schemas: readonly GraphQLSchema[]): BulkExecutor {
  const plans = new WeakMap<DocumentNode, LevelPlan | null>();
  return async (document, variables, ctx) => {
    let plan = plans.get(document);
    if (plan === undefined) {
      plan =
        schemas.map((schema) => planLevels(schema, document)).find((found) => found !== undefined) ?? null;
      plans.set(document, plan);
    }
    return plan === null ? undefined : await runLevels(plan, variables, ctx);
  };
}
