import type { AccessNotes } from "./policy/access-notes.js";
import type { Caller } from "./policy/caller.js";
import type { Store } from "./store/store.js";

/**
 * What one request carries through every layer. A new object for each request: loaders are kept per context
 * (see `dataset/per-request.ts`), so a shared one would hand one caller's rows to another.
 */
export interface RequestContext {
  readonly requestId: string;
  readonly caller: Caller;
  /** The caller's own header, passed on to remote subgraphs so that they decide for themselves. */
  readonly authorization: string | undefined;
  readonly store: Store;
  readonly log: RequestLog;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** Sources that failed during this request; shown in `extensions.sources`. */
  readonly sources: SourceReport[];
  /** Where it is noted what was published; absent where nothing is audited, as for anonymous callers. */
  readonly access?: AccessNotes | undefined;
}

/** The log as a request writes to it: its lines tell the request's id. */
export interface RequestLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What became of one source during a request. */
export interface SourceReport {
  readonly name: string;
  readonly status: "UNAVAILABLE" | "TIMEOUT" | "BAD_ANSWER";
  /** ISO 8601: since when this source has been failing. */
  readonly since: string;
}
