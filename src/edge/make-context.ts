import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { RequestLog } from "../context.js";
import type { AccessNotes } from "../policy/access-notes.js";
import type { Caller } from "../policy/caller.js";
import type { Store } from "../store/store.js";
import { releaseAnswer } from "./answers-in-flight.js";
import type { EdgeContext, RequestNotes } from "./request-notes.js";

/** What a context is made from. */
export interface ContextParts {
  readonly requestId: string;
  readonly headers: IncomingHttpHeaders;
  readonly response: ServerResponse;
  readonly caller: Caller;
  readonly store: Store;
  readonly log: Logger;
  readonly notes: RequestNotes;
  readonly access: AccessNotes | undefined;
}

/** The id that the client sent when it is fit for a log and a header, else a new one. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const sent = headers["x-request-id"];
  return typeof sent === "string" && /^[A-Za-z0-9._-]{1,64}$/.test(sent) ? sent : randomUUID();
}

/** Makes the context of one request. Never reuse it: loaders keep rows by context. */
export function makeContext({
  requestId,
  headers,
  response,
  caller,
  store,
  log,
  notes,
  access,
}: ContextParts): EdgeContext {
  return {
    requestId,
    caller,
    authorization: headers.authorization,
    store,
    log: requestLog(log, requestId),
    signal: abortedWhenClientLeaves(response, notes),
    sources: [],
    notes,
    access,
  };
}

/** A child of the log would do the same, and is made for every request where hardly any needs it. */
function requestLog(log: Logger, requestId: string): RequestLog {
  return {
    info: (fields, message) => log.info({ requestId, ...fields }, message),
    warn: (fields, message) => log.warn({ requestId, ...fields }, message),
    error: (fields, message) => log.error({ requestId, ...fields }, message),
  };
}

function abortedWhenClientLeaves(response: ServerResponse, notes: RequestNotes): AbortSignal {
  const controller = new AbortController();
  // Who left while it was found out who asks is not told of any more.
  if (response.destroyed) controller.abort();
  // The response's `close`, not the request's: a request closes as soon as its body has been read.
  response.once("close", () => {
    releaseAnswer(notes);
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
