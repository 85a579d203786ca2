import type { ErrorEntry } from "./error-entry.js";

/** What the owner of a source or the operator of this service has to put right. */
export const OPERATOR_ERRORS = {
  // Sources.
  SOURCE_UNAVAILABLE: {
    status: 200,
    severity: "source",
    message:
      "The source {source} does not answer; its fields are null, the rest of the answer stands. Try again later.",
  },
  SOURCE_TIMEOUT: {
    status: 200,
    severity: "source",
    message:
      "The source {source} did not answer within {timeoutMs} ms; its fields are null, the rest stands.",
  },
  SOURCE_BAD_ANSWER: {
    status: 200,
    severity: "source",
    message:
      "The source {source} answered with something that is not GraphQL ({reason}); its fields are null.",
  },
  SOURCE_BAD_VALUE: {
    status: 200,
    severity: "source",
    message: "A source gave no value of {field} that fits its type; what cannot be without it is null.",
  },
  LIST_TOO_LONG: {
    status: 200,
    severity: "source",
    message:
      "A source has more than {maximum} entries for a list that has no pages. It is not given, as a part of it would pass for the whole: leave it out, and tell the owner.",
  },
  // Start and operation.
  SUPERGRAPH_INVALID: {
    status: 500,
    severity: "operator",
    message: "The supergraph cannot be served: {reason}",
  },
  CONFIG_INVALID: { status: 500, severity: "operator", message: "{variable} {reason}" },
  STORE_SCHEME_UNKNOWN: {
    status: 500,
    severity: "operator",
    message:
      "DATABASE_URL has the scheme {scheme}. Use sqlite:<file> or mysql://user:password@host:port/database.",
  },
  STORE_REFUSED: {
    status: 500,
    severity: "operator",
    message: "No database answers at {address} (connection refused). Start it, or correct DATABASE_URL.",
  },
  STORE_LOGIN_FAILED: {
    status: 500,
    severity: "operator",
    message: "The database at {address} refuses this user or password. Correct DATABASE_URL.",
  },
  STORE_UNUSABLE: {
    status: 500,
    severity: "operator",
    message: "The store at {address} cannot be used: {reason}",
  },
  STORE_NEWER: {
    status: 500,
    severity: "operator",
    message:
      "The store was migrated by a newer release (it holds {migration}). Run that release, or restore an older store.",
  },
  STORE_NOT_EMPTY: {
    status: 500,
    severity: "operator",
    message: "The store at {address} holds data. Add --reset to replace all of it with sample data.",
  },
  STORE_NOT_SEEDED: {
    status: 500,
    severity: "operator",
    message: "The store at {address} could not be filled with sample data; the lines above say why.",
  },
  SEARCH_INDEX_EMPTY: {
    status: 503,
    severity: "operator",
    message: "The search index holds nothing yet. The operator makes it with `npm run search-index`.",
  },
  COMMAND_USAGE: { status: 500, severity: "operator", message: "{reason}" },
  SCHEMA_BREAKS: {
    status: 500,
    severity: "operator",
    message:
      'The schema takes away what clients were promised: {changes} Keep it, mark it deprecated and promise that first (npm run schema -- --promise); what was promised as deprecated may go. Where clients must change now: --promise --breaking "why".',
  },
  SAVED_QUERY_INVALID: {
    status: 500,
    severity: "operator",
    message: "The saved query queries/{file} cannot be served: {reason}",
  },
  COMPOSITION_FAILED: {
    status: 500,
    severity: "operator",
    message: "The subgraphs do not compose: {reason}",
  },
  SHUTTING_DOWN: {
    status: 503,
    severity: "operator",
    message: "The service is stopping. Ask again in a moment.",
  },
  STORE_UNAVAILABLE: {
    status: 503,
    severity: "operator",
    message: "The store does not answer at the moment. Ask again; /readyz tells when it does.",
  },
  NOT_READY: { status: 503, severity: "operator", message: "The store does not answer yet." },
  INTERNAL: {
    status: 500,
    severity: "operator",
    message: "Something failed here. Quote the request id {requestId} to the operator.",
  },
} as const satisfies Record<string, ErrorEntry>;
