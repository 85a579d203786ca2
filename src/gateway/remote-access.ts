import type { ExecutionResult } from "graphql";
import type { RequestContext } from "../context.js";
import type { Access } from "../policy/access-notes.js";
import { gatewayMark, MARK_HEADER } from "./gateway-mark.js";

/** Gets from a remote subgraph what it published, for the audit of the whole answer. */
export interface RemoteAccess {
  /** What is sent along with a fetch. */
  headers(ctx: RequestContext, body: object): Record<string, string>;
  /** Notes what the answer says was published, and gives the answer without it: it is for no client. */
  take(ctx: RequestContext, answer: ExecutionResult): ExecutionResult;
}

/**
 * The side of the gateway.
 * @param source the subgraph's name
 * @param key `AUDIT_KEY`; undefined where nothing is audited
 */
export function remoteAccess(source: string, key: string | undefined): RemoteAccess {
  return {
    headers(ctx, body) {
      if (key === undefined || ctx.access === undefined) return {};
      const { requestId, authorization } = ctx;
      return { [MARK_HEADER]: gatewayMark(key, { requestId, authorization, body }) };
    },
    take({ access }, answer) {
      const { access: told, ...extensions } = answer.extensions ?? {};
      if (key !== undefined && access !== undefined && answer.data != null) {
        // A subgraph of another make, or with another key: then it has put the pull on its own record, or on none.
        if (isAccesses(told)) access.add(told);
        else access.unaccounted(source);
      }
      if (answer.extensions === undefined) return answer;
      const { extensions: _all, ...rest } = answer;
      return Object.keys(extensions).length === 0 ? rest : { ...rest, extensions };
    },
  };
}

function isAccesses(told: unknown): told is Access[] {
  return Array.isArray(told) && told.every(isAccess);
}

function isAccess(each: unknown): each is Access {
  const { type, rows, groups, fields, masks, agreements, ids } = Object(each) as Record<string, unknown>;
  const lists = [fields, masks, agreements, ids];
  return (
    typeof type === "string" && type.length <= 80 && isCount(rows) && isCount(groups) && lists.every(isTexts)
  );
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTexts = (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === "string");
