import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";

type Path = readonly string[];

/** What is wanted of a type: what a field being resolved selects of it, or these fields, where code reads them itself. */
export type Wanted = GraphQLResolveInfo | ReadonlySet<string>;

// Siblings share one array of field nodes, so a list of 500 parents is looked through once.
const known = new WeakMap<readonly FieldNode[], Known[]>();

/** What was found for a type, at paths. */
interface Known {
  readonly typeName: string;
  readonly paths: readonly Path[];
  readonly names: ReadonlySet<string>;
}

const HERE: readonly Path[] = [[]];

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
  paths: readonly Path[] = HERE,
): ReadonlySet<string> {
  if (!("fieldNodes" in wanted)) return wanted;
  const { fieldNodes } = wanted;
  let all = known.get(fieldNodes);
  if (all === undefined) {
    all = [];
    known.set(fieldNodes, all);
  }
  // Looked through, not found by a key: that would be a text made anew for every row. Paths mostly are constants.
  for (const each of all) if (each.typeName === typeName && isSame(each.paths, paths)) return each.names;
  const names = new Set<string>();
  for (const path of paths) {
    for (const node of fieldNodes) collect(wanted, node.selectionSet, path, typeName, names);
  }
  all.push({ typeName, paths, names });
  return names;
}

function isSame(some: readonly Path[], others: readonly Path[]): boolean {
  if (some === others) return true;
  return (
    some.length === others.length &&
    some.every((path, at) => {
      const other = others[at] as Path;
      return path.length === other.length && path.every((name, place) => name === other[place]);
    })
  );
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
