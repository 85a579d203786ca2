import { execute, type GraphQLSchema } from "graphql";
import { levelExecutor } from "./level-executor.js";
import type { SubgraphTransport } from "./transport.js";

/**
 * A subgraph in this process: executed directly, without HTTP, parsing or validation (the planner made the document),
 * level by level. What that does not suit is left to GraphQL's own executor; `executions.ts` counts it.
 */
export function inProcessTransport(schema: GraphQLSchema): SubgraphTransport {
  const inLevels = levelExecutor(schema);
  return {
    async execute(request, ctx) {
      const { document, operationName, variables } = request;
      return (
        (await inLevels(request, ctx)) ??
        (await execute({ schema, document, operationName, variableValues: variables, contextValue: ctx }))
      );
    },
    isExact: true,
    async close() {},
  };
}
