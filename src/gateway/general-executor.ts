import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import { buildASTSchema, type DocumentNode, type ExecutionResult, parse } from "graphql";
import type { RequestContext } from "../context.js";
import type { SubgraphRequest } from "./transport.js";

/** Sends a request to a subgraph, by the name that plans have for it. */
export type AskSubgraph = (
  service: string,
  request: SubgraphRequest,
  ctx: RequestContext,
) => Promise<ExecutionResult>;

/** Executes what no compiled plan can: any plan, on the planner's own runtime. */
export type GeneralExecutor = (
  operation: { readonly document: DocumentNode; readonly variables: Readonly<Record<string, unknown>> },
  operationName: string | undefined,
  ctx: RequestContext,
) => Promise<ExecutionResult>;

/** Makes the general executor when it is first needed: it holds a planner and a schema of its own. */
export function generalExecutor(supergraphSdl: string, ask: AskSubgraph): GeneralExecutor {
  let handled: ReturnType<typeof unifiedGraphHandler> | undefined;
  return async (operation, operationName, context) => {
    handled ??= unifiedGraphHandler({
      unifiedGraph: buildASTSchema(parse(supergraphSdl), { assumeValid: true, assumeValidSDL: true }),
      getUnifiedGraphSDL: () => supergraphSdl,
      onSubgraphExecute: (service, { document, operationName: name, variables, context: ctx }) =>
        ask(service, { document, operationName: name, variables }, ctx as RequestContext) as never,
    });
    const { executor } = await handled;
    if (executor === undefined) throw new TypeError("The planner made no executor.");
    // No signal here: a plan is shared by all who send the document, so one client leaving must not end it.
    return (await executor({
      ...operation,
      ...(operationName === undefined ? {} : { operationName }),
      context,
    })) as ExecutionResult;
  };
}
