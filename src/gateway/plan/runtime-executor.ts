import type { ExecutionResult, GraphQLSchema } from "graphql";
import type { RequestContext } from "../../context.js";
import type { SubgraphTransport } from "../transport.js";
import type { PlannedOperation } from "./plan-executor.js";

/** Executes operations by the planner's own runtime: for plans with something in them that is not compiled. */
export function runtimeExecutor(
  supergraphSdl: string,
  supergraph: GraphQLSchema,
  transportOf: (service: string) => SubgraphTransport,
): (operation: PlannedOperation, ctx: RequestContext) => Promise<ExecutionResult> {
  let made: ReturnType<typeof make> | undefined;

  // Loaded when it is first needed, which may be never: it is large.
  async function make() {
    const { unifiedGraphHandler } = await import("@graphql-hive/router-runtime");
    const { executor } = await unifiedGraphHandler({
      unifiedGraph: supergraph,
      getUnifiedGraphSDL: () => supergraphSdl,
      onSubgraphExecute: (service, { document, operationName, variables, context }) =>
        transportOf(service).execute(
          { document, operationName, variables },
          context as RequestContext,
        ) as never,
    });
    if (executor === undefined) throw new TypeError("The planner made no executor.");
    return executor;
  }

  return async (operation, context) => {
    made ??= make();
    const executor = await made;
    return (await executor({ ...operation, context })) as ExecutionResult;
  };
}
