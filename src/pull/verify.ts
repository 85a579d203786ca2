import { hash } from "node:crypto";
import { fault } from "../errors.js";
import { Cut } from "./feed-lines.js";
import type { Mirror } from "./mirror.js";
import { ask, refusal, type Source } from "./pull-feed.js";

/** What a mirror holds of a dataset. */
export interface Holding {
  /** Records by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** The sum modulo 2^256 of the SHA-256 of each record's canonical text, as 64 hex digits. */
  readonly digest: string;
}

const MODULUS = 1n << 256n;

/** The counts and the digest of what the mirror holds, as the source computes its own (RFC 8785 texts). */
export function holdingOf(mirror: Mirror, dataset: string): Holding {
  const counts: Record<string, number> = {};
  let sum = 0n;
  for (const { type, id, owner, record } of mirror.records(dataset)) {
    counts[type] = (counts[type] ?? 0) + 1;
    const of = owner === null ? "" : `"owner":${owner},`;
    const text = `{"id":${JSON.stringify(id)},${of}"record":${record},"type":${JSON.stringify(type)}}`;
    sum += BigInt(`0x${hash("sha256", text, "hex")}`);
  }
  return { counts, digest: (sum % MODULUS).toString(16).padStart(64, "0") };
}

/**
 * Compares the mirror of a dataset with what the source says that it should hold.
 * @returns false when the source has changed since the mirror's cursor: pull, then compare again
 * @throws MIRROR_DIFFERS, PULL_REFUSED, Cut when the source cannot be reached
 */
export async function verifyFeed(source: Source, dataset: string, mirror: Mirror): Promise<boolean> {
  const { cursor } = mirror.standing(dataset);
  const at = cursor === null ? "" : `?at=${encodeURIComponent(cursor)}`;
  const response = await ask(source, `/feed/${dataset.toLowerCase()}/digest${at}`, "application/json");
  if (!response.ok) throw new Cut(await refusal(dataset, response));
  const body = await response.json().catch(() => {
    throw new Cut("the digest broke off");
  });
  const there = body as Holding & { readonly current: boolean };
  if (!there.current) return false;
  const here = holdingOf(mirror, dataset);
  if (here.digest === there.digest) return true;
  throw fault("MIRROR_DIFFERS", { dataset, here: countsText(here), there: countsText(there) });
}

function countsText({ counts }: Holding): string {
  const named = Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1));
  return named.length === 0 ? "none" : named.map(([type, count]) => `${count} ${type}`).join(", ");
}
