import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { RequestContext } from "../context.js";
import { sharedBy } from "../dataset/published.js";

/** A field of one level of an operation, with all that does not depend on a row worked out. */
export interface LevelField {
  /** Its name in the answer. */
  readonly key: string;
  readonly node: FieldNode;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, RequestContext>;
  /** Whether it, and an element of it where it is a list, must have a value. */
  readonly nonNull: boolean;
  readonly isList: boolean;
  readonly elementNonNull: boolean;
  /** Of a leaf. */
  readonly leaf: GraphQLLeafType | undefined;
  /** Of an object. */
  readonly below: readonly LevelField[];
  /** The property that its value follows from, where rows with the same have the same value. */
  readonly sharedBy: string | undefined;
}

/** An operation that one subgraph of this process answers alone, level by level. */
export interface LevelPlan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fields: readonly LevelField[];
}

/**
 * Plans an operation for one schema.
 * @param document of one operation, without fragments, `@skip` and `@include`, as an export's is
 * @returns undefined when it is not of that sort, or the schema cannot answer all of it
 */
export function planLevels(schema: GraphQLSchema, document: DocumentNode): LevelPlan | undefined {
  const [operation, ...others] = document.definitions;
  const query = schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0 || !query) return undefined;
  const fields = fieldsOf(query, operation.selectionSet);
  return fields && { schema, operation, fields };
}

function fieldsOf(parent: GraphQLObjectType, { selections }: SelectionSetNode): LevelField[] | undefined {
  const fields = new Map<string, LevelField>();
  for (const node of selections) {
    const field = node.kind === Kind.FIELD && (node.directives ?? []).length === 0 && fieldOf(parent, node);
    // Two selections under one name would have to be merged.
    if (!field || fields.has(field.key)) return undefined;
    fields.set(field.key, field);
  }
  return [...fields.values()];
}

function fieldOf(parent: GraphQLObjectType, node: FieldNode): LevelField | undefined {
  const field = parent.getFields()[node.name.value];
  if (field === undefined || isOfOthers(field) || !argumentsAre(node, field)) return undefined;
  const [named, nonNull] = unwrapped(field.type);
  const isList = isListType(named);
  const [element, elementNonNull] = isList ? unwrapped(named.ofType) : [named, nonNull];
  const key = (node.alias ?? node.name).value;
  const shared = sharedBy(`${parent.name}.${field.name}`);
  const common = { key, node, parent, field, nonNull, isList, elementNonNull, sharedBy: shared };
  if (isLeafType(element)) return { ...common, leaf: element, below: [] };
  if (!isObjectType(element) || node.selectionSet === undefined) return undefined;
  const below = fieldsOf(element, node.selectionSet);
  return below && { ...common, leaf: undefined, below };
}

/** Whether another subgraph has the value, or has to lend what it is made from. */
function isOfOthers({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return (
    astNode?.directives?.some(({ name }) => name.value === "external" || name.value === "requires") ?? true
  );
}

/** Whether the schema knows every argument: the gateway takes some that no subgraph does. */
function argumentsAre({ arguments: given = [] }: FieldNode, field: GraphQLField<unknown, unknown>): boolean {
  return given.every(({ name }: ArgumentNode) => field.args.some((known) => known.name === name.value));
}

function unwrapped(
  type: GraphQLOutputType,
): [Exclude<GraphQLOutputType, { ofType: unknown }> | GraphQLOutputType, boolean] {
  return isNonNullType(type) ? [type.ofType, true] : [type, false];
}
