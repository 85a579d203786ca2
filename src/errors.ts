import { GraphQLError, type GraphQLErrorOptions } from "graphql";

/** Who has to act: the caller, the operator of this service, or the owner of a source. */
export type Severity = "caller" | "operator" | "source";

interface ErrorEntry {
  readonly status: number;
  readonly severity: Severity;
  /** What is wrong and what to do next; `{name}` is replaced by the parameter of that name. */
  readonly message: string;
}

/**
 * Every error that Rescue Graph gives, by its stable code. Clients switch on the code, people read the
 * message; neither ever holds SQL, a path or a stack. `status` is the HTTP status when the error is the whole
 * answer.
 */
export const ERRORS = {
  // The request itself.
  BAD_REQUEST: {
    status: 400,
    severity: "caller",
    message: "The request is not one GraphQL over HTTP knows: {reason}",
  },
  BODY_UNPARSABLE: {
    status: 400,
    severity: "caller",
    message:
      "The request body is not valid JSON. Send an object with a `query`, and `Content-Type: application/json`.",
  },
  BODY_TOO_LARGE: {
    status: 413,
    severity: "caller",
    message: "The request body is over {limit} bytes. Send less text; put values into variables, in parts.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    severity: "caller",
    message: "The content type {type} is not accepted here. Send `application/json`.",
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    severity: "caller",
    message: "{method} is not served here. Send an operation with POST, or a query with GET.",
  },
  ROUTE_UNKNOWN: {
    status: 404,
    severity: "caller",
    message: "Nothing is served at {path}. The graph is at /graphql.",
  },
  SYNTAX_ERROR: { status: 400, severity: "caller", message: "The document is not GraphQL: {reason}" },
  UNKNOWN_FIELD: { status: 400, severity: "caller", message: "{reason}" },
  UNKNOWN_ARGUMENT: { status: 400, severity: "caller", message: "{reason}" },
  WRONG_TYPE: { status: 400, severity: "caller", message: "{reason}" },
  INVALID_OPERATION: { status: 400, severity: "caller", message: "{reason}" },
  OPERATION_TOO_DEEP: {
    status: 400,
    severity: "caller",
    message: "The operation is {levels} levels deep; {maximum} is the most. Ask in several operations.",
  },
  OPERATION_TOO_LARGE: {
    status: 400,
    severity: "caller",
    message:
      "By its page sizes the answer could hold {values} values; {maximum} is the most. Lower `first`, or ask for fewer fields.",
  },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 200,
    severity: "caller",
    message: "PersistedQueryNotFound: send the operation's text once along with its hash.",
  },
  // Who is asking.
  TOKEN_INVALID: {
    status: 401,
    severity: "caller",
    message:
      "The bearer token is not valid: {reason}. Ask for a new one, or leave the header out for public data.",
  },
  TOKEN_EXPIRED: {
    status: 401,
    severity: "caller",
    message: "The bearer token ended at {expiredAt}. Ask for a new one.",
  },
  KEYS_UNAVAILABLE: {
    status: 503,
    severity: "operator",
    message:
      "The keys that prove tokens cannot be fetched. Ask again in a moment, or leave the token out for public data.",
  },
  FORBIDDEN_FIELD: {
    status: 403,
    severity: "caller",
    message: "{field} is {policy} and not open to the role {role}; it is null wherever it was asked for.",
  },
  // What was asked for.
  NOT_FOUND: { status: 404, severity: "caller", message: "There is no {type} with {key} {value}." },
  BAD_PAGE_SIZE: {
    status: 400,
    severity: "caller",
    message:
      "{argument} must be from 1 to {maximum}, but got: {value}. Walk further with `after: pageInfo.endCursor`.",
  },
  BAD_PAGE_ARGUMENTS: {
    status: 400,
    severity: "caller",
    message: "Give `first` with `after`, or `last` with `before`, not both.",
  },
  BAD_CURSOR: {
    status: 400,
    severity: "caller",
    message:
      "The cursor in `{argument}` is not one this service made. Use `pageInfo` of an earlier page as it is.",
  },
  CURSOR_MISMATCH: {
    status: 400,
    severity: "caller",
    message: "The cursor in `{argument}` belongs to another list, order or filter. Start over without it.",
  },
  BAD_FILTER: { status: 400, severity: "caller", message: "The filter on {field} cannot be used: {reason}" },
  BAD_INSTANT: {
    status: 400,
    severity: "caller",
    message:
      "`{argument}` must be an instant in ISO 8601 with its offset, such as {format}, but got: {value}",
  },
  BAD_DAY: {
    status: 400,
    severity: "caller",
    message: "`{argument}` must be a day of the calendar as YYYY-MM-DD, but got: {value}",
  },
  BAD_DURATION: {
    status: 400,
    severity: "caller",
    message: "The duration for {field} must be ISO 8601, such as P90D, P6M or -PT12H, but got: {value}",
  },
  BAD_ORDER: {
    status: 400,
    severity: "caller",
    message:
      "The order of {type} cannot be used: {reason}. Give a list of `{ field: ASC }`, one field in each.",
  },
  FILTER_TOO_LARGE: {
    status: 400,
    severity: "caller",
    message: "The filter on {field} is too large: {reason}, where {maximum} is the most. Ask in parts.",
  },
  BAD_POINT: {
    status: 400,
    severity: "caller",
    message: "{reason} Latitude is -90 to 90, longitude -180 to 180.",
  },
  BAD_RADIUS: {
    status: 400,
    severity: "caller",
    message: "`km` must be over 0 and at most {maximum}, but got: {value}.",
  },
  UNITS_UNLIKE: {
    status: 400,
    severity: "caller",
    message:
      "A quantity in {from} cannot be given in {to}: {reason} Convert between units that have the same `base`.",
  },
  QUANTITY_TOO_LARGE: {
    status: 400,
    severity: "caller",
    message: "{value} {from} is more {to} than a number can hold. Choose a larger unit.",
  },
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
  // Start and operation.
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
  COMMAND_USAGE: { status: 500, severity: "operator", message: "{reason}" },
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
  NOT_READY: { status: 503, severity: "operator", message: "The store does not answer yet." },
  INTERNAL: {
    status: 500,
    severity: "operator",
    message: "Something failed here. Quote the request id {requestId} to the operator.",
  },
} as const satisfies Record<string, ErrorEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof ERRORS;

