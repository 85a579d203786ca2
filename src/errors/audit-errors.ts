import type { ErrorEntry } from "./error-entry.js";

/** What can go wrong with the audit of pulls. */
export const AUDIT_ERRORS = {
  AUDIT_UNAVAILABLE: {
    status: 503,
    severity: "operator",
    message:
      "The answer cannot be given, because it cannot be put on record. Try again later; if it stays so, tell the operator: {requestId}",
  },
  AUDIT_BROKEN: {
    status: 500,
    severity: "operator",
    message: "The audit is not as it was written, from entry {seq} on: {reason}.",
  },
  AUDIT_PURPOSE: {
    status: 400,
    severity: "caller",
    message:
      "The header `x-purpose` must be at most {maximum} characters of text, percent-encoded where they are not ASCII. Shorten it, or leave it out.",
  },
  AUDIT_TYPE_UNKNOWN: {
    status: 400,
    severity: "caller",
    message: "{value} is not a type whose rows are audited, such as Team, Expert or StockLine.",
  },
  AUDIT_RANGE: {
    status: 400,
    severity: "caller",
    message: "{reason}",
  },
  AUDIT_WITHOUT_SUBJECT: {
    status: 403,
    severity: "caller",
    message: "Pulls without a token are not on record. Send yours: `Authorization: Bearer <token>`.",
  },
} as const satisfies Record<string, ErrorEntry>;
