import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from "graphql";

/** How values of a leaf type are serialised. */
export interface Leaf {
  /** A value as it stands in the answer. Throws where it is none of its type. */
  readonly serialise: (value: unknown) => unknown;
  /** Tells, as an expression over `value`, whether a value stands as it is. */
  readonly test?: string;
  /** What values stand as, where there are only so many. */
  readonly names?: ReadonlyMap<unknown, string>;
}

const INT_MAXIMUM = 2_147_483_647;

/** How values of a leaf type are serialised: those that stand as they are, without a call of its own. */
export function leafOf(type: GraphQLLeafType): Leaf {
  const slow: Leaf["serialise"] = (value) => {
    const serialised = type.serialize(value);
    if (serialised == null) throw new TypeError(`${type.name} made nothing of a value`);
    return serialised;
  };
  if (type === GraphQLString || type === GraphQLID || type.name === "String" || type.name === "ID") {
    return {
      serialise: (value) => (typeof value === "string" ? value : slow(value)),
      test: 'typeof value === "string"',
    };
  }
  if (type === GraphQLBoolean) {
    return {
      serialise: (value) => (typeof value === "boolean" ? value : slow(value)),
      test: 'typeof value === "boolean"',
    };
  }
  if (type === GraphQLFloat) {
    return {
      serialise: (value) => (typeof value === "number" && Number.isFinite(value) ? value : slow(value)),
      test: 'typeof value === "number" && value - value === 0',
    };
  }
  if (type === GraphQLInt) {
    return {
      serialise: (value) =>
        Number.isInteger(value) && Math.abs(value as number) <= INT_MAXIMUM ? value : slow(value),
      test: 'typeof value === "number" && (value | 0) === value',
    };
  }
  if (isEnumType(type)) {
    const names = new Map(type.getValues().map(({ value, name }): [unknown, string] => [value, name]));
    return { serialise: (value) => names.get(value) ?? slow(value), names };
  }
  return { serialise: slow };
}
