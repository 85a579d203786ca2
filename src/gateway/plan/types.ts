import { type GraphQLSchema, isAbstractType } from "graphql";

/** Which types satisfy a type condition: itself, and those that an interface or union may be. */
export type Satisfies = (condition: string) => ReadonlySet<string>;

/** Type conditions over a schema, each worked out once. */
export function typeConditions(schema: GraphQLSchema): Satisfies {
  const known = new Map<string, ReadonlySet<string>>();
  return (condition) => {
    let found = known.get(condition);
    if (found === undefined) {
      const type = schema.getType(condition);
      const possible = isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [];
      found = new Set([condition, ...possible]);
      known.set(condition, found);
    }
    return found;
  };
}
