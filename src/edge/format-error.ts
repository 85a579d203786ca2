import { type ASTNode, GraphQLError, type GraphQLFormattedError, Kind } from "graphql";
import { ERRORS, type ErrorCode, type ErrorParams, fillMessage } from "../errors.js";
import { isStoreLost } from "../store/store-fault.js";

// A remote subgraph may run with debugging on; what it tells of its inside stays inside.
const PRIVATE_EXTENSIONS = ["stacktrace", "exception", "http"];

/**
 * Apollo's `formatError`: every error leaves with a code of the catalogue. An error that nobody foresaw becomes
 * INTERNAL, or STORE_UNAVAILABLE where the store was lost; its message keeps the placeholder for the request id, which `answerPlugin` fills in.
 * @param formatted the error as Apollo would send it
 * @param error the error as it was thrown
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  return isPlainError(error) ? catalogued(error, error) : catalogued(formatted, error);
}

/**
 * The same for a graph whose subgraphs are not ours: an error from below keeps its words and whatever code it has.
 */
export function formatForeignError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const ours = formatError(formatted, error);
  const fromBelow = ours.extensions?.["code"] === "INTERNAL" && (formatted.path?.length ?? 0) > 0;
  return fromBelow ? { ...formatted, extensions: published(formatted.extensions) } : ours;
}

/** An executor may hand on what a subgraph sent as it is: Apollo takes such an error for no error at all. */
function isPlainError(error: unknown): error is GraphQLFormattedError {
  return !(error instanceof Error) && typeof error === "object" && error !== null && "message" in error;
}

function catalogued(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = formatted.extensions?.["code"];
  if (code === "BAD_REQUEST") return recoded(formatted, "BAD_REQUEST", formatted.message.trim());
  if (isCatalogued(code)) return { ...formatted, extensions: published(formatted.extensions) };
  switch (code) {
    case "GRAPHQL_PARSE_FAILED":
      return recoded(formatted, "SYNTAX_ERROR", formatted.message.replace(/^Syntax Error: /, ""));
    case "GRAPHQL_VALIDATION_FAILED":
      return recoded(formatted, validationCode(formatted.message, nodesOf(error)), formatted.message);
    case "BAD_USER_INPUT":
      return recoded(formatted, "WRONG_TYPE", formatted.message);
    case "OPERATION_RESOLUTION_FAILURE":
      return recoded(formatted, "INVALID_OPERATION", formatted.message);
    default:
      return isRefusalByApollo(error)
        ? recoded(formatted, "BAD_REQUEST", formatted.message)
        : recoded(formatted, isStoreLost(error) ? "STORE_UNAVAILABLE" : "INTERNAL");
  }
}

function isCatalogued(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(ERRORS, code);
}

function published(extensions: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([key]) => !PRIVATE_EXTENSIONS.includes(key)));
}

function recoded(formatted: GraphQLFormattedError, code: ErrorCode, reason?: string): GraphQLFormattedError {
  const { locations, path } = formatted;
  const params: ErrorParams = reason === undefined ? {} : { reason };
  return {
    message: fillMessage(code, params),
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { code },
  };
}

/** Some refusals of Apollo's pipeline (a wrong persisted-query hash, say) have a status and no code. */
function isRefusalByApollo(error: unknown): boolean {
  if (!(error instanceof GraphQLError) || error.path !== undefined) return false;
  const http = error.extensions["http"];
  return typeof http === "object" && http !== null && "status" in http && http.status === 400;
}

const nodesOf = (error: unknown): readonly ASTNode[] =>
  error instanceof GraphQLError ? (error.nodes ?? []) : [];

const VALUE_KINDS: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/**
 * graphql-js gives validation errors no code. The two that it words itself are known by their first words; a
 * wrong value is known by the node that it points at, because a custom scalar words its complaint as it likes.
 */
function validationCode(message: string, nodes: readonly ASTNode[]): ErrorCode {
  if (message.startsWith("Cannot query field ")) return "UNKNOWN_FIELD";
  if (message.startsWith("Unknown argument ")) return "UNKNOWN_ARGUMENT";
  const kinds = nodes.map((node) => node.kind);
  if (kinds.length > 0 && kinds.every((kind) => VALUE_KINDS.has(kind))) return "WRONG_TYPE";
  // `$id` of one type used where another is expected.
  if (kinds[0] === Kind.VARIABLE_DEFINITION && kinds[1] === Kind.VARIABLE) return "WRONG_TYPE";
  return "INVALID_OPERATION";
}
