import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

type Path = readonly string[];

/** What is wanted of a type: what a field being resolved selects of it, or these fields, where code reads them itself. */
export type Wanted = GraphQLResolveInfo | ReadonlySet<string>;

// Siblings share one array of field nodes, so a list of 500 parents is looked through once.
const known = new WeakMap<readonly FieldNode[], Map<string, ReadonlySet<string>>>();

/**
 * The names of the fields that an operation selects of a type, fragments included, whatever their aliases.
 * A field under `@skip` or `@include` counts as selected: reading a column too many is harmless.
 * @param wanted the field that is being resolved; names of fields are given back as they are
 * @param typeName the type whose fields are asked for
 * @param paths where they stand below that field, e.g. `[["nodes"], ["edges", "node"]]`; the field itself by default
 */
export function selectedFields(
  wanted: Wanted,
  typeName: string,
  paths: readonly Path[] = [[]],
): ReadonlySet<string> {
  if (!("fieldNodes" in wanted)) return wanted;
  const info = wanted;
  const cacheKey = `${typeName}|${paths.join()}`;
  let byKey = known.get(info.fieldNodes);
  if (byKey === undefined) {
    byKey = new Map();
    known.set(info.fieldNodes, byKey);
  }
  let names = byKey.get(cacheKey);
  if (names === undefined) {
    const found = new Set<string>();
    for (const path of paths) {
      for (const node of info.fieldNodes) collect(info, node.selectionSet, path, typeName, found);
    }
    names = found;
    byKey.set(cacheKey, names);
  }
  return names;
}

function collect(
  info: GraphQLResolveInfo,
  selections: SelectionSetNode | undefined,
  path: Path,
  typeName: string,
  found: Set<string>,
): void {
  for (const selection of selections?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      if (path.length === 0) found.add(selection.name.value);
      else if (selection.name.value === path[0]) {
        collect(info, selection.selectionSet, path.slice(1), typeName, found);
      }
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : info.fragments[selection.name.value];
    const condition = fragment?.typeCondition?.name.value;
    // At the end of the path a fragment on another type (as under `_entities`) says nothing of this one.
    if (path.length > 0 || condition === undefined || condition === typeName) {
      collect(info, fragment?.selectionSet, path, typeName, found);
    }
  }
}
