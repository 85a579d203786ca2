import { createHash } from "node:crypto";
import { fault } from "../errors.js";

/** A change as the feed sends it. */
export interface Change {
  readonly op: "UPSERT" | "DELETE";
  readonly type: string;
  readonly id: string;
  /** The record that this one belongs to. */
  readonly owner?: Readonly<Record<string, unknown>>;
  /** Of an UPSERT: the whole record, as this reader may see it. */
  readonly record?: Readonly<Record<string, unknown>>;
  readonly cursor: string;
}

/** The last line of a feed that was sent whole. */
export interface End {
  readonly end: true;
  readonly cursor: string;
  readonly count: number;
  readonly hasMore: boolean;
  readonly digest: string;
}

/** What the source says when it breaks off. */
export interface Broken {
  readonly error: { readonly code: string; readonly message: string };
}

/** The body ended without saying that it was whole. */
export class Cut extends Error {
  override readonly name = "Cut";
}

const LINE_LIMIT = 1024 * 1024;

/**
 * The lines of a feed's body. Its own count and digest are compared on the way: what was damaged is not believed.
 * @throws Cut when the body ends early or is not what its last line says
 */
export async function* feedLines(
  dataset: string,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Change | End | Broken> {
  const hash = createHash("sha256");
  const decoder = new TextDecoder();
  let count = 0;
  let rest = "";
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() as string;
    if (rest.length > LINE_LIMIT) throw malformed(dataset, "a line has no end");
    for (const line of lines) {
      const said = parsed(dataset, line);
      if ("end" in said) {
        if (said.count !== count || said.digest !== hash.copy().digest("hex"))
          throw new Cut("what arrived is not what was sent");
        yield said;
        return;
      }
      if ("error" in said) {
        yield said;
        return;
      }
      hash.update(`${line}\n`);
      count += 1;
      yield said;
    }
  }
  throw new Cut("the body ended before its last line");
}

function parsed(dataset: string, line: string): Change | End | Broken {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    throw malformed(dataset, "a line is not JSON");
  }
  if (typeof said === "object" && said !== null) {
    if ("end" in said || "error" in said) return said as End | Broken;
    const { op, type, id, cursor, record } = said as Partial<Change>;
    const whole = typeof type === "string" && typeof id === "string" && typeof cursor === "string";
    if (whole && (op === "DELETE" || (op === "UPSERT" && typeof record === "object"))) return said as Change;
  }
  throw malformed(dataset, "a line is no change");
}

function malformed(dataset: string, reason: string): Error {
  return fault("PULL_MALFORMED", { dataset, reason });
}
