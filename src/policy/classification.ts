import type { PolicyClass } from "./policy-class.js";

const classes = new Map<string, PolicyClass>();

/**
 * Records the class of a published field. A field that nobody classified is not readable: see {@link classOf}.
 * @param coordinate `Type.field`
 */
export function classify(coordinate: string, policy: PolicyClass): void {
  classes.set(coordinate, policy);
}

/** The class of a published field, or undefined when it has none. */
export function classOf(coordinate: string): PolicyClass | undefined {
  return classes.get(coordinate);
}
