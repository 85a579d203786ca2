import type { DocumentNode, ExecutionResult } from "graphql";
import type { RequestContext } from "../../context.js";
import { codeOf } from "../../errors.js";
import type { Executor } from "../../gateway/execute.js";
import { AccessNotes } from "../../policy/access-notes.js";
import type { AuditedRequest } from "../audit/audit.js";
import type { Outcome } from "./content.js";

/** How the pages of an export are asked for. */
export interface Pages {
  readonly execute: Executor["execute"];
  /** A context for each page: loaders keep rows for as long as theirs lives. */
  readonly newContext: () => Promise<RequestContext>;
}

/** An export, as it is put on record. */
export interface AuditedExport {
  /** The saved query's name, or the operation's. */
  readonly operation: string;
  readonly document: DocumentNode;
}

/** Puts each page of an export on record before it is given; without an audit they are given as they come. */
export function auditedPages(
  audited: AuditedRequest | undefined,
  { operation, document }: AuditedExport,
  pages: Pages,
): Pages {
  if (audited === undefined) return pages;
  return {
    newContext: async () => ({ ...(await pages.newContext()), access: new AccessNotes() }),
    async execute(asked, page) {
      const result = await pages.execute(asked, page);
      const codes = codesIn(result);
      const outcome = codes.length === 0 ? "OK" : result.data == null ? "REFUSED" : "PARTIAL";
      await audited.release({ kind: "EXPORT", operation, document, outcome, codes, access: page.access });
      return result;
    },
  };
}

/** Puts on record that an export did not come to its end. What it gave is there already. */
export async function auditEnd(
  audited: AuditedRequest | undefined,
  { operation, document }: AuditedExport,
  ctx: RequestContext,
  { failure }: Pick<Outcome, "failure">,
): Promise<void> {
  const isAborted = ctx.signal.aborted;
  if (audited === undefined || (!isAborted && failure === undefined)) return;
  const outcome = isAborted ? "ABORTED" : "PARTIAL";
  const codes = failure === undefined ? [] : [failure.code];
  const access = new AccessNotes();
  // Nobody is left to be told when this fails; the log says so.
  await audited
    .release({ kind: "EXPORT", operation, document, outcome, codes, access })
    .catch(() => undefined);
}

function codesIn({ errors = [] }: ExecutionResult): string[] {
  return [...new Set(errors.map((error) => codeOf(error) ?? "INTERNAL"))];
}
