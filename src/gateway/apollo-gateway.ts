import type { GatewayInterface } from "@apollo/server-gateway-interface";
import type { GraphQLSchema } from "graphql";
import type { RequestContext } from "../context.js";
import type { Executor } from "./execute.js";

/**
 * An executor as Apollo Server takes it: `new ApolloServer({ gateway })`.
 * @param apiSchema what operations are validated against, and what is told of it
 */
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
