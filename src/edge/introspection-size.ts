import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from "graphql";
import type { OperationSize } from "./operation-size.js";

/** The fields at the root by which a schema is asked for. */
export const META_FIELDS: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);

/** What the size of introspection follows from. */
export interface Introspected {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The size of what a field asks of a schema. Counted exactly, by going through the schema as the answer would: types differ by a
 * hundredfold in how much they hold, and whoever asks chooses the type. graphql-js bounds how deep these lists nest, not how wide
 * they get with every field asked for a thousand times.
 * @param most values after which counting ends: more is too much, however much
 */
export function introspectionSize(
  { schema, fragments, variables }: Introspected,
  node: FieldNode,
  most: number,
): OperationSize {
  let left = most;
  // Introspection reads the schema, and nothing else, from what it is told about the request.
  const info = { schema } as GraphQLResolveInfo;

  const field = (source: unknown, each: FieldNode, parent: GraphQLOutputType | undefined): number => {
    left -= 1;
    const { value: name } = each.name;
    const own = isObjectType(parent) ? parent.getFields()[name] : META_FIELDS.get(name);
    if (left < 0 || own === undefined) return 1;
    if (each.selectionSet === undefined && !isListType(getNullableType(own.type))) return 1;
    const given = resolved(own, source, each);
    const things = Array.isArray(given) ? given : [given];
    left -= Math.max(things.length - 1, 0);
    if (each.selectionSet === undefined) return 1;
    const type = getNamedType(own.type);
    let levels = 0;
    for (const thing of things) {
      if (thing == null) continue;
      levels = Math.max(levels, selections(thing, each.selectionSet, type));
    }
    return levels + 1;
  };

  const resolved = (own: GraphQLField<unknown, unknown>, source: unknown, each: FieldNode): unknown => {
    try {
      return own.resolve?.(source, getArgumentValues(own, each, variables), undefined, info);
    } catch {
      // An argument whose variable is null: the answer has an error there.
      return null;
    }
  };

  const selections = (source: unknown, set: SelectionSetNode, type: GraphQLOutputType): number => {
    let levels = 0;
    for (const selection of set.selections) {
      if (left < 0) return levels;
      if (selection.kind === Kind.FIELD) levels = Math.max(levels, field(source, selection, type));
      else {
        const within =
          selection.kind === Kind.FRAGMENT_SPREAD
            ? fragments.get(selection.name.value)?.selectionSet
            : selection.selectionSet;
        if (within !== undefined) levels = Math.max(levels, selections(source, within, type));
      }
    }
    return levels;
  };

  const levels = field(undefined, node, undefined);
  return { levels, values: most - left };
}
