import {
  type DocumentNode,
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from "graphql";
import type { RequestContext } from "../context.js";
import { isCallable } from "../dataset/direct.js";
import { type Guard, guardOf } from "../dataset/guard.js";
import { sharedBy } from "../dataset/published.js";
import { collectFields, type Variables } from "./collect-fields.js";
import { type Leaf, leafOf } from "./leaf-values.js";
import { type RowMaker, rowMakers } from "./row-maker.js";

export type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/** What a field's value is made of, from the outside in. */
export interface Shape {
  readonly nonNull: boolean;
  /** Of the elements, where it is a list. */
  readonly element: Shape | undefined;
}

/** A field of one level of an operation, with all that does not depend on a row or a caller worked out. */
export interface LevelField {
  /** Its name in the answer. */
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, RequestContext>;
  readonly shape: Shape;
  /** Whether it is a property that holds one leaf, and open to everybody: read when the row's answer is made. */
  readonly isPlain: boolean;
  readonly isTypeName: boolean;
  readonly guard: Guard | undefined;
  /** Undefined where it is a property of its row. */
  readonly resolve: Resolver | undefined;
  /** Whether its resolver can be asked for the method behind it. */
  readonly callable: boolean;
  /** Whether its arguments are the same in each request. */
  readonly constant: boolean;
  /** Of a leaf, or of the leaves in a list. */
  readonly leaf: Leaf | undefined;
  /** Of an object: what is read of it, by its concrete type. Worked out when the first of a type comes. */
  readonly below: (type: GraphQLObjectType) => Level;
  readonly type: GraphQLNamedType;
  /** The property that its value follows from, where rows with the same have the same value. */
  readonly sharedBy: string | undefined;
}

/** The fields that are read of every row of a level. */
export interface Level {
  readonly type: GraphQLObjectType;
  readonly fields: readonly LevelField[];
  /** Those that are read field by field. */
  readonly asked: readonly LevelField[];
  /** What makes answers of so many rows; undefined where that is not worth a function of its own. */
  readonly makerFor: (rows: number) => RowMaker | undefined;
}

/** A query on one subgraph, for one set of values of what it is included and skipped by. */
export interface LevelPlan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly root: Level;
}

/** @param variables coerced; those that `@skip` and `@include` use */
export function planLevels(
  schema: GraphQLSchema,
  query: GraphQLObjectType,
  operation: OperationDefinitionNode,
  document: DocumentNode,
  variables: Variables,
): LevelPlan {
  const fragments = Object.fromEntries(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );
  const source = { schema, fragments, variables };

  const level = (type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Level => {
    const fields = [...collectFields(source, type, sets)].flatMap(
      ([key, nodes]) => fieldOf(type, key, nodes) ?? [],
    );
    const asked = fields.filter(({ isPlain, isTypeName }) => !isPlain && !isTypeName);
    return { type, fields, asked, makerFor: rowMakers(type.name, fields) };
  };

  const fieldOf = (
    parent: GraphQLObjectType,
    key: string,
    nodes: readonly FieldNode[],
  ): LevelField | undefined => {
    const [node] = nodes as [FieldNode];
    const { value: name } = node.name;
    const field = (name === "__typename" ? TypeNameMetaFieldDef : parent.getFields()[name]) as
      | GraphQLField<unknown, RequestContext>
      | undefined;
    // As everywhere: a field that the type does not have is left out.
    if (field === undefined) return undefined;
    const isTypeName = field.name === "__typename";
    const type = getNamedType(field.type);
    const shape = shapeOf(field.type);
    const guard = field.resolve === undefined ? undefined : guardOf(field.resolve);
    const found = guard?.resolve ?? field.resolve;
    const resolve = found === defaultFieldResolver ? undefined : found;
    const leaf = isLeafType(type) ? leafOf(type) : undefined;
    const isProperty = resolve === undefined && guard === undefined;
    const levels = new Map<GraphQLObjectType, Level>();
    const below = (of: GraphQLObjectType): Level => {
      let known = levels.get(of);
      if (known === undefined) {
        known = level(
          of,
          nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        );
        levels.set(of, known);
      }
      return known;
    };
    const coordinate = `${parent.name}.${field.name}`;
    return {
      key,
      name: field.name,
      nodes,
      parent,
      field,
      shape,
      isPlain: !isTypeName && isProperty && leaf !== undefined && shape.element === undefined,
      isTypeName,
      guard,
      resolve,
      callable: isCallable(coordinate),
      constant: !(node.arguments ?? []).some(({ value }) => holdsVariable(value)),
      leaf,
      below,
      type,
      sharedBy: sharedBy(coordinate),
    };
  };

  return { schema, operation, fragments, root: level(query, [operation.selectionSet]) };
}

function shapeOf(type: GraphQLOutputType): Shape {
  const nonNull = isNonNullType(type);
  const bare = nonNull ? type.ofType : type;
  return { nonNull, element: isListType(bare) ? shapeOf(bare.ofType) : undefined };
}

function holdsVariable(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if ((value as { readonly kind?: unknown }).kind === "Variable") return true;
  const { values, fields } = value as {
    readonly values?: readonly unknown[];
    readonly fields?: readonly { readonly value: unknown }[];
  };
  return (values ?? fields?.map((field) => field.value) ?? []).some(holdsVariable);
}

/**
 * Why a schema's operations cannot be read level by level; undefined where they can.
 * None of this house's has what is named here.
 */
export function unfit(schema: GraphQLSchema): string | undefined {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    if (type.isTypeOf) return "isTypeOf";
    for (const field of Object.values(type.getFields())) {
      const { element } = shapeOf(field.type);
      const named = getNamedType(field.type);
      if (element?.element !== undefined && (isObjectType(named) || isAbstractType(named)))
        return "nested list";
    }
  }
  return undefined;
}
