import type { FastifyInstance, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { fault } from "../../errors.js";
import type { Contracts } from "../../gateway/contracts.js";
import { ANONYMOUS } from "../../policy/caller.js";
import type { Authenticate } from "../authenticate.js";
import { refuseCrossSite } from "../graphql-over-http.js";
import type { QueryBook } from "../query-book.js";
import type { Exporter } from "./exporter.js";
import { EXPORT_FORMATS, type ExportFormat, isExportFormat } from "./formats.js";
import { readParameters } from "./query-parameters.js";

/** What the routes work with. */
export interface ExportRouteParts {
  readonly exporter: Exporter;
  readonly apiSchema: GraphQLSchema;
  readonly contracts: Contracts;
  readonly book: Pick<QueryBook, "find">;
  readonly authenticate: Authenticate;
  readonly isStopping: () => boolean;
}

/** Serves `/export/<saved query>.<format>` and `/export/progress/<id>`. */
export function serveExports(app: FastifyInstance, parts: ExportRouteParts): void {
  const { exporter, apiSchema, contracts, book, authenticate, isStopping } = parts;
  const onRequest = async (request: FastifyRequest) => {
    if (isStopping()) throw fault("SHUTTING_DOWN");
    request.caller = await authenticate(request.headers.authorization);
    refuseCrossSite(request.headers);
  };
  // A HEAD would walk the whole list to say nothing.
  const options = { onRequest, exposeHeadRoute: false };

  app.get<{ Params: { id: string } }>("/export/progress/:id", options, async ({ params, caller }) =>
    exporter.progress.look(params.id, caller ?? ANONYMOUS),
  );
  app.get<{ Params: { file: string } }>("/export/:file", options, async (request, reply) => {
    const { name, format } = parsedFile(request.params.file);
    const caller = request.caller ?? ANONYMOUS;
    const { text, operation } = await book.find(caller, name);
    // By what this caller sees: the error of a bad parameter tells of its type.
    const schema = contracts.of(caller)?.schema ?? apiSchema;
    const variables = readParameters(schema, operation.variableDefinitions ?? [], Object(request.query));
    const body = { query: text, operationName: operation.name?.value, variables };
    return await exporter.answer(request, reply, { body, format, name, stacked: true });
  });
}

function parsedFile(file: string): { name: string; format: ExportFormat } {
  const [name = "", ending = ""] = file.split(/\.(?=[^.]*$)/, 2);
  if (!isExportFormat(ending)) {
    throw fault("EXPORT_FORMAT_UNKNOWN", {
      ending: ending.slice(0, 20),
      formats: EXPORT_FORMATS.join(", "),
    });
  }
  return { name, format: ending };
}
