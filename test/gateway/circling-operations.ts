import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import type { Random } from "../support/random.js";

const DEPTH_MAXIMUM = 6;

/**
 * Makes an operation that goes deep and comes back to what it has read already: few fields, each with the same arguments
 * wherever it stands, so that a level often begins with what a level further out has loaded, beside what is new.
 * @returns undefined where the schema has no list to begin at
 */
export function circlingOperation(schema: GraphQLSchema, random: Random): string | undefined {
  const below = (many: number) => Math.floor(random() * many);
  const isOpen = ({ args, name }: GraphQLField<unknown, unknown>) =>
    !args.some(isRequiredArgument) && !name.startsWith("_") && !/^(changes|snapshot)$/.test(name);
  const text = ({ name, args }: GraphQLField<unknown, unknown>) =>
    args.some((arg) => arg.name === "first") ? `${name}(first: 2)` : name;

  const level = (type: GraphQLObjectType, depth: number): string => {
    const fields = Object.values(type.getFields()).filter(isOpen);
    const objects = fields.filter((field) => isObjectType(getNamedType(field.type)));
    const leaves = fields.filter((field) => !objects.includes(field));
    // A page is no level of its own.
    const nodes = objects.find(({ name }) => name === "nodes");
    if (nodes !== undefined)
      return `{ nodes ${level(getNamedType(nodes.type) as GraphQLObjectType, depth)} }`;
    const chosen = depth < DEPTH_MAXIMUM ? objects.filter(() => random() < 2 / objects.length) : [];
    const selected = chosen.slice(0, 3).map((field) => {
      const inner = level(getNamedType(field.type) as GraphQLObjectType, depth + 1);
      return `${random() < 0.1 ? "again: " : ""}${text(field)} ${inner}`;
    });
    const leaf = leaves[below(leaves.length)];
    return `{ __typename ${leaf?.name ?? ""} ${selected.join(" ")} }`;
  };
  const query = schema.getQueryType() as GraphQLObjectType;
  const roots = Object.values(query.getFields()).filter(
    (field) =>
      isOpen(field) &&
      field.args.some(({ name }) => name === "first") &&
      isObjectType(getNamedType(field.type)),
  );
  const root = roots[below(roots.length)];
  if (root === undefined) return undefined;
  return `{ ${text(root)} ${level(getNamedType(root.type) as GraphQLObjectType, 0)} }`;
}
