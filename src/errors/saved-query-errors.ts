import type { ErrorEntry } from "./error-entry.js";

/** What a caller can put right about queries that are kept in the store. */
export const SAVED_QUERY_ERRORS = {
  SAVED_QUERY_FORBIDDEN: {
    status: 403,
    severity: "caller",
    message: "Queries are kept for analysts, stewards and admins, by their tokens' subjects: {reason}.",
  },
  SAVED_QUERY_NAME: {
    status: 400,
    severity: "caller",
    message:
      "A saved query's name is 1 to {maximum} small letters, digits and single hyphens, but got: {name}",
  },
  SAVED_QUERY_NAME_TAKEN: {
    status: 409,
    severity: "caller",
    message: "The name {name} is taken. Choose another.",
  },
  SAVED_QUERY_NOT_YOURS: {
    status: 403,
    severity: "caller",
    message:
      "The saved query {name} is somebody else's; they or an admin can change it. Save yours by another name.",
  },
  SAVED_QUERY_READ_ONLY: {
    status: 403,
    severity: "caller",
    message: "The saved query {name} comes with this release and cannot be changed here.",
  },
  SAVED_QUERY_OPTION: {
    status: 400,
    severity: "caller",
    message: "`{option}` cannot be used so; the one option is `shared`, once, which is true or false.",
  },
  SAVED_QUERY_MEDIA_TYPE: {
    status: 415,
    severity: "caller",
    message:
      "A query is saved as its text in UTF-8 under `Content-Type: application/graphql`, but got: {type}",
  },
  SAVED_QUERY_TOO_LARGE: {
    status: 413,
    severity: "caller",
    message:
      "A saved query is at most {maximum} characters long, but this has {characters}. Save it in parts.",
  },
  SAVED_QUERY_TOO_MANY: {
    status: 409,
    severity: "caller",
    message:
      "{whose} {maximum} saved queries, the most there can be. Remove one first: DELETE /queries/<name>.",
  },
  SAVED_QUERY_REFUSED: {
    status: 400,
    severity: "caller",
    message: "The query cannot be saved: {reason}",
  },
  SAVED_QUERY_BROKEN: {
    status: 409,
    severity: "caller",
    message: "The saved query {name} no longer fits the graph: {reason} Correct it and save it again.",
  },
  SAVED_QUERIES_NOT_KEPT: {
    status: 503,
    severity: "operator",
    message:
      "This gateway has no store, so it keeps no queries. Those of its release are there: GET /queries.",
  },
} as const satisfies Record<string, ErrorEntry>;
