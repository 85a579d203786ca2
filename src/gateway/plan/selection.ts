import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isUnionType,
  Kind,
  type SelectionSetNode,
  visit,
} from "graphql";
import { collectFields, type Selecting, type Variables } from "../collect-fields.js";

/** Fields of one response name, in the order in which their selections are to be merged. */
export interface Collected {
  readonly name: string;
  /** Undefined for `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly sets: SelectionSetNode[];
}

/** The selections of a document, read for one choice of the variables that `@skip` and `@include` look at. */
export class Selections {
  private readonly selecting: Selecting;

  constructor(schema: GraphQLSchema, { definitions }: DocumentNode, conditions: Variables) {
    const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
    for (const definition of definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
    this.selecting = { schema, fragments, variables: conditions };
  }

  /**
   * Collects fields as the specification's CollectFields does, for values of one type.
   * @param type an abstract one for values that do not say what they are
   */
  collect(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Map<string, Collected> {
    const collected = new Map<string, Collected>();
    for (const [key, nodes] of collectFields(this.selecting, type, sets)) {
      const name = (nodes[0] as FieldNode).name.value;
      const field = isUnionType(type) ? undefined : type.getFields()[name];
      if (field === undefined && name !== "__typename") continue;
      collected.set(key, { name, field, sets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []) });
    }
    return collected;
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
