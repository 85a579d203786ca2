import type { GraphQLError } from "graphql";
import { codeOf, fault } from "../errors.js";

const REFUSED = new Set(["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH", "EAI_AGAIN"]);
const LOGIN_FAILED = new Set(["ER_ACCESS_DENIED_ERROR", "ER_DBACCESS_DENIED_ERROR"]);

/** What MySQL's protocol says of a connection that went while it was in use, and of servers that take no more. */
const LOST = new Set([
  ...REFUSED,
  "ECONNRESET",
  "EPIPE",
  "PROTOCOL_CONNECTION_LOST",
  "ER_SERVER_SHUTDOWN",
  "ER_CONNECTION_KILLED",
  "ER_CON_COUNT_ERROR",
  "ER_TOO_MANY_USER_CONNECTIONS",
]);

/**
 * Whether something failed because the store was not there to be asked: the same question may be answered in a moment.
 * @param error whatever was thrown, as it is or as the cause of what is given
 */
export function isStoreLost(error: unknown): boolean {
  return LOST.has(driverCode(error));
}

/**
 * Turns a driver's error on opening into one that tells the operator what to do.
 * @param error whatever the driver threw
 * @param address where the store is, without credentials
 */
export function storeFault(error: unknown, address: string): GraphQLError {
  if (codeOf(error) !== undefined) return error as GraphQLError;
  const code = driverCode(error);
  if (REFUSED.has(code)) return fault("STORE_REFUSED", { address }, { originalError: asError(error) });
  if (LOGIN_FAILED.has(code))
    return fault("STORE_LOGIN_FAILED", { address }, { originalError: asError(error) });
  const reason =
    code === "ER_BAD_DB_ERROR" ? "the database does not exist; create it first." : asError(error).message;
  return fault("STORE_UNUSABLE", { address, reason }, { originalError: asError(error) });
}

interface Chained {
  readonly code?: unknown;
  readonly cause?: Chained;
  /** The cause of an error of GraphQL's. */
  readonly originalError?: Chained;
}

/** The driver's own code, wherever in the chain of causes it stands. */
function driverCode(error: unknown): string {
  for (
    let at = error as Chained | null | undefined;
    typeof at === "object" && at !== null;
    at = at.cause ?? at.originalError
  ) {
    if (typeof at.code === "string") return at.code;
  }
  return "";
}

function asError(error: unknown): Error {
  // Not `instanceof`: an error of Node's own may come from another realm.
  return typeof error === "object" && error !== null && "message" in error
    ? (error as Error)
    : new Error(String(error));
}
