import type { ErrorEntry } from "./error-entry.js";

/** What a caller can put right about agreements and what they give. */
export const AGREEMENT_ERRORS = {
  ACTION_FORBIDDEN: {
    status: 403,
    severity: "caller",
    message: "{action} is not open to the role {role}, only to: {roles}. Use a token of such a role.",
  },
  AGREEMENT_INVALID: {
    status: 400,
    severity: "caller",
    message: "The agreement cannot be used as it is; `problems` lists what to put right: {reason}",
  },
  AGREEMENT_STEP_REFUSED: {
    status: 409,
    severity: "caller",
    message: "{step} is not possible for the agreement {id} now: {reason}",
  },
  AGREEMENT_PARTY: {
    status: 403,
    severity: "caller",
    message: "{step} cannot be done for {party} in the agreement {id}: {reason}",
  },
  QUOTA_EXCEEDED: {
    status: 429,
    severity: "caller",
    message:
      "The agreement {agreement} gives {quota} records a day, and today's are used up. Ask again from {renewsAt} on.",
  },
} as const satisfies Record<string, ErrorEntry>;
