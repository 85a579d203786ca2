import type { Caller, Role } from "./caller.js";

const allowed = new Map<string, readonly Role[]>();

/**
 * Records which roles may do something.
 * @param coordinate `Mutation.field`
 */
export function noteAction(coordinate: string, roles: readonly Role[]): void {
  allowed.set(coordinate, roles);
}

/** The roles that may do something; none may do what nobody recorded. */
export function rolesFor(coordinate: string): readonly Role[] {
  return allowed.get(coordinate) ?? [];
}

/** Whether a caller's role may do something at all. Whether he may do it to this thing is its service's to say. */
export function mayDo({ role }: Caller, coordinate: string): boolean {
  return rolesFor(coordinate).includes(role);
}
