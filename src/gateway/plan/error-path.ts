import { type ExecutionResult, GraphQLError } from "graphql";
import type { Path } from "./places.js";

/** The same error, elsewhere in the answer. */
export function at(error: GraphQLError, path: Path): GraphQLError {
  const { message, nodes, source, positions, originalError, extensions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path,
    originalError: originalError ?? null,
    extensions,
  });
}

/** What a fetch threw, as the error of its fields: the others stand. */
export function asResult(thrown: unknown): ExecutionResult {
  const error =
    thrown instanceof GraphQLError
      ? thrown
      : new GraphQLError(String(Object(thrown).message), {
          originalError: thrown instanceof Error ? thrown : null,
        });
  return { errors: [error] };
}

/** Whether an error says why there is nothing at a path: it stands there, above or below. */
export function explains({ path }: GraphQLError, where: Path): boolean {
  if (path === undefined) return true;
  const common = Math.min(path.length, where.length);
  for (let step = 0; step < common; step++) if (path[step] !== where[step]) return false;
  return true;
}
