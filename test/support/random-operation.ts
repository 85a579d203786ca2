import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isUnionType,
} from "graphql";
import { randomFrom } from "./random.js";

/** A valid query without arguments: aliases, fragments on abstract types, `@skip` and `@include`, `__typename`. */
export function randomQuery(schema: GraphQLSchema, seed: number, deepest = 4): string {
  const random = randomFrom(seed);
  const chance = (share: number) => random() < share;
  let aliases = 0;
  const directive = () =>
    chance(0.08) ? ` @skip(if: $${chance(0.5) ? "yes" : "no"})` : chance(0.08) ? " @include(if: $yes)" : "";
  const selectionsOf = (type: GraphQLCompositeType, depth: number): string => {
    const parts: string[] = [];
    if (isAbstractType(type)) {
      for (const possible of schema.getPossibleTypes(type)) {
        if (chance(0.6)) parts.push(`... on ${possible.name}${directive()} ${selectionsOf(possible, depth)}`);
      }
      if (chance(0.5) || parts.length === 0) parts.push("__typename");
    } else if (chance(0.2)) parts.push("__typename");
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    for (const field of fields) {
      if (!chance(0.6) || field.args.some((arg) => isNonNullType(arg.type))) continue;
      const below = getNamedType(field.type);
      if (isCompositeType(below) && depth <= 0) continue;
      // Aliases are never used twice, so that no two selections of one name can differ.
      // `id` has none: below a fragment on a type that an interface object stands for, the planner (0.0.38) asks for an
      // aliased key at the wrong place. Its own runtime then drops the fragment; here the object is null, as it must be.
      const alias = field.name !== "id" && chance(0.2) ? `a${aliases++}: ` : "";
      const set = isCompositeType(below) ? ` ${selectionsOf(below, depth - 1)}` : "";
      parts.push(`${alias}${field.name}${alias === "" ? "" : directive()}${set}`);
    }
    if (parts.length === 0) parts.push("__typename");
    return `{ ${parts.join(" ")} }`;
  };
  const query = schema.getQueryType() as GraphQLCompositeType;
  return `query ($yes: Boolean = true, $no: Boolean = false) ${selectionsOf(query, deepest).replace(
    /^\{/,
    "{ root: __typename @include(if: $yes) @skip(if: $no)",
  )}`;
}
