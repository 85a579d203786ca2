import type { ErrorEntry } from "./error-entry.js";

/** What a caller can put right about contracts. */
export const CONTRACT_ERRORS = {
  CONTRACT_FORBIDDEN: {
    status: 403,
    severity: "caller",
    message:
      "The contract of {partner} is for that partner, stewards and admins. Ask for your own: GET /contract.",
  },
  CONTRACT_UNKNOWN: {
    status: 404,
    severity: "caller",
    message: "A contract is named by the code of a division (2 to 12 digits), but got: {partner}",
  },
  CONTRACT_ELSEWHERE: {
    status: 404,
    severity: "caller",
    message:
      "This gateway holds no agreements: its subgraphs decide what a partner reads, and validate nothing by contracts.",
  },
} as const satisfies Record<string, ErrorEntry>;
