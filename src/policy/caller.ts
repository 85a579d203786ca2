import type { Grants } from "./grants.js";
import type { PolicyClass } from "./policy-class.js";
import type { QuotaMeter } from "./quota.js";

/** The roles a token can carry; no token means `anonymous`. */
export const ROLES = ["anonymous", "analyst", "steward", "partner", "admin"] as const;
/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Who is asking, as proved by the token. */
export interface Caller {
  readonly role: Role;
  /** The token's subject; absent for anonymous callers. */
  readonly subject?: string;
  /** The statistical code of the division that a partner speaks for; partners alone have one. */
  readonly partner?: string;
  /** What the token's holder does in an emergency, such as `commander`: grants can name it. */
  readonly duties?: readonly string[];
  /** What agreements give this partner now; without it they give nothing. */
  readonly grants?: Grants;
  /** Counts what this request gives to a partner, where agreements have a quota. */
  readonly quota?: QuotaMeter;
}

/** The caller without a token. */
export const ANONYMOUS: Caller = Object.freeze({ role: "anonymous" });

/** Who may read everything: for code that computes on behalf of an agreement, never for a client. */
export const SYSTEM: Caller = Object.freeze({ role: "admin" });

// A partner starts with what everybody sees: what an agreement adds is granted by that agreement alone.
const READABLE: Readonly<Record<Role, ReadonlySet<PolicyClass>>> = {
  anonymous: new Set(["PUBLIC"]),
  partner: new Set(["PUBLIC"]),
  analyst: new Set(["PUBLIC", "INTERNAL"]),
  steward: new Set(["PUBLIC", "INTERNAL", "PERSONAL"]),
  admin: new Set(["PUBLIC", "INTERNAL", "PERSONAL", "SENSITIVE"]),
};

/** Whether a caller's role reads fields of this class in clear. What agreements add is told by `access.ts`. */
export function mayRead(caller: Caller, policy: PolicyClass): boolean {
  return READABLE[caller.role].has(policy);
}

/** Whether a text has the form of a statistical code of a division. */
export function isDivisionCode(text: string): boolean {
  return /^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/.test(text);
}

/** Whether a text has the form of a duty's name. */
export function isDutyName(text: string): boolean {
  return /^[a-z][a-z-]{0,39}$/.test(text);
}
