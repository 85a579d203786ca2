import type { Entity } from "./types.js";
import { isEntity } from "./types.js";

/**
 * Puts what a subgraph sent into what is there. Nothing is copied: the answer takes the objects of the source as its
 * own. Objects are merged, lists of one length member by member; of anything else the later value stands.
 */
export function mergeInto(target: Entity, source: Entity): void {
  for (const key in source) {
    // As JSON it is a key like others; as a target it would be what all objects share.
    if (key === "__proto__") continue;
    const value = source[key];
    const before = target[key];
    target[key] = typeof before === "object" && before !== null ? merged(before, value) : value;
  }
}

function merged(before: object, value: unknown): unknown {
  // What one source could not give does not take away what another gave, whichever came first.
  if (value === undefined || value === null) return before;
  if (Array.isArray(before)) {
    if (!Array.isArray(value) || value.length !== before.length) return value;
    for (let at = 0; at < value.length; at++) {
      const member: unknown = before[at];
      before[at] = typeof member === "object" && member !== null ? merged(member, value[at]) : value[at];
    }
    return before;
  }
  if (!isEntity(value)) return value;
  if (value !== before) mergeInto(before as Entity, value);
  return before;
}

/** A copy for a second place of the answer, where the first one's fields may come to differ. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isEntity(value)) return value;
  const copy: Entity = {};
  for (const key in value) if (key !== "__proto__") copy[key] = copyOf(value[key]);
  return copy;
}
