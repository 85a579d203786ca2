import type { FastifyRequest } from "fastify";
import type { DocumentNode } from "graphql";
import type { Logger } from "pino";
import { fault } from "../../errors.js";
import { isGatewayMark, MARK_HEADER } from "../../gateway/gateway-mark.js";
import { AccessNotes } from "../../policy/access-notes.js";
import { ANONYMOUS, type Caller } from "../../policy/caller.js";
import { type AuditRecord, appendAudit } from "../../store/audit-table.js";
import type { Store } from "../../store/store.js";
import type { RequestNotes } from "../request-notes.js";
import { documentHash } from "./document-hash.js";
import { groupCommit } from "./group-commit.js";
import { purposeOf } from "./purpose.js";

/** Longest wait until a pull is on record, in milliseconds. */
const WAIT_MS = 10_000;
/** Codes kept of an answer, at most. */
const MOST_CODES = 20;

/** Puts on record who pulls what, before it is given. */
export interface Audit {
  /**
   * The record of a request; undefined for anonymous callers, whose pulls are not kept.
   * @param alone whether a subgraph is served here without a gateway: gateways are recognised there
   * @throws AUDIT_PURPOSE
   */
  of(request: FastifyRequest, alone: boolean): AuditedRequest | undefined;
}

/** A request whose answers are put on record. */
export interface AuditedRequest {
  /** For the request's context. */
  readonly access: AccessNotes;
  /** Whether a gateway asks, which puts on record itself what is published here. */
  readonly forGateway: boolean;
  /**
   * Puts an answer on record, or a part of one that is sent in parts. Send it only when this resolves.
   * @throws AUDIT_UNAVAILABLE
   */
  release(answer: AuditedAnswer): Promise<void>;
}

/** What is put on record of an answer. */
export interface AuditedAnswer extends Pick<AuditRecord, "kind" | "outcome"> {
  readonly operation?: string | undefined;
  readonly document?: DocumentNode | undefined;
  /** Codes of the errors in it. */
  readonly codes: readonly string[];
  /** What it publishes; what was noted in the request's context by default. */
  readonly access?: AccessNotes | undefined;
}

/** What an audit is made from. */
export interface AuditParts {
  readonly store: Store;
  /** `AUDIT_KEY`. */
  readonly key: string;
  readonly log: Logger;
}

/** Makes the audit over a store. */
export function createAudit({ store, key, log }: AuditParts): Audit {
  const commit = groupCommit<AuditRecord>((records) => appendAudit(store, key, records), WAIT_MS);
  return {
    of(request, alone) {
      const caller = request.caller ?? ANONYMOUS;
      if (caller.subject === undefined) return undefined;
      const { id: requestId, headers, body } = request;
      const marked = { requestId, authorization: headers.authorization, body };
      const forGateway = alone && isGatewayMark(key, headers[MARK_HEADER], marked);
      const purpose = purposeOf(headers["x-purpose"]);
      const access = new AccessNotes(alone && !forGateway);
      return {
        access,
        forGateway,
        async release(answer) {
          if (forGateway) return;
          const record = recordOf(request, caller, purpose, answer, answer.access ?? access);
          try {
            await commit.add(record);
          } catch (error) {
            log.error({ requestId, err: error }, "a pull could not be put on record");
            throw fault("AUDIT_UNAVAILABLE", { requestId });
          }
        },
      };
    },
  };
}

/** How an operation ended, as it is put on record. */
export function outcomeOf(notes: RequestNotes, signal: AbortSignal): AuditRecord["outcome"] {
  if (signal.aborted) return "ABORTED";
  if (notes.outcome !== "executed") return "REFUSED";
  return notes.codes === undefined || notes.codes.length === 0 ? "OK" : "PARTIAL";
}

function recordOf(
  { id, ip }: FastifyRequest,
  { role, subject, partner }: Caller,
  purpose: string | null,
  { kind, outcome, operation, document, codes }: AuditedAnswer,
  access: AccessNotes,
): AuditRecord {
  return {
    requestId: id,
    kind,
    role,
    subject: subject ?? null,
    partner: partner ?? null,
    address: ip,
    operation: operation ?? null,
    document: document === undefined ? null : documentHash(document),
    purpose,
    outcome,
    codes: codes.slice(0, MOST_CODES),
    reads: access.accesses(),
  };
}
