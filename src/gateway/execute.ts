import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import {
  buildASTSchema,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";
import type { RequestContext } from "../context.js";
import type { SubgraphTransport } from "./transport.js";

/** One operation of a client. */
export interface ClientOperation {
  /** Plans are cached by this object, so equal documents should be the same one. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Plans and executes operations over the subgraphs. */
export interface Executor {
  /** What clients see: the supergraph without its federation parts. */
  readonly apiSchema: GraphQLSchema;
  execute(operation: ClientOperation, ctx: RequestContext): Promise<ExecutionResult>;
}

/**
 * The executor over a supergraph. Each document is planned once; the plan's fetches go through the transports.
 * @param supergraphSdl the composed supergraph
 * @param transports how to reach each subgraph, by its name
 */
export async function createExecutor(
  supergraphSdl: string,
  transports: ReadonlyMap<string, SubgraphTransport>,
): Promise<Executor> {
  const handled = await unifiedGraphHandler({
    unifiedGraph: buildASTSchema(parse(supergraphSdl), { assumeValid: true, assumeValidSDL: true }),
    getUnifiedGraphSDL: () => supergraphSdl,
    onSubgraphExecute: (subgraphName, request) => {
      const transport = transports.get(subgraphName.toLowerCase());
      if (transport === undefined) throw new TypeError(`No transport for the subgraph ${subgraphName}`);
      const { document, operationName, variables, context } = request;
      return transport.execute({ document, operationName, variables }, context as RequestContext) as never;
    },
  });
  const planned = handled.executor;
  if (planned === undefined) throw new TypeError("The planner made no executor.");
  const apiSchema = handled.unifiedGraph;

  return {
    apiSchema,
    async execute({ document, operationName, variables }, ctx) {
      const operation = getOperationAST(document, operationName);
      const coerced = getVariableValues(apiSchema, operation?.variableDefinitions ?? [], variables);
      if (coerced.errors !== undefined) return { errors: coerced.errors };
      // No signal here: a plan is shared by all who send the document, so one client leaving must not end it.
      const result = (await planned({
        document,
        ...(operationName === undefined ? {} : { operationName }),
        variables,
        context: ctx,
      })) as ExecutionResult;
      // When every fetch failed there is no data at all; its fields are null, as in any other partial answer.
      if (result.data == null && result.errors !== undefined && operation != null) {
        return { ...result, data: nullFields(operation.selectionSet, document) };
      }
      return result;
    },
  };
}

/** Null for each field at the root, under its response name. Root fields are nullable by convention. */
function nullFields(selections: SelectionSetNode, document: DocumentNode): Record<string, null> {
  const data: Record<string, null> = {};
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      data[(selection.alias ?? selection.name).value] = null;
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (definition) =>
              definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
          );
    if (fragment !== undefined && "selectionSet" in fragment && fragment.selectionSet !== undefined) {
      Object.assign(data, nullFields(fragment.selectionSet, document));
    }
  }
  return data;
}
