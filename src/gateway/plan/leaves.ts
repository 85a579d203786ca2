import { type GraphQLLeafType, isEnumType } from "graphql";

/** Whether a value that a source sent can be one of a type. */
export type CheckLeaf = (value: unknown) => boolean;

const INT_LIMIT = 2 ** 31;

const BUILT_IN: Readonly<Record<string, CheckLeaf>> = {
  String: (value) => typeof value === "string",
  Boolean: (value) => typeof value === "boolean",
  ID: (value) => typeof value === "string" || Number.isSafeInteger(value),
  Int: (value) => Number.isInteger(value) && (value as number) >= -INT_LIMIT && (value as number) < INT_LIMIT,
  Float: (value) => typeof value === "number",
};

/**
 * What a source's value of a type has to be. Values of enumerations must be known to clients: one that is inaccessible
 * is null. Custom scalars are their source's business.
 */
export function leafCheck(type: GraphQLLeafType): CheckLeaf | undefined {
  if (!isEnumType(type)) return BUILT_IN[type.name];
  const values = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => values.has(value);
}
