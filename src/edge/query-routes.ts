import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fault } from "../errors.js";
import { ANONYMOUS } from "../policy/caller.js";
import type { Authenticate } from "./authenticate.js";
import { refuseCrossSite, refuseCrossSiteChange } from "./graphql-over-http.js";
import type { QueryBook } from "./query-book.js";

/** What the routes work with. */
export interface QueryRouteParts {
  readonly book: QueryBook;
  readonly authenticate: Authenticate;
  readonly isStopping: () => boolean;
}

const MEDIA_TYPE = "application/graphql";
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Serves `/queries`: the list, and each query's text to be read, saved and removed. */
export async function serveQueries(app: FastifyInstance, parts: QueryRouteParts): Promise<void> {
  const { book, authenticate, isStopping } = parts;
  const entering = (guard: typeof refuseCrossSite) => async (request: FastifyRequest) => {
    if (isStopping()) throw fault("SHUTTING_DOWN");
    guard(request.headers);
    request.caller = await authenticate(request.headers.authorization);
  };
  const reading = { onRequest: entering(refuseCrossSite), exposeHeadRoute: false };
  const changing = { onRequest: entering(refuseCrossSiteChange) };
  type Named = { Params: { name: string } };

  // A scope of its own, because nothing else takes such a body.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
      try {
        done(null, textOf(request, body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    });
    scope.get("/queries", reading, async ({ caller }) => book.list(caller ?? ANONYMOUS));
    scope.get<Named>("/queries/:name", reading, async ({ params, caller }, reply) => {
      const text = await book.text(caller ?? ANONYMOUS, params.name);
      return reply.header("content-type", `${MEDIA_TYPE}; charset=utf-8`).send(text);
    });
    scope.put<Named>("/queries/:name", changing, async (request, reply) => {
      const { caller, params, body } = request;
      const shared = sharedOption(request);
      const text = typeof body === "string" ? body : "";
      const { created, query } = await book.save(caller ?? ANONYMOUS, params.name, text, shared);
      return reply.code(created ? 201 : 200).send(query);
    });
    scope.delete<Named>("/queries/:name", changing, async ({ caller, params }, reply) => {
      await book.remove(caller ?? ANONYMOUS, params.name);
      return reply.code(204).send();
    });
    scope.route({
      method: ["HEAD", "POST", "PATCH", "OPTIONS"],
      url: "/queries/:name",
      handler: refuseMethod,
    });
  });
}

function textOf(request: FastifyRequest, body: Buffer): string {
  const type = request.headers["content-type"] ?? "";
  const [media = "", ...parameters] = type.split(";").map((part) => part.trim().toLowerCase());
  const isUtf8 = parameters.every(
    (parameter) => !/^charset=/.test(parameter) || /="?utf-?8"?$/.test(parameter),
  );
  if (media !== MEDIA_TYPE || !isUtf8) throw fault("SAVED_QUERY_MEDIA_TYPE", { type: type.slice(0, 100) });
  try {
    return decoder.decode(body);
  } catch {
    throw fault("SAVED_QUERY_MEDIA_TYPE", { type: "bytes that are not UTF-8" });
  }
}

function sharedOption({ query }: FastifyRequest): boolean | undefined {
  const { shared, ...others } = Object(query) as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw fault("SAVED_QUERY_OPTION", { option: unknown.slice(0, 100) });
  if (shared === undefined) return undefined;
  if (shared !== "true" && shared !== "false") throw fault("SAVED_QUERY_OPTION", { option: "shared" });
  return shared === "true";
}

function refuseMethod(request: FastifyRequest, reply: FastifyReply): never {
  reply.header("allow", "GET, PUT, DELETE");
  throw fault("METHOD_NOT_ALLOWED", { method: request.method });
}
