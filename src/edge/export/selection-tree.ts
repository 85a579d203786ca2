import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from "graphql";
import { fault } from "../../errors.js";

/** A field as it will stand in the answer: fragments resolved, repetitions merged, skipped ones left out. */
export interface Selected {
  /** Its name in the answer: the alias, or else the field's own name. */
  readonly key: string;
  readonly alias: string | undefined;
  readonly node: FieldNode;
  readonly parent: GraphQLCompositeType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly type: GraphQLOutputType;
  /** Below an interface or a union: the type that it is asked of. */
  readonly on: string | undefined;
  readonly children: readonly Selected[];
}

/** Fields of one export, at most. Fragments can make a short document select millions. */
const MOST_FIELDS = 2000;

/** What the variables of an operation are, coerced. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * The tree of what an operation selects.
 * @param document validated against the schema
 * @throws EXPORT_TOO_WIDE
 */
export function selectionTree(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): readonly Selected[] {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) return [];
  const work: Work = { schema, fragments, variables, fields: 0 };
  return select(work, root, [operation.selectionSet]);
}

interface Work {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
  fields: number;
}

interface Found {
  readonly nodes: [FieldNode, ...FieldNode[]];
  readonly parent: GraphQLCompositeType;
  readonly on: string | undefined;
}

function select(
  work: Work,
  parent: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): readonly Selected[] {
  const found = new Map<string, Found>();
  const seen = new Set<string>();
  for (const { selections } of selectionSets) collect(work, parent, undefined, selections, found, seen);
  return [...found.values()].flatMap(({ nodes, parent: owner, on }) => {
    const field = fieldOf(owner, nodes[0].name.value);
    if (field === undefined) return [];
    work.fields += 1;
    if (work.fields > MOST_FIELDS) throw fault("EXPORT_TOO_WIDE", { maximum: MOST_FIELDS });
    const [node] = nodes;
    const named = getNamedType(field.type);
    const below = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
    return {
      key: (node.alias ?? node.name).value,
      alias: node.alias?.value,
      node,
      parent: owner,
      field,
      type: field.type,
      on,
      children: isCompositeType(named) ? select(work, named, below) : [],
    };
  });
}

function collect(
  work: Work,
  parent: GraphQLCompositeType,
  on: string | undefined,
  selections: readonly SelectionNode[],
  found: Map<string, Found>,
  seen: Set<string>,
): void {
  for (const selection of selections) {
    if (!isIncluded(selection, work.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = `${on ?? ""} ${(selection.alias ?? selection.name).value}`;
      const before = found.get(key);
      if (before === undefined) found.set(key, { nodes: [selection], parent, on });
      else before.nodes.push(selection);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : work.fragments.get(selection.name.value);
    if (fragment === undefined) continue;
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const spread = `${on ?? ""} ${selection.name.value}`;
      if (seen.has(spread)) continue;
      seen.add(spread);
    }
    const condition = fragment.typeCondition?.name.value;
    const type = condition === undefined ? parent : work.schema.getType(condition);
    const narrows = isAbstractType(parent) && isCompositeType(type) && type !== parent;
    // A fragment on an interface that this object has selects from the object itself.
    if (narrows) collect(work, type, type.name, fragment.selectionSet.selections, found, seen);
    else collect(work, parent, on, fragment.selectionSet.selections, found, seen);
  }
}

function isIncluded(selection: SelectionNode, variables: Variables): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.["if"] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.["if"] !== false;
}

function fieldOf(parent: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  return isObjectType(parent) || "getFields" in parent ? parent.getFields()[name] : undefined;
}
