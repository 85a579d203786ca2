import type { PolicyClass } from "./policy-class.js";

/** The roles a token can carry; no token means `anonymous`. */
export const ROLES = ["anonymous", "analyst", "steward", "partner", "admin"] as const;
/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Who is asking, as proved by the token. */
export interface Caller {
  readonly role: Role;
  /** The token's subject; absent for anonymous callers. */
  readonly subject?: string;
}

/** The caller without a token. */
export const ANONYMOUS: Caller = Object.freeze({ role: "anonymous" });

// A partner starts with what everybody sees: what an agreement adds is granted by that agreement alone.
const READABLE: Readonly<Record<Role, ReadonlySet<PolicyClass>>> = {
  anonymous: new Set(["PUBLIC"]),
  partner: new Set(["PUBLIC"]),
  analyst: new Set(["PUBLIC", "INTERNAL"]),
  steward: new Set(["PUBLIC", "INTERNAL", "PERSONAL"]),
  admin: new Set(["PUBLIC", "INTERNAL", "PERSONAL", "SENSITIVE"]),
};

/** Whether this caller may read fields of this class in clear. */
export function mayRead(caller: Caller, policy: PolicyClass): boolean {
  return READABLE[caller.role].has(policy);
}
