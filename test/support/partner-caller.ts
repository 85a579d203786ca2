import { readConfig } from "../../src/config.js";
import { createCallers } from "../../src/edge/callers.js";
import type { Caller } from "../../src/policy/caller.js";
import type { Store } from "../../src/store/store.js";

/** The key that tests derive agreements' token keys from: the demo's, so that the README can show tokens. */
export const TEST_PSEUDONYM_KEY = readConfig({}).pseudonymKey;

/** A partner with what the store's agreements give now, exactly as a request would find them. */
export function partnerCaller(
  store: Store,
  partner: string,
  duties: readonly string[] = [],
): Promise<Caller> {
  const caller: Caller = { role: "partner", subject: `test-${partner}`, partner, duties };
  return createCallers(async () => caller, store, TEST_PSEUDONYM_KEY).renewed(caller);
}
