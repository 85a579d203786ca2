import { createHash } from "node:crypto";
import type { GraphQLError } from "graphql";
import type { RequestContext } from "../context.js";
import { codeOf, fault } from "../errors.js";
import type { Ask } from "./crossings.js";
import type { SubgraphTransport } from "./transport.js";

/** Questions to other subgraphs in one operation, at most. */
const QUESTIONS_MAXIMUM = 20;

/** What came for a question: values, or the error that is to show where they were needed. */
export type Answer<T> = { readonly of: string } & ({ readonly got: T } | { readonly error: GraphQLError });

/** A question to another subgraph. */
export interface Question {
  readonly ask: Ask;
  /** For people: the type and the field that it goes through. */
  readonly coordinate: string;
  /** As the client asked; what it depends on in turn is answered before it is sent. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** Matches, at most: with more the answer is TOO_MANY_MATCHES. */
  readonly maximum: number;
  /** Values that one match comes in. */
  readonly width?: number;
}

/** Asks a question; `prepare` makes of it what is sent. */
export type AskElsewhere = <T>(
  question: Question,
  ctx: RequestContext,
  prepare: () => Promise<Readonly<Record<string, unknown>>>,
) => Promise<Answer<T>>;

/**
 * Makes what asks subgraphs for keys, places and values. A question that stands twice in one request is asked once.
 * Failures come back as the error to show, never as a throw.
 */
export function askElsewhere(transports: ReadonlyMap<string, SubgraphTransport>): AskElsewhere {
  // By the request's signal: an export walks many pages, each in a context of its own, in one request.
  const requests = new WeakMap<AbortSignal, Map<string, Promise<Answer<unknown>>>>();
  return (question, ctx, prepare) => {
    let asked = requests.get(ctx.signal);
    if (asked === undefined) {
      asked = new Map();
      requests.set(ctx.signal, asked);
    }
    const of = hash([question.ask.field, question.asked]);
    // An export goes on when what agreements give has changed; then it is asked anew. No part of a cursor.
    const key = `${of} ${ctx.caller.role} ${ctx.caller.grants?.version ?? ""}`;
    const known = asked.get(key);
    if (known !== undefined) return known as Promise<Answer<never>>;
    const answer =
      asked.size >= QUESTIONS_MAXIMUM
        ? Promise.resolve({ of, error: tooManyQuestions(question) })
        : prepare()
            .then((variables) => send(transports, question, variables, ctx))
            .then((got) => ({ of, ...got }));
    asked.set(key, answer);
    return answer as Promise<Answer<never>>;
  };
}

async function send(
  transports: ReadonlyMap<string, SubgraphTransport>,
  { ask: { source, document, field }, coordinate, maximum, width = 1 }: Question,
  variables: Readonly<Record<string, unknown>>,
  ctx: RequestContext,
): Promise<{ readonly got: unknown } | { readonly error: GraphQLError }> {
  const transport = transports.get(source);
  if (transport === undefined) throw new TypeError(`No transport for the subgraph ${source}`);
  const sent = { ...variables, first: maximum + 1 };
  const { data, errors } = await transport.execute(
    { document, operationName: undefined, variables: sent },
    ctx,
  );
  const [error] = errors ?? [];
  if (error !== undefined) {
    if (codeOf(error) !== undefined) return { error };
    // Not of the catalogue: its words may hold anything, so they go to the log alone.
    ctx.log.error({ err: error, source }, "a question to another dataset failed");
    return { error: fault("INTERNAL", { requestId: ctx.requestId }) };
  }
  const got = data?.[field];
  const matches = matchesIn(got);
  if (matches === undefined) {
    const reason = `no list under ${field}`;
    return { error: fault("SOURCE_BAD_ANSWER", { source, reason }) };
  }
  if (matches.length / width > maximum) {
    return { error: fault("TOO_MANY_MATCHES", { source, field: coordinate, maximum }) };
  }
  return { got };
}

/** A list as it came, or as JSON in a text; undefined where it is neither. */
function matchesIn(got: unknown): readonly unknown[] | undefined {
  try {
    const list: unknown = typeof got === "string" ? JSON.parse(got) : got;
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** A short name for a question, fit for SQL: equal for equal questions, whatever the answer of the moment. */
export function hash(parts: readonly unknown[]): string {
  return createHash("sha256")
    .update(JSON.stringify(parts))
    .digest("base64url")
    .slice(0, 12)
    .replaceAll("-", "_");
}

function tooManyQuestions({ coordinate }: Question): GraphQLError {
  const reason = "the operation asks more questions of other datasets";
  return fault("FILTER_TOO_LARGE", { field: coordinate, reason, maximum: QUESTIONS_MAXIMUM });
}
