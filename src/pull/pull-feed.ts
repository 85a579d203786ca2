import { setTimeout as pause } from "node:timers/promises";
import { fault } from "../errors.js";
import { type Change, Cut, feedLines } from "./feed-lines.js";
import type { Mirror } from "./mirror.js";

/** Where to pull from, and as whom. */
export interface Source {
  /** The graph's address, without a slash at the end. */
  readonly url: string;
  /** Read again for each request, so that a token can be renewed while a long pull runs. */
  readonly token: () => string;
}

/** How far a pull is. */
export interface PullProgress {
  readonly dataset: string;
  /** Changes applied by this run. */
  readonly changes: number;
}

/** How to pull. */
export interface PullOptions {
  readonly onProgress?: (progress: PullProgress) => void;
  /** How often in a row the source may break off without giving anything. @default 5 */
  readonly attempts?: number;
  /** The first wait after that, in milliseconds; each further one is twice as long, up to 10 s. @default 250 */
  readonly waitMs?: number;
}

/** Lines of one transaction. */
const BATCH = 500;
const LONGEST_WAIT_MS = 10_000;
/** The codes with which a source asks for patience. */
const LATER = new Set([
  ...["FEED_BUSY", "SHUTTING_DOWN", "AUDIT_UNAVAILABLE", "STORE_UNAVAILABLE", "KEYS_UNAVAILABLE"],
  "INTERNAL",
]);

/**
 * Brings the mirror of one dataset up to what the source holds, from where the last run stopped.
 * @returns the number of changes applied
 * @throws PULL_REFUSED (an end that waiting does not change: no right to it, a token that ended), PULL_UNREACHABLE,
 * PULL_MALFORMED
 */
export async function pullFeed(
  source: Source,
  dataset: string,
  mirror: Mirror,
  { onProgress, attempts = 5, waitMs = 250 }: PullOptions = {},
): Promise<number> {
  let changes = 0;
  let vain = 0;
  for (;;) {
    const before = changes;
    try {
      const ended = await pullOnce(source, dataset, mirror, (applied) => {
        changes += applied;
        onProgress?.({ dataset, changes });
      });
      if (ended) return changes;
      continue;
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      vain = changes > before ? 1 : vain + 1;
      if (vain >= attempts)
        throw fault("PULL_UNREACHABLE", { source: source.url, attempts, reason: error.message });
    }
    await pause(Math.min(waitMs * 2 ** (vain - 1), LONGEST_WAIT_MS));
  }
}

/** @returns whether the feed was read to its end; if not, there is more at once */
async function pullOnce(
  source: Source,
  dataset: string,
  mirror: Mirror,
  onApplied: (changes: number) => void,
): Promise<boolean> {
  const { cursor } = mirror.standing(dataset);
  const query = cursor === null ? "" : `?after=${encodeURIComponent(cursor)}`;
  const response = await ask(source, `/feed/${dataset.toLowerCase()}${query}`, "application/x-ndjson");
  if (!response.ok) {
    const code = await refusal(dataset, response);
    if (code === "SNAPSHOT_REQUIRED" && cursor !== null) {
      mirror.restart(dataset);
      return false;
    }
    throw new Cut(code);
  }
  let batch: Change[] = [];
  const flush = () => {
    mirror.apply(dataset, batch);
    onApplied(batch.length);
    batch = [];
  };
  try {
    for await (const line of feedLines(dataset, bodyOf(response))) {
      if ("error" in line) {
        flush();
        if (line.error.code === "SNAPSHOT_REQUIRED") {
          mirror.restart(dataset);
          return false;
        }
        if (LATER.has(line.error.code)) throw new Cut(line.error.code);
        throw fault("PULL_REFUSED", { dataset, refusal: line.error.code, reason: line.error.message });
      }
      if ("end" in line) {
        flush();
        if (line.hasMore) return false;
        mirror.complete(dataset, line.cursor, new Date());
        return true;
      }
      batch.push(line);
      if (batch.length >= BATCH) flush();
    }
  } catch (error) {
    // Whole lines came before whatever broke: they stand.
    flush();
    throw error;
  }
  throw new Cut("the feed ended without an end");
}

/** @throws Cut when the source cannot be reached */
export async function ask({ url, token }: Source, path: string, accept: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token()}`, accept };
  try {
    return await fetch(`${url}${path}`, { headers });
  } catch (error) {
    throw new Cut(causeOf(error));
  }
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  try {
    for await (const chunk of response.body) yield chunk as Uint8Array;
  } catch (error) {
    throw new Cut(causeOf(error));
  }
}

/**
 * The code of a refusal that waiting or a new start may end.
 * @throws PULL_REFUSED for any other
 */
export async function refusal(dataset: string, response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  const { code, message } = firstError(text, response.status);
  if (code === "SNAPSHOT_REQUIRED" || LATER.has(code) || response.status >= 502) return code;
  throw fault("PULL_REFUSED", { dataset, refusal: code, reason: message });
}

function firstError(text: string, status: number): { code: string; message: string } {
  try {
    const body = JSON.parse(text) as { errors?: { message: string; extensions?: { code?: string } }[] };
    const [error] = body.errors ?? [];
    if (error !== undefined)
      return { code: error.extensions?.code ?? String(status), message: error.message };
  } catch {
    // Not ours: a proxy in between, say.
  }
  return { code: String(status), message: "what answered is not a Rescue Graph" };
}

function causeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : "the connection broke");
}
