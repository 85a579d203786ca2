import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";

/** Fields of one response name, in the order in which their selections are to be merged. */
export interface Collected {
  readonly name: string;
  /** Undefined for `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly sets: SelectionSetNode[];
}

/** The selections of a document, read for one choice of the variables that `@skip` and `@include` look at. */
export class Selections {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly conditions: Readonly<Record<string, unknown>>,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    }
  }

  /**
   * Collects fields as the specification's CollectFields does, for values of one type.
   * @param type an abstract one for values that do not say what they are
   */
  collect(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Map<string, Collected> {
    const collected = new Map<string, Collected>();
    const visited = new Set<string>();
    for (const set of sets) this.collectInto(collected, visited, type, set);
    return collected;
  }

  private collectInto(
    into: Map<string, Collected>,
    visited: Set<string>,
    type: GraphQLCompositeType,
    { selections }: SelectionSetNode,
  ): void {
    for (const selection of selections) {
      if (!this.isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        this.addField(into, type, selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        if (condition === undefined || this.applies(condition, type))
          this.collectInto(into, visited, type, selection.selectionSet);
      } else {
        const fragment = this.fragments.get(selection.name.value);
        if (fragment === undefined || visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
        if (this.applies(fragment.typeCondition.name.value, type))
          this.collectInto(into, visited, type, fragment.selectionSet);
      }
    }
  }

  private addField(into: Map<string, Collected>, type: GraphQLCompositeType, node: FieldNode): void {
    const name = node.name.value;
    const key = (node.alias ?? node.name).value;
    const known = into.get(key);
    if (known !== undefined) {
      if (node.selectionSet) known.sets.push(node.selectionSet);
      return;
    }
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (field === undefined && name !== "__typename") return;
    into.set(key, { name, field, sets: node.selectionSet ? [node.selectionSet] : [] });
  }

  private applies(condition: string, type: GraphQLCompositeType): boolean {
    if (condition === type.name) return true;
    const conditional = this.schema.getType(condition);
    if (!isAbstractType(conditional)) return false;
    return (isObjectType(type) || isInterfaceType(type)) && this.schema.isSubType(conditional, type);
  }

  private isIncluded({ directives = [] }: SelectionNode): boolean {
    for (const { name, arguments: args } of directives) {
      if (name.value !== "skip" && name.value !== "include") continue;
      const value = args?.find((argument) => argument.name.value === "if")?.value;
      const truth =
        value?.kind === Kind.VARIABLE
          ? this.conditions[value.name.value] === true
          : value?.kind === Kind.BOOLEAN && value.value;
      if (truth === (name.value === "skip")) return false;
    }
    return true;
  }
}

/** The variables that `@skip` and `@include` of a document look at. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args }) {
      if (name.value !== "skip" && name.value !== "include") return;
      for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
