import { composeServices, compositionHasErrors } from "@theguild/federation-composition";
import { parse } from "graphql";
import { fault } from "../errors.js";

/** What composition needs to know of a subgraph. */
export interface ComposableSubgraph {
  readonly name: string;
  readonly sdl: string;
}

/**
 * Composes subgraphs into a supergraph.
 * @returns the supergraph's SDL
 * @throws COMPOSITION_FAILED with what composition said, so that a conflict stops the start and not a query
 */
export function compose(subgraphs: readonly ComposableSubgraph[]): string {
  const result = composeServices(
    // The address is where a subgraph would be; transports decide where it is, so it only has to be stable.
    subgraphs.map(({ name, sdl }) => ({
      name,
      typeDefs: parse(sdl),
      url: `http://${name}.subgraph.invalid/graphql`,
    })),
  );
  if (compositionHasErrors(result)) {
    throw fault("COMPOSITION_FAILED", { reason: result.errors.map((error) => error.message).join("; ") });
  }
  return result.supergraphSdl;
}
