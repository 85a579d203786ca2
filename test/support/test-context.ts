import pino from "pino";
import type { RequestContext } from "../../src/context.js";
import type { Role } from "../../src/policy/caller.js";
import type { Store } from "../../src/store/store.js";

/** A request's context for a caller of this role. */
export function testContext(store: Store, role: Role): RequestContext {
  return {
    requestId: "test",
    caller: role === "anonymous" ? { role } : { role, subject: "tester" },
    authorization: undefined,
    store,
    log: pino({ enabled: false }),
    signal: new AbortController().signal,
    sources: [],
  };
}
