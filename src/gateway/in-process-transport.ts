import { execute, type GraphQLSchema } from "graphql";
import type { SubgraphTransport } from "./transport.js";

/** A subgraph in this process: executed directly, without HTTP, parsing or validation (the planner made the document). */
export function inProcessTransport(schema: GraphQLSchema): SubgraphTransport {
  return {
    async execute({ document, operationName, variables }, ctx) {
      return execute({ schema, document, operationName, variableValues: variables, contextValue: ctx });
    },
    isExact: true,
    async close() {},
  };
}
