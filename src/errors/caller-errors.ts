import type { ErrorEntry } from "./error-entry.js";

/** What a caller can put right. */
export const CALLER_ERRORS = {
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
  NOT_ACCEPTABLE: {
    status: 406,
    severity: "caller",
    message:
      "Answers are not given as {accept}. Accept `application/graphql-response+json` or `application/json`.",
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
  PLAN_TOO_SLOW: {
    status: 400,
    severity: "caller",
    message: "Planning the operation took over {limitMs} ms. Ask for less, or in several operations.",
  },
  PLANNER_BUSY: {
    status: 503,
    severity: "operator",
    message: "Too many operations wait to be planned. Ask again in a moment.",
  },
  SERVICE_BUSY: {
    status: 503,
    severity: "operator",
    message: "Too many large answers are being given at once. Ask again in a moment, or for less.",
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
    message:
      "{field} is {policy} and not open to the role {role}: it is null in answers, and refused in filters, orders and groups.",
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
      "The cursor in `{argument}` is not one this service made. Use the cursor of an earlier answer as it is (`pageInfo`, or a feed's last line), or leave it out to begin anew.",
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
  BAD_GROUP_BY: {
    status: 400,
    severity: "caller",
    message:
      "The grouping of {type} cannot be used: {reason}. Give a list of one-key objects, such as `[{ status: true }]`.",
  },
  FILTER_TOO_LARGE: {
    status: 400,
    severity: "caller",
    message: "The filter on {field} is too large: {reason}, where {maximum} is the most. Ask in parts.",
  },
  GROUP_TOO_SMALL: {
    status: 403,
    severity: "caller",
    message:
      "Fewer than {minimum} of {field} are not counted for this role, since so few could be known by it. Ask for {minimum} or more, or for `some`.",
  },
  TOO_MANY_MATCHES: {
    status: 400,
    severity: "caller",
    message:
      "More than {maximum} of {type} match the condition on {field}, too many to pass on to another dataset. Narrow it, by a division for example.",
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
  SEARCH_TEXT_EMPTY: {
    status: 400,
    severity: "caller",
    message: "There is nothing to search for. Give `text` at least one character or word.",
  },
  SEARCH_TEXT_WORDLESS: {
    status: 400,
    severity: "caller",
    message:
      "`text` holds signs only. Give at least one letter, character or digit; wildcards mean nothing here.",
  },
  SEARCH_TEXT_CONTROL: {
    status: 400,
    severity: "caller",
    message: "`text` holds control characters. Take them out.",
  },
  SEARCH_TEXT_TOO_LONG: {
    status: 400,
    severity: "caller",
    message: "`text` has {length} characters; {maximum} is the most. Search for what is particular in it.",
  },
  SEARCH_TOO_MANY_WORDS: {
    status: 400,
    severity: "caller",
    message: "`text` has {words} words; {maximum} is the most. Leave out what is not particular.",
  },
  UNITS_UNLIKE: {
    status: 400,
    severity: "caller",
    message:
      "A quantity in {from} cannot be given in {to}: {reason} Convert between units that have the same `base`.",
  },
  UNITS_MIXED: {
    status: 400,
    severity: "caller",
    message:
      "{field} is null for groups that hold unlike base units, or an item whose unit is not known. Group by the item, or filter on it.",
  },
  QUANTITY_TOO_LARGE: {
    status: 400,
    severity: "caller",
    message: "{value} {from} is more {to} than a number can hold. Choose a larger unit.",
  },
  // Exports and saved queries.
  EXPORT_NO_CONNECTION: {
    status: 400,
    severity: "caller",
    message:
      "An export walks one connection to its end, but {reason}. Select one, such as `teams { nodes { name } }`.",
  },
  EXPORT_TWO_CONNECTIONS: {
    status: 400,
    severity: "caller",
    message:
      "An export walks one connection, but this operation selects several: {paths}. Ask for one at a time, or with `stack=1` where all have the same columns.",
  },
  EXPORT_NOT_A_QUERY: {
    status: 400,
    severity: "caller",
    message: "Only a query can be exported, not a {kind}. Ask for JSON.",
  },
  EXPORT_COLUMNS_COLLIDE: {
    status: 400,
    severity: "caller",
    message: "Two things in the export would be called {column}. Give the field an alias.",
  },
  EXPORT_STACK_TOO_HIGH: {
    status: 400,
    severity: "caller",
    message:
      "A stack holds {maximum} connections at most, but this operation selects {count}. Export the rest by itself.",
  },
  EXPORT_TOO_WIDE: {
    status: 400,
    severity: "caller",
    message: "The operation selects more fields than an export can hold ({maximum}). Ask for fewer.",
  },
  EXPORT_LISTS_AMBIGUOUS: {
    status: 400,
    severity: "caller",
    message:
      "With `lists=rows` one list inside a row becomes rows, but there are several: {columns}. Select one of them.",
  },
  EXPORT_OPTION: {
    status: 400,
    severity: "caller",
    message: "The option `{option}` must be {choices}, but got: {value}",
  },
  EXPORT_PARAMETER: {
    status: 400,
    severity: "caller",
    message: "The parameter `{parameter}` cannot be used: {reason}",
  },
  EXPORT_FORMAT_UNKNOWN: {
    status: 404,
    severity: "caller",
    message: "There is no export that ends in `.{ending}`. Choose one of {formats}.",
  },
  EXPORT_NOTHING_THERE: {
    status: 404,
    severity: "caller",
    message: "There is no list at {path}. Check the identifiers and codes in the arguments before it.",
  },
  EXPORT_UNKNOWN: {
    status: 404,
    severity: "caller",
    message: "There is no export of yours with this id, or it is long over.",
  },
  SAVED_QUERY_UNKNOWN: {
    status: 404,
    severity: "caller",
    message: "There is no saved query {name}. GET /queries lists them.",
  },
} as const satisfies Record<string, ErrorEntry>;
