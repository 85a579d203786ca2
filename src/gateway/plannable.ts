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
import { fault } from "../errors.js";

const made = new WeakMap<DocumentNode, DocumentNode>();

/**
 * A document with its values written so that the planner reads them as graphql-js does. The planner (0.0.38) takes any blank of
 * Unicode for the indentation of a block string, where GraphQL has spaces and tabs: it drops ideographic blanks, or ends its
 * thread in the middle of one. And it reads integers of 64 bits at most.
 * @param schema that the document is valid by
 * @throws WRONG_TYPE for an integer of more than 64 bits where a scalar stands that GraphQL does not define
 */
export function plannable(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  let written = made.get(document);
  if (written === undefined) {
    const types = new TypeInfo(schema);
    written = visit(
      document,
      visitWithTypeInfo(types, {
        StringValue: (node) => (node.block === true ? { ...node, block: false } : undefined),
        IntValue: (node) => longNumber(node, getNamedType(types.getInputType())?.name),
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

const LARGEST = 2n ** 63n;

/**
 * A number that the planner can not read, written otherwise. What a scalar of somebody else's makes of a literal is its own
 * affair: no other spelling is the same to it.
 * @throws WRONG_TYPE for such a scalar
 */
function longNumber({ value }: IntValueNode, type: string | undefined): ValueNode | undefined {
  const isLong = value.length > 18 && (BigInt(value) >= LARGEST || BigInt(value) < -LARGEST);
  if (!isLong) return undefined;
  if (type === "ID") return { kind: Kind.STRING, value };
  if (type === "Float") return { kind: Kind.FLOAT, value: `${value}.0` };
  throw fault("WRONG_TYPE", { reason: `An integer of more than 64 bits must come in a variable: ${value}` });
}
