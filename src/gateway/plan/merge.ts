/** An object of an answer. */
export type Answer = Record<string, unknown>;

/**
 * Puts what a source gave into what is known of the same object. Nothing is copied that is not there yet; a null never
 * takes the place of a value, and lists of one length are joined element by element.
 */
export function mergeInto(target: Answer, given: Answer): void {
  for (const key in given) {
    const value = given[key];
    const known = target[key];
    if (known == null) {
      if (known === undefined || value != null) target[key] = value;
    } else if (value != null) target[key] = joined(known, value);
  }
}

function joined(known: unknown, value: unknown): unknown {
  if (typeof known !== "object" || typeof value !== "object") return value;
  if (!Array.isArray(known)) {
    if (Array.isArray(value)) return value;
    mergeInto(known as Answer, value as Answer);
    return known;
  }
  if (!Array.isArray(value) || value.length !== known.length) return value;
  for (let at = 0; at < known.length; at++) {
    if (known[at] == null) known[at] = value[at];
    else if (value[at] != null) known[at] = joined(known[at], value[at]);
  }
  return known;
}

/** A copy down to the leaves, for a second place in the answer that is filled further by itself. */
export function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const copy: Answer = {};
  for (const key in value) copy[key] = copied((value as Answer)[key]);
  return copy;
}
