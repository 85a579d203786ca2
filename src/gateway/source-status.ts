import type { GraphQLError } from "graphql";
import type { RequestContext, SourceReport } from "../context.js";
import { type ErrorParams, fault } from "../errors.js";

const CODES = {
  UNAVAILABLE: "SOURCE_UNAVAILABLE",
  TIMEOUT: "SOURCE_TIMEOUT",
  BAD_ANSWER: "SOURCE_BAD_ANSWER",
} as const;

/** Keeps since when a source has been failing. */
export interface SourceStatus {
  /** Notes a failure for the request's `extensions.sources`, and gives the error for its fields. */
  failed(ctx: RequestContext, status: SourceReport["status"], params?: ErrorParams): GraphQLError;
  /** The source answered. */
  answered(): void;
}

/** The status of one source, for as long as the gateway runs. */
export function sourceStatus(name: string): SourceStatus {
  let since: string | undefined;
  return {
    failed(ctx, status, params = {}) {
      since ??= new Date().toISOString();
      if (!ctx.sources.some((report) => report.name === name)) ctx.sources.push({ name, status, since });
      ctx.log.warn({ source: name, status, since, ...params }, "source failed");
      return fault(CODES[status], { source: name, since, ...params });
    },
    answered() {
      since = undefined;
    },
  };
}
