import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from "graphql";

/** A value as it stands in the answer. Throws where it is none of its type. */
export type Serialise = (value: unknown) => unknown;

const INT_MAXIMUM = 2_147_483_647;

/** How values of a leaf type are serialised: those that stand as they are, without a call. */
export function serialiser(type: GraphQLLeafType): Serialise {
  const slow: Serialise = (value) => {
    const serialised = type.serialize(value);
    if (serialised == null) throw new TypeError(`${type.name} made nothing of a value`);
    return serialised;
  };
  if (type === GraphQLString || type === GraphQLID || type.name === "String" || type.name === "ID")
    return (value) => (typeof value === "string" ? value : slow(value));
  if (type === GraphQLBoolean) return (value) => (typeof value === "boolean" ? value : slow(value));
  if (type === GraphQLFloat)
    return (value) => (typeof value === "number" && Number.isFinite(value) ? value : slow(value));
  if (type === GraphQLInt) {
    return (value) =>
      Number.isInteger(value) && Math.abs(value as number) <= INT_MAXIMUM ? value : slow(value);
  }
  if (isEnumType(type)) {
    const names = new Map(type.getValues().map(({ value, name }): [unknown, string] => [value, name]));
    return (value) => names.get(value) ?? slow(value);
  }
  return slow;
}
