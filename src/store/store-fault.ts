import type { GraphQLError } from "graphql";
import { codeOf, fault } from "../errors.js";

const REFUSED = new Set(["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH", "EAI_AGAIN"]);
const LOGIN_FAILED = new Set(["ER_ACCESS_DENIED_ERROR", "ER_DBACCESS_DENIED_ERROR"]);

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
}

/** The driver's own code, wherever in the chain of causes it stands. */
function driverCode(error: unknown): string {
  for (let at = error as Chained | null | undefined; typeof at === "object" && at !== null; at = at.cause) {
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
