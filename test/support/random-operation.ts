import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isUnionType,
} from "graphql";

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomly(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A valid query without arguments: aliases, fragments on abstract types, `@skip` and `@include`, `__typename`. */
export function randomQuery(schema: GraphQLSchema, seed: number, deepest = 4): string {
  const random = randomly(seed);
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
