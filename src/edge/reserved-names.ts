import { type FieldNode, GraphQLError, type NameNode, type ValidationContext } from "graphql";

// Whatever an object of JavaScript has by birth. `in`, because most of these are not enumerable.
const isReserved = (name: string) => name in Object.prototype;

/**
 * Validation rule: no alias, variable, fragment or operation is called as something that every JavaScript object
 * has (`__proto__`, `constructor`, `toString`). The planner merges answers by response name into plain objects, so
 * an alias `__proto__` would write into the prototype of everything in this process.
 */
export function noReservedNames(context: ValidationContext) {
  const check = (name: NameNode | undefined) => {
    if (name === undefined || !isReserved(name.value)) return;
    context.reportError(
      new GraphQLError(`The name "${name.value}" is reserved here; choose another.`, { nodes: name }),
    );
  };
  return {
    Field: ({ alias }: FieldNode) => check(alias),
    VariableDefinition: ({ variable }: { variable: { name: NameNode } }) => check(variable.name),
    FragmentDefinition: ({ name }: { name: NameNode }) => check(name),
    OperationDefinition: ({ name }: { name?: NameNode | undefined }) => check(name),
  };
}
