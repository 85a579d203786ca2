import type { Caller } from "./caller.js";

const byRole = new Map<string, object>();

/**
 * Stands for what a caller may read of fields: the same object for callers with the same rights, so that what follows
 * from them is worked out once and kept by it. A partner's are gone, with all that was kept, when its agreements
 * change. Which rows exist for a caller can hang on more (see `dataset/row-scope.ts`).
 */
export function rightsOf({ role, grants }: Caller): object {
  if (role === "partner" && grants !== undefined) return grants;
  let rights = byRole.get(role);
  if (rights === undefined) {
    rights = { role };
    byRole.set(role, rights);
  }
  return rights;
}
