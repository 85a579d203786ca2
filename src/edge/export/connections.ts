import { getNamedType, isListType, isNonNullType, isObjectType } from "graphql";
import { fault } from "../../errors.js";
import type { Selected } from "./selection-tree.js";

/** The arguments that say which page of a list is wanted. */
export const PAGING_ARGUMENTS: readonly string[] = ["first", "after", "last", "before"];

/** Whether a field gives a page of a list in Relay's shape, and can be walked. */
export function isConnection({ type, field }: Selected): boolean {
  const named = getNamedType(type);
  if (isList(type) || !isObjectType(named) || !named.name.endsWith("Connection")) return false;
  const fields = named.getFields();
  const names = field.args.map(({ name }) => name);
  return "pageInfo" in fields && "nodes" in fields && names.includes("first") && names.includes("after");
}

/** Whether a field gives several values. */
export function isList(type: Selected["type"]): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** Whether a field only leads to the rows of a connection and is not worth a name in a column's path. */
export function isPassage({ parent, node }: Selected): boolean {
  if (parent.name.endsWith("Connection")) return isRowField(node.name.value);
  return parent.name.endsWith("Edge") && node.name.value === "node";
}

/** Whether a connection's field of this name holds its rows. */
export function isRowField(name: string): boolean {
  return name === "nodes" || name === "edges";
}

/** A way from the root to a connection: the last field is the connection. */
export type Way = readonly Selected[];

/**
 * The ways from the root to the connections that no other one is around.
 * @throws EXPORT_NO_CONNECTION when there is none
 */
export function waysToConnections(tree: readonly Selected[]): readonly [Way, ...Way[]] {
  const [way, ...more] = outermost(tree, []);
  if (way === undefined) {
    const reason = "it selects none at the root or below single objects";
    throw fault("EXPORT_NO_CONNECTION", { reason });
  }
  return [way, ...more];
}

/** The error for an operation with several connections that are not to be stacked, or cannot be. */
export function severalConnections(ways: readonly Way[]) {
  return fault("EXPORT_TWO_CONNECTIONS", { paths: ways.map(nameOf).join(", ") });
}

/**
 * The way from the root to the one connection that an export walks.
 * @throws EXPORT_NO_CONNECTION, EXPORT_TWO_CONNECTIONS
 */
export function wayToConnection(tree: readonly Selected[]): Way {
  const ways = waysToConnections(tree);
  const [way, second] = ways;
  if (second !== undefined) throw severalConnections(ways);
  if (!way.at(-1)?.children.some(({ node }) => isRowField(node.name.value))) {
    throw fault("EXPORT_NO_CONNECTION", {
      reason: `${nameOf(way)} selects neither \`nodes\` nor \`edges\``,
    });
  }
  return way;
}

/** A way as text. */
export function nameOf(way: readonly Selected[]): string {
  return way.map(({ key }) => key).join(".");
}

function outermost(fields: readonly Selected[], above: readonly Selected[]): (readonly Selected[])[] {
  return fields.flatMap((field) => {
    const way = [...above, field];
    if (isConnection(field)) return [way];
    return isList(field.type) ? [] : outermost(field.children, way);
  });
}
