import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { RequestContext } from "../../context.js";
import { codeOf, ERRORS, type ErrorCode, fillMessage } from "../../errors.js";
import { isStoreLost } from "../../store/store-fault.js";
import { formatError } from "../format-error.js";

/** Why an export cannot go on, as a reader is told. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** Thrown by a walk when a page came with errors. */
export class PageFailure extends GraphQLError {
  /** Each with a code of the catalogue, fit to show. */
  readonly failures: readonly GraphQLFormattedError[];

  /** @param failures at least one */
  constructor(failures: readonly [GraphQLFormattedError, ...GraphQLFormattedError[]]) {
    const [{ message, extensions }] = failures;
    super(message, { extensions: extensions ?? {} });
    this.failures = failures;
  }

  /** The HTTP status when nothing of the export has been sent. A source that is down leaves no rest that stands. */
  get status(): number {
    const entry = ERRORS[codeIn(this.failures[0]) as ErrorCode];
    return entry.severity === "source" ? 503 : entry.status;
  }
}

/** Errors of a result as they may leave: what nobody foresaw, or a lost store, goes to the log. */
export function presentable(
  errors: readonly GraphQLError[],
  { requestId, log }: RequestContext,
): readonly GraphQLFormattedError[] {
  return errors.map((error) => {
    const plain = error instanceof GraphQLError ? error.toJSON() : error;
    const formatted = formatError(plain, error);
    const code = codeIn(formatted);
    if (code !== "INTERNAL" && code !== "STORE_UNAVAILABLE") return formatted;
    log.error({ err: error, path: formatted.path }, "unexpected error");
    if (code === "STORE_UNAVAILABLE") return formatted;
    const message = fillMessage("INTERNAL", { requestId });
    return { ...formatted, message, extensions: { ...formatted.extensions, requestId } };
  });
}

/** The catalogue's code of a formatted error. */
export function codeIn(error: GraphQLFormattedError | undefined): string {
  return String(error?.extensions?.["code"]);
}

/** What is told of whatever ended an export. */
export function toFailure(error: unknown, { requestId, log }: RequestContext): Failure {
  const code = codeOf(error);
  if (error instanceof GraphQLError && code !== undefined) return { code, message: error.message };
  log.error({ err: error }, "export failed");
  if (isStoreLost(error)) return { code: "STORE_UNAVAILABLE", message: fillMessage("STORE_UNAVAILABLE") };
  return { code: "INTERNAL", message: fillMessage("INTERNAL", { requestId }) };
}
