import { hash } from "node:crypto";
import type { Change } from "./read-page.js";

/** What a reader holds, told apart from anything else by its digest. */
export interface Holding {
  /** Records by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** 64 hex digits: see {@link holding}. */
  readonly digest: string;
}

/** Adds up records. */
export interface Sum {
  add(change: Change): void;
  result(): Holding;
}

const MODULUS = 1n << 256n;

/**
 * The counts and the digest of records in any order: the sum modulo 2^256 of the SHA-256 of each one's canonical text,
 * `{"id":…,"owner":…,"record":…,"type":…}`.
 */
export function holding(): Sum {
  const counts: Record<string, number> = {};
  let sum = 0n;
  return {
    add(change) {
      if (change.op !== "UPSERT") return;
      const { id, owner, record, type } = change;
      counts[type] = (counts[type] ?? 0) + 1;
      const text = JSON.stringify(owner === undefined ? { id, record, type } : { id, owner, record, type });
      sum += BigInt(`0x${hash("sha256", text, "hex")}`);
    },
    result: () => ({ counts, digest: (sum % MODULUS).toString(16).padStart(64, "0") }),
  };
}
