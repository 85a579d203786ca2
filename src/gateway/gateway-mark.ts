import { createHmac, timingSafeEqual } from "node:crypto";

/** The header by which a gateway shows a subgraph that it is one, and wants to be told what is published. */
export const MARK_HEADER = "x-rescue-gateway";

/** How far the clocks of gateway and subgraph may differ, in milliseconds. */
const LONGEST_MS = 60_000;

/** What a mark is made for: it holds for this one question of this one caller. */
export interface MarkedRequest {
  readonly requestId: string;
  readonly authorization: string | undefined;
  /** Parsed, or as it is going to be sent. */
  readonly body: unknown;
}

/**
 * The mark of a fetch. A header alone can be sent by anyone; this one is made with the key of the audit, which
 * gateway and subgraphs have and callers have not.
 * @param key `AUDIT_KEY`
 */
export function gatewayMark(key: string, request: MarkedRequest, now = Date.now()): string {
  return `${now}.${sealOf(key, request, String(now))}`;
}

/** Whether a mark was made by a gateway with the same key, for this request, a moment ago. */
export function isGatewayMark(key: string, mark: unknown, request: MarkedRequest, now = Date.now()): boolean {
  const [, at, seal] = /^(\d{1,15})\.([\w-]{43})$/.exec(typeof mark === "string" ? mark : "") ?? [];
  if (at === undefined || seal === undefined || Math.abs(now - Number(at)) > LONGEST_MS) return false;
  return timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(key, request, at)));
}

function sealOf(key: string, { requestId, authorization, body }: MarkedRequest, at: string): string {
  const { query, operationName, variables } = Object(body) as Record<string, unknown>;
  const marked = JSON.stringify(["gateway", at, requestId, authorization, query, operationName, variables]);
  return createHmac("sha256", key).update(marked).digest("base64url");
}
