import { GraphQLError, type GraphQLErrorOptions } from "graphql";

import { AGREEMENT_ERRORS } from "./errors/agreement-errors.js";
import { AUDIT_ERRORS } from "./errors/audit-errors.js";
import { CALLER_ERRORS } from "./errors/caller-errors.js";
import { CONTRACT_ERRORS } from "./errors/contract-errors.js";
import { FEED_ERRORS } from "./errors/feed-errors.js";
import { OPERATOR_ERRORS } from "./errors/operator-errors.js";
import { PULL_ERRORS } from "./errors/pull-errors.js";
import { SAVED_QUERY_ERRORS } from "./errors/saved-query-errors.js";

/**
 * Every error that Rescue Graph gives, by its stable code. Clients switch on the code, people read the
 * message; neither ever holds SQL, a path or a stack. `status` is the HTTP status when the error is the whole
 * answer.
 */
export const ERRORS = {
  ...CALLER_ERRORS,
  ...SAVED_QUERY_ERRORS,
  ...AGREEMENT_ERRORS,
  ...AUDIT_ERRORS,
  ...CONTRACT_ERRORS,
  ...FEED_ERRORS,
  ...PULL_ERRORS,
  ...OPERATOR_ERRORS,
};

/** A code of the catalogue. */
export type ErrorCode = keyof typeof ERRORS;

/**
 * Values for the placeholders of a message. They also travel in `extensions`, so they must be fit to show, and none takes the
 * place of the code there.
 */
export type ErrorParams = Readonly<Record<string, string | number | boolean | null>> & {
  readonly code?: never;
};

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