/** Values for the placeholders of a message. They also travel in `extensions`, so they must be fit to show. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Makes the error for a code: message filled in, `extensions.code` set, parameters beside it.
 * @param code the entry of the catalogue
 * @param params values for the message's placeholders
 * @param options nodes or the original error, where there are any
 */
export function fault(
  code: ErrorCode,
  params: ErrorParams = {},
  options: GraphQLErrorOptions = {},
): GraphQLError {
  const { reason: _shownInMessage, ...shown } = params;
  const details = Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, clipped(code, value)]),
  );
  return new GraphQLError(fillMessage(code, params), { ...options, extensions: { code, ...details } });
}

/** The catalogue's message for a code with its placeholders filled in. */
export function fillMessage(code: ErrorCode, params: ErrorParams = {}): string {
  return ERRORS[code].message.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? String(clipped(code, params[name])) : placeholder,
  );
}

const LONGEST_ECHO = 400;

/** What a caller sent goes back in errors, so it is shortened there: 100 kB in must not be 200 kB out. */
function clipped<T>(code: ErrorCode, value: T): T | string {
  if (typeof value !== "string" || value.length <= LONGEST_ECHO || ERRORS[code].severity !== "caller")
    return value;
  return `${value.slice(0, LONGEST_ECHO * 0.6)} … ${value.slice(-LONGEST_ECHO * 0.4)}`;
}

/** The catalogue's code of an error, if it has one. */
export function codeOf(error: unknown): ErrorCode | undefined {
  const code = error instanceof GraphQLError ? error.extensions["code"] : undefined;
  return typeof code === "string" && Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : undefined;
}
