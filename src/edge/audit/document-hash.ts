import { createHash } from "node:crypto";
import { type DocumentNode, print, visit } from "graphql";

const hashes = new WeakMap<DocumentNode, string>();

/**
 * SHA-256 of a document, the values in it left out: a filter may name a person, and the hash of a document that holds
 * a telephone number would tell whoever tries all numbers. What is asked of which type stays in it.
 */
export function documentHash(document: DocumentNode): string {
  let hash = hashes.get(document);
  if (hash === undefined) {
    const bare = visit(document, {
      StringValue: (node) => ({ ...node, value: "", block: false }),
      IntValue: (node) => ({ ...node, value: "0" }),
      FloatValue: (node) => ({ ...node, value: "0" }),
    });
    hash = createHash("sha256").update(print(bare)).digest("hex");
    hashes.set(document, hash);
  }
  return hash;
}
