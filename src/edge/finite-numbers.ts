import { type FloatValueNode, GraphQLError, type IntValueNode, type ValidationContext } from "graphql";

/**
 * Validation rule: no number is beyond what a Float holds. graphql-js reads `1e400` as Infinity and lets it pass;
 * JSON variables and SQL have no such value, so a subgraph would break down over it.
 */
export function finiteNumbers(context: ValidationContext) {
  const check = (node: FloatValueNode | IntValueNode) => {
    if (Number.isFinite(Number(node.value))) return;
    const shown = node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value;
    context.reportError(new GraphQLError(`No Float can hold ${shown}.`, { nodes: node }));
  };
  return { FloatValue: check, IntValue: check };
}
