import { type DocumentNode, visit } from "graphql";
import { fault } from "../errors.js";

/**
 * Braces and brackets of a document within each other, at most. The planner's own parser stops at 50 and says so in
 * words of its own (measured: 51 selection sets, 50 with a value innermost); an input's hidden members come on top.
 */
export const MOST_NESTED = 45;

// Equal documents are one object, so each is looked at once.
const known = new WeakMap<DocumentNode, number>();

/**
 * Refuses a document that nests deeper than the planner can read, by fields, fragments or values in its text. What is
 * spread by its name is not nested.
 * @throws OPERATION_TOO_DEEP
 */
export function checkNesting(document: DocumentNode): void {
  let levels = known.get(document);
  if (levels === undefined) {
    levels = nestingOf(document);
    known.set(document, levels);
  }
  if (levels > MOST_NESTED) throw fault("OPERATION_TOO_DEEP", { levels, maximum: MOST_NESTED });
}

function nestingOf(document: DocumentNode): number {
  let depth = 0;
  let deepest = 0;
  const nesting = {
    enter() {
      deepest = Math.max(deepest, ++depth);
    },
    leave() {
      depth--;
    },
  };
  // graphql-js goes through a document without recursion.
  visit(document, { SelectionSet: nesting, ObjectValue: nesting, ListValue: nesting });
  return deepest;
}
