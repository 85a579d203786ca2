import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import type { RequestContext, SourceReport } from "../context.js";
import { fillMessage } from "../errors.js";
import { settleQuota } from "../store/quota-table.js";
import { checkOperation } from "./check-operation.js";
import { namingMembers } from "./known-members.js";
import { notesOf } from "./request-notes.js";

type Request = GraphQLRequestContextWillSendResponse<RequestContext>;

/**
 * What Rescue Graph adds to Apollo's answer: operations checked before they run, `extensions.sources` when a
 * source failed, the request id in INTERNAL errors (whose cause goes to the log), and the notes for the HTTP layer.
 */
export const answerPlugin = (isContract: boolean): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation(request) {
        checkOperation(request);
      },
      async willSendResponse(request) {
        const { store, caller } = request.contextValue;
        // Before the answer leaves: who asks again at once is counted.
        await settleQuota(store, caller.quota);
        finish(request, isContract);
      },
    };
  },
});

function finish(request: Request, isContract: boolean): void {
  const { response, contextValue } = request;
  if (response.body.kind !== "single") return;
  const result = response.body.singleResult;
  const errors = result.errors ?? [];
  const notes = notesOf(contextValue);
  if (request.document !== undefined) notes.document = request.document;
  if (request.operationName) notes.operation = request.operationName;
  if (errors.length > 0) {
    result.errors = errors.map((error) => hinted(request, error, isContract));
    notes.codes = [...new Set(errors.map(codeIn))];
    result.errors = withRequestId(request, result.errors);
  }
  if (result.data !== undefined) {
    notes.outcome = "executed";
    // An answer with data is a success, whatever status a failing source has hung on its error.
    response.http.status = 200;
  } else if (!notes.codes?.includes("BAD_REQUEST")) {
    notes.outcome = "refused";
  }
  if (contextValue.sources.length > 0) {
    result.extensions = { ...result.extensions, sources: eachOnce(contextValue.sources) };
  }
  if (notes.givesAccess === true && contextValue.access !== undefined) {
    result.extensions = { ...result.extensions, access: contextValue.access.accesses() };
  }
}

/**
 * What a partner's agreements do not give is answered as what there never was; where to look is the same for both.
 */
const CONTRACT = " What your agreements give you is listed by GET /contract.";

/** An error with what helps its reader on. */
function hinted(
  { schema }: Request,
  error: GraphQLFormattedError,
  isContract: boolean,
): GraphQLFormattedError {
  const code = codeIn(error);
  let { message } = error;
  if (code === "WRONG_TYPE") message = namingMembers(schema, error);
  if (isContract && SCHEMA_ERRORS.has(code)) message += CONTRACT;
  return message === error.message ? error : { ...error, message };
}

/** Codes of what the schema of the caller does not have. */
const SCHEMA_ERRORS: ReadonlySet<string> = new Set(["UNKNOWN_FIELD", "UNKNOWN_ARGUMENT", "WRONG_TYPE"]);

/** What the operator is to hear of. */
const UNEXPECTED: ReadonlySet<string> = new Set(["INTERNAL", "STORE_UNAVAILABLE"]);

const codeIn = (error: GraphQLFormattedError) => String(error.extensions?.["code"]);

/** Completes INTERNAL errors for the caller, and tells the operator what they were. */
function withRequestId(request: Request, errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const { requestId, log } = request.contextValue;
  const unexpected = errors.flatMap((error, at) => (UNEXPECTED.has(codeIn(error)) ? [at] : []));
  const first = unexpected[0];
  if (first === undefined) return [...errors];
  // Formatted errors stand in the order of the thrown ones. One is logged: a list repeats it for every row.
  log.error(
    { err: request.errors?.[first], path: errors[first]?.path, count: unexpected.length },
    "unexpected error",
  );
  return errors.map((error) =>
    codeIn(error) === "INTERNAL"
      ? {
          ...error,
          message: fillMessage("INTERNAL", { requestId }),
          extensions: { ...error.extensions, requestId },
        }
      : error,
  );
}

/** Several fetches from one failing source are one piece of news. */
function eachOnce(sources: readonly SourceReport[]): SourceReport[] {
  return [...new Map(sources.map((source) => [`${source.name} ${source.status}`, source])).values()];
}
