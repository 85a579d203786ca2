import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  type IntValueNode,
  Kind,
  print,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from "graphql";

const made = new WeakMap<DocumentNode, DocumentNode>();

/**
 * A document with its values written so that the planner reads them as graphql-js does. The planner (0.0.38) takes any blank of
 * Unicode for the indentation of a block string, where GraphQL has spaces and tabs: it drops ideographic blanks, or ends its
 * thread in the middle of one. And it reads integers of 64 bits at most.
 * @param schema that the document is valid by
 */
export function plannable(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  let written = made.get(document);
  if (written === undefined) {
    const types = new TypeInfo(schema);
    written = visit(
      document,
      visitWithTypeInfo(types, {
        StringValue: (node) => (node.block === true ? { ...node, block: false } : undefined),
        IntValue: (node) =>
          isLong(node) ? longNumber(node, getNamedType(types.getInputType())?.name) : undefined,
      }),
    );
    made.set(document, written);
  }
  return written;
}

/** A document as text for the planner, which reads the escape for a backspace as another character. */
export function plannableText(document: DocumentNode): string {
  // A backslash stands in strings alone, and begins an escape there.
  return print(document).replace(/\\(.)/g, (whole, kind) => (kind === "b" ? "\\u0008" : whole));
}

function isLong({ value }: IntValueNode): boolean {
  return value.length > 18;
}

/** Only what is no Int can be so long: an ID, which is its digits, or a number with a fraction. */
function longNumber({ value }: IntValueNode, type: string | undefined): ValueNode {
  return type === "ID" ? { kind: Kind.STRING, value } : { kind: Kind.FLOAT, value: `${value}.0` };
}
