import type { DocumentNode } from "graphql";
import type { RequestContext } from "../context.js";

/** What the GraphQL layer tells the HTTP layer about the request it answered: for the status and the log. */
export interface RequestNotes {
  /** Name of the operation that ran, or that was refused. */
  operation?: string;
  /** What was asked, when it could be read. */
  document?: DocumentNode;
  /** Whether the answer tells, in `extensions.access`, what it publishes: to a gateway alone. */
  givesAccess?: boolean;
  /** Codes of the errors in the answer, each once. */
  codes?: readonly string[];
  /**
   * How far the request came: `executed` has a `data` entry; `refused` was well-formed HTTP around a document,
   * an operation or variables that cannot be executed. Absent: it never got that far, or was not well-formed.
   */
  outcome?: "executed" | "refused";
  /** Values that its answer is counted for: see `answers-in-flight.ts`. */
  heldValues?: number;
}

/** The context of a request that came over HTTP. */
export interface EdgeContext extends RequestContext {
  readonly notes: RequestNotes;
}

/** The notes of a context, or ones that nobody reads when the operation did not come over HTTP. */
export function notesOf(context: RequestContext): RequestNotes {
  return "notes" in context ? (context as EdgeContext).notes : {};
}
