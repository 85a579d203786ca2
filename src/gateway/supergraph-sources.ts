import { type DocumentNode, Kind, valueFromASTUntyped } from "graphql";
import { fault } from "../errors.js";

/** A subgraph as a supergraph names it. */
export interface SupergraphSource {
  readonly name: string;
  readonly url: string;
}

/**
 * The subgraphs of a supergraph and where they are: the values of its `join__Graph`.
 * @see https://specs.apollo.dev/join/v0.3/
 * @throws SUPERGRAPH_INVALID
 */
export function sourcesOf(supergraph: DocumentNode): SupergraphSource[] {
  const graphs = supergraph.definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === "join__Graph",
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION)
    throw fault("SUPERGRAPH_INVALID", { reason: "It has no enum join__Graph: is it a composed supergraph?" });
  return (graphs.values ?? []).map(({ name: value, directives = [] }) => {
    const graph = directives.find(({ name }) => name.value === "join__graph");
    const told = new Map(
      (graph?.arguments ?? []).map(({ name, value: given }) => [name.value, valueFromASTUntyped(given)]),
    );
    const url = String(told.get("url") ?? "");
    if (!/^https?:\/\//.test(url)) {
      const reason = `${value.value} has no http address in @join__graph(url:), but: ${url || "nothing"}.`;
      throw fault("SUPERGRAPH_INVALID", { reason });
    }
    return { name: String(told.get("name") ?? value.value), url };
  });
}
