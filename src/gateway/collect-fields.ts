import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from "graphql";

export type Variables = Readonly<Record<string, unknown>>;

/** What `@skip` and `@include` make of variables: kept with what is made for one choice of them, and of a request no more. */
export function choiceOf(variables: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(names.map((name) => [name, variables[name] === true]));
}

/** What selections are read with. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Variables;
}

/**
 * The fields that are selected of a type, by their names in the answer and in its order: the specification's
 * CollectFields.
 * @param type an abstract one for values that do not say what they are
 */
export function collectFields(
  source: Selecting,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, source.variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = found.get(key);
        if (nodes === undefined) found.set(key, [selection]);
        else nodes.push(selection);
        continue;
      }
      let fragment:
        | {
            readonly typeCondition?: FragmentDefinitionNode["typeCondition"] | undefined;
            readonly selectionSet: SelectionSetNode;
          }
        | undefined;
      if (selection.kind === Kind.INLINE_FRAGMENT) fragment = selection;
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        fragment = source.fragments[selection.name.value];
      }
      if (fragment !== undefined && applies(source.schema, fragment.typeCondition, type))
        walk(fragment.selectionSet);
    }
  };
  for (const set of sets) walk(set);
  return found;
}

function isIncluded(node: SelectionNode, variables: Variables): boolean {
  if ((node.directives ?? []).length === 0) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.["if"] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.["if"] !== false
  );
}

function applies(
  schema: GraphQLSchema,
  condition: FragmentDefinitionNode["typeCondition"] | undefined,
  type: GraphQLCompositeType,
): boolean {
  if (condition === undefined || condition.name.value === type.name) return true;
  const conditional = typeFromAST(schema, condition);
  return (
    conditional !== undefined &&
    isAbstractType(conditional) &&
    !isUnionType(type) &&
    schema.isSubType(conditional, type)
  );
}
