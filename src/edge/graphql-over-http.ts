import type { IncomingHttpHeaders } from "node:http";
import Negotiator from "negotiator";
import { fault } from "../errors.js";
import type { RequestNotes } from "./request-notes.js";

const RESPONSE_TYPE = "application/graphql-response+json";
/** Types that a browser sends for any page without asking first. */
const SENT_UNASKED = /^\s*(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\b/i;
const PREFLIGHTED_HEADERS = ["apollo-require-preflight", "x-apollo-operation-name"];

/**
 * The status of an answer as the GraphQL over HTTP specification has it. Apollo gives 400 to every request that
 * is refused before execution; under `application/json` that is for broken HTTP alone, because an intermediary
 * could have made a 400 too and a client could not tell, so a refused document goes out with 200.
 */
export function statusOf(
  status: number | undefined,
  contentType: string | undefined,
  notes: RequestNotes,
): number {
  const plainJson = contentType?.startsWith("application/json") ?? false;
  if (notes.outcome === "refused" && status === 400 && plainJson) return 200;
  return status ?? 200;
}

/**
 * Refuses a request that takes none of the types of answers. Apollo does so as well, but only after it has run the operation: a
 * change would be made, and its sender told that it was not.
 * @throws NOT_ACCEPTABLE
 */
export function refuseOtherTypes({ accept }: IncomingHttpHeaders): void {
  if (accept === undefined || accept === "") return;
  const types = ["application/json", RESPONSE_TYPE].map((type) => `${type}; charset=utf-8`);
  if (new Negotiator({ headers: { accept } }).mediaType(types) !== undefined) return;
  throw fault("NOT_ACCEPTABLE", { accept: accept.slice(0, 100) });
}

/** The content type of an error answer that Apollo had no part in. */
export function errorContentType(accept: string | undefined): string {
  return `${accept?.includes(RESPONSE_TYPE) ? RESPONSE_TYPE : "application/json"}; charset=utf-8`;
}

/** Whether a GET asks for a page rather than for data: browsers name HTML, GraphQL clients never do. */
export function wantsHtml(accept: string | undefined): boolean {
  return (
    accept !== undefined &&
    /\btext\/html\b/.test(accept) &&
    !/\bapplication\/(?:[\w-]+\+)?json\b/.test(accept)
  );
}

/**
 * Refuses a GET that a page of another site makes a browser send. Such a page cannot read the answer, but could
 * measure it. POST needs no such check: its content type makes the browser ask first.
 * @throws BAD_REQUEST
 */
export function refuseCrossSite(headers: IncomingHttpHeaders): void {
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return;
  const type = headers["content-type"];
  if (type !== undefined && !SENT_UNASKED.test(type)) return;
  if (PREFLIGHTED_HEADERS.some((name) => headers[name])) return;
  throw fault("BAD_REQUEST", {
    reason:
      "a page of another site sent it (CSRF). Add the header `apollo-require-preflight: true`, or use POST.",
  });
}

/**
 * Refuses a change that a page of another site makes a browser send, whatever its headers: none has a reason to.
 * @throws BAD_REQUEST
 */
export function refuseCrossSiteChange(headers: IncomingHttpHeaders): void {
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return;
  throw fault("BAD_REQUEST", { reason: "a page of another site sent it (CSRF). Send changes from here." });
}
