import { type DocumentNode, Kind, parse, type SelectionSetNode } from "graphql";

/**
 * Whether a source that is asked this answers with just what the client asked: the same names in the same order, with no
 * fragment or condition on either side.
 * @param sent the operation of the source
 * @param asked the client's document
 */
export function givesWhatIsAsked(sent: string, asked: DocumentNode): boolean {
  const given = selectionOf(parse(sent, { noLocation: true }));
  return given !== undefined && isSame(given, selectionOf(asked));
}

/** Undefined for a document with fragments. */
function selectionOf({ definitions }: DocumentNode): SelectionSetNode | undefined {
  const [only, ...others] = definitions;
  return only?.kind === Kind.OPERATION_DEFINITION && others.length === 0 ? only.selectionSet : undefined;
}

function isSame(one: SelectionSetNode | undefined, other: SelectionSetNode | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const keys = new Set<string>();
  return (
    one.selections.length === other.selections.length &&
    one.selections.every((selection, place) => {
      const match = other.selections[place];
      if (selection.kind !== Kind.FIELD || match?.kind !== Kind.FIELD) return false;
      if ((selection.directives ?? []).length > 0 || (match.directives ?? []).length > 0) return false;
      const key = (selection.alias ?? selection.name).value;
      if (key !== (match.alias ?? match.name).value || keys.has(key)) return false;
      keys.add(key);
      return isSame(selection.selectionSet, match.selectionSet);
    })
  );
}
