import type { FetchNode, OutputRewrite } from "@graphql-hive/router-query-planner";
import { type ExecutionResult, GraphQLError, Kind, parse } from "graphql";
import type { SubgraphRequest } from "../transport.js";
import { mergeInto } from "./merge.js";
import { compileRewrites } from "./rewrites.js";
import type { Entity, Run, Step, World } from "./types.js";
import { isEntity } from "./types.js";

/** What is asked of one subgraph: all but the values that differ from run to run. */
export interface Asking {
  /** Asks with the picked variables and these; failures come as errors, never as throws. */
  ask(run: Run, more: Record<string, unknown> | undefined): Promise<ExecutionResult>;
  /** The first field of the operation, for errors without a path. */
  readonly firstField: string | undefined;
}

/** What of a fetch all kinds of it have. */
export type FetchParts = Pick<
  FetchNode,
  "serviceName" | "variableUsages" | "operation" | "operationName" | "operationKind"
>;

/** Compiles the request of a fetch; its document is parsed once and is the same object each time. */
export function compileAsking(
  { serviceName, variableUsages = [], operation, operationName, operationKind = "query" }: FetchParts,
  { ask }: World,
): Asking {
  const document = parse(operation, { noLocation: true });
  const [definition] = document.definitions;
  const first =
    definition?.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)
      : undefined;
  const firstField = first?.kind === Kind.FIELD ? (first.alias ?? first.name).value : undefined;
  const isQuery = operationKind === "query";
  return {
    firstField,
    async ask(run, more) {
      const variables = pick(run.variables, variableUsages, more);
      const request: SubgraphRequest = { document, operationName, variables };
      try {
        return await ask(serviceName, request, run.ctx, isQuery);
      } catch (thrown) {
        return { errors: [thrownBy(thrown, serviceName, firstField)] };
      }
    },
  };
}

function pick(
  from: Run["variables"],
  names: readonly string[],
  more: Record<string, unknown> | undefined,
): Record<string, unknown> | undefined {
  let variables = more;
  for (const name of names) {
    if (!Object.hasOwn(from, name) || (more !== undefined && Object.hasOwn(more, name))) continue;
    variables ??= {};
    variables[name] = from[name];
  }
  return variables;
}

/** Transports answer with errors; one that throws all the same is broken, and says so in its own words. */
function thrownBy(thrown: unknown, serviceName: string, firstField: string | undefined): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = thrown instanceof Error ? thrown : undefined;
  return new GraphQLError(originalError?.message ?? String(thrown), {
    extensions: { code: "DOWNSTREAM_SERVICE_ERROR", serviceName },
    ...(originalError && { originalError }),
    ...(firstField === undefined ? {} : { path: [firstField] }),
  });
}

/** A fetch of fields at the root. */
export function compileFetch(node: FetchNode, world: World): Step {
  const asking = compileAsking(node, world);
  const rewrite = compileOutput(node.outputRewrites, world);
  return async (run) => {
    const { data, errors } = await asking.ask(run, undefined);
    if (errors !== undefined) {
      for (const error of errors)
        run.errors.push(
          error.path || asking.firstField === undefined ? error : moved(error, [asking.firstField]),
        );
    }
    if (!isEntity(data)) return;
    rewrite?.(data);
    if (isEmpty(run.data)) run.data = data;
    else mergeInto(run.data, data);
  };
}

/** Compiles what is changed in an answer. */
export function compileOutput(rewrites: OutputRewrite[] | undefined, { types }: World) {
  return compileRewrites(rewrites, types);
}

function isEmpty(data: Entity): boolean {
  for (const _key in data) return false;
  return true;
}

/** The error at another place of the answer. */
export function moved(error: GraphQLError, path: readonly (string | number)[]): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message, {
    path,
    extensions,
    ...(error instanceof GraphQLError ? { originalError: error, nodes: error.nodes ?? null } : {}),
  });
}
