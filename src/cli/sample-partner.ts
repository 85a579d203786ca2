import { sampleGrants, sampleUnconditional } from "../../seeds/sample-grants.js";
import { recordsOf } from "../edge/callers.js";
import type { Caller } from "../policy/caller.js";
import { compileGrants } from "../policy/grants.js";

/** The partners whose contracts are printed: all that receive anything under the sample agreements. */
export const SAMPLE_PARTNERS = ["32", "33", "34", "330482"] as const;

/**
 * A partner with what the sample agreements give, to print contracts by. The keys of tokens are empty: this caller
 * reads no rows.
 */
export function samplePartner(partner: string): Caller {
  const grants = compileGrants(partner, recordsOf(sampleGrants(partner)), sampleUnconditional(), () =>
    Buffer.alloc(0),
  );
  return { role: "partner", partner, grants };
}
