import { type DocumentNode, type ExecutionResult, GraphQLError, print } from "graphql";
import { type Dispatcher, Pool } from "undici";
import type { RequestContext } from "../context.js";
import type { RemoteAccess } from "./remote-access.js";
import type { SourceStatus } from "./source-status.js";
import type { SubgraphTransport } from "./transport.js";

/** An answer is read up to this many bytes; 500 rows with everything nested stay far below. */
const ANSWER_LIMIT_BYTES = 64 * 1024 * 1024;
const CONNECTIONS = 64;

/** How a remote subgraph is reached. */
export interface HttpTransportOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly status: SourceStatus;
  readonly access: RemoteAccess;
}

/** A subgraph over HTTP, with connections kept alive and one deadline for each fetch. */
export function httpTransport({ url, timeoutMs, status, access }: HttpTransportOptions): SubgraphTransport {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    keepAliveTimeout: 30_000,
    connect: { timeout: timeoutMs },
  });
  const path = `${pathname}${search}`;

  return {
    async execute({ document, operationName, variables }, ctx) {
      const question = { query: textOf(document), operationName, variables };
      const body = JSON.stringify(question);
      const deadline = withDeadline(ctx.signal, timeoutMs);
      try {
        const response = await pool.request({
          method: "POST",
          path,
          headers: { ...headersFor(ctx), ...access.headers(ctx, question) },
          body,
          signal: deadline.signal,
        });
        const answer = parseAnswer(await readText(response), response);
        if (typeof answer === "string") return failure(status.failed(ctx, "BAD_ANSWER", { reason: answer }));
        status.answered();
        return access.take(ctx, answer);
      } catch {
        return failure(
          deadline.passed()
            ? status.failed(ctx, "TIMEOUT", { timeoutMs })
            : status.failed(ctx, "UNAVAILABLE"),
        );
      } finally {
        deadline.clear();
      }
    },
    close: () => pool.close(),
  };
}

const texts = new WeakMap<DocumentNode, string>();

function textOf(document: DocumentNode): string {
  let text = texts.get(document);
  if (text === undefined) {
    text = print(document);
    texts.set(document, text);
  }
  return text;
}

function headersFor(ctx: RequestContext): Record<string, string> {
  return {
    "content-type": "application/json",
    accept: "application/graphql-response+json, application/json",
    "x-request-id": ctx.requestId,
    ...(ctx.authorization === undefined ? {} : { authorization: ctx.authorization }),
  };
}

/**
 * Aborts when the client goes away or the time is over. Not `AbortSignal.any` with `AbortSignal.timeout`: those
 * stay alive until the timeout, for every fetch of every request.
 */
function withDeadline(client: AbortSignal, timeoutMs: number) {
  const controller = new AbortController();
  let passed = false;
  const timer = setTimeout(() => {
    passed = true;
    controller.abort();
  }, timeoutMs);
  const onGone = () => controller.abort();
  if (client.aborted) controller.abort();
  client.addEventListener("abort", onGone, { once: true });
  return {
    signal: controller.signal,
    passed: () => passed,
    clear() {
      clearTimeout(timer);
      client.removeEventListener("abort", onGone);
    },
  };
}

async function readText(response: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += (chunk as Buffer).length;
    if (bytes > ANSWER_LIMIT_BYTES) throw new RangeError("The answer is too long.");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The execution result that was sent, or in a few words what was sent instead. */
function parseAnswer(text: string, { statusCode }: Dispatcher.ResponseData): ExecutionResult | string {
  if (text.trim() === "") return `an empty body, status ${statusCode}`;
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return `${/^\s*</.test(text) ? "HTML or XML" : "not JSON"}, status ${statusCode}`;
  }
  if (!isResult(answer)) return `JSON without data or errors, status ${statusCode}`;
  if (answer.errors === undefined) return answer;
  return { ...answer, errors: answer.errors.map(toError) };
}

function isResult(answer: unknown): answer is ExecutionResult {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return false;
  const { data, errors } = answer as { data?: unknown; errors?: unknown };
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  return (
    hasErrors || (typeof data === "object" && data !== null && !Array.isArray(data) && errors === undefined)
  );
}

function toError(sent: Partial<GraphQLError> | null): GraphQLError {
  const { message, path, extensions } = sent ?? {};
  // What is no path at all would be taken for one further on.
  return new GraphQLError(String(message), {
    path: Array.isArray(path) ? path : null,
    extensions: extensions ?? {},
  });
}

function failure(error: GraphQLError): ExecutionResult {
  return { data: null, errors: [error] };
}
