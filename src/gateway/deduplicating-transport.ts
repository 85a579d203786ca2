import { type DocumentNode, type ExecutionResult, getOperationAST, print } from "graphql";
import type { RequestContext, SourceReport } from "../context.js";
import type { SubgraphTransport } from "./transport.js";

/** Of a fetch that several wait for. */
const NEVER = new AbortController().signal;

interface Fetch {
  readonly answer: Promise<ExecutionResult>;
  /** What became of the source, for each reader. */
  readonly sources: readonly SourceReport[];
  readers: number;
}

/**
 * Sends equal queries that are under way at the same moment once. Equal are those with the same document and variables
 * for the same `authorization`; nothing is kept once the answer is there, and mutations are always sent.
 *
 * Not for sources whose answers are put on record by reader: each of those must be asked.
 */
export function deduplicating(transport: SubgraphTransport): SubgraphTransport {
  const underway = new Map<string, Fetch>();
  const texts = new WeakMap<DocumentNode, string | undefined>();
  const textOf = (document: DocumentNode): string | undefined => {
    if (!texts.has(document))
      texts.set(document, getOperationAST(document)?.operation === "query" ? print(document) : undefined);
    return texts.get(document);
  };

  return {
    async execute(request, ctx) {
      const text = textOf(request.document);
      if (text === undefined) return transport.execute(request, ctx);
      const key = JSON.stringify([text, request.operationName, request.variables, ctx.authorization]);
      let fetch = underway.get(key);
      if (fetch === undefined) {
        // Whoever asked first may leave; the others still wait. The transport's own deadline ends it.
        const shared: RequestContext = { ...ctx, signal: NEVER, sources: [] };
        const answer = transport.execute(request, shared).finally(() => underway.delete(key));
        fetch = { readers: 0, answer, sources: shared.sources };
        underway.set(key, fetch);
      }
      const { answer, sources } = fetch;
      fetch.readers += 1;
      const isFirst = fetch.readers === 1;
      const result = await answer;
      ctx.sources.push(...sources);
      // Each reader adds to the data in place.
      return isFirst
        ? result
        : { ...result, data: copied(result.data ?? null) as Record<string, unknown> | null };
    },
    close: () => transport.close(),
  };
}

/** A copy down to the leaves. */
function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]));
}
