import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { RequestContext } from "../context.js";
import { answerPlugin } from "./answer-plugin.js";
import { createDocumentStore } from "./document-store.js";
import { finiteNumbers } from "./finite-numbers.js";
import { formatError, formatForeignError } from "./format-error.js";
import { scrub } from "./log-scrub.js";
import { noReservedNames } from "./reserved-names.js";
import { ranByPlugin } from "./run-plugin.js";

/** What answers operations: a gateway over several subgraphs, or one schema of this process. */
export type GraphSource = { readonly gateway: GatewayInterface } | { readonly schema: GraphQLSchema };

/**
 * Longest document, in tokens. Checking one of this length takes up to 0.15 s (measured on the worst shapes), and
 * twice as many can be nested deeper than the parser's stack. Long lists belong into variables, which do not count.
 */
export const MOST_TOKENS = 5000;

/** Selections of a document, with each fragment as often as it is spread. */
const MOST_SELECTIONS = 1_000_000;

/**
 * Makes the GraphQL engine of the edge; the caller starts it, and `createEdge` serves and stops it.
 * Document store: the same text gives the same document object, so that plans can be kept by it.
 * @param options.log where Apollo's own warnings go
 * @param options.mostCharacters of the documents that are kept, together
 * @param options.contract whether the schema is a partner's contract, which `GET /contract` shows
 * @param options.foreign whether the subgraphs are somebody else's: what they word themselves is passed on
 */
export function createGraphQLServer({
  source,
  log,
  mostCharacters,
  foreign = false,
  contract = false,
}: {
  source: GraphSource;
  log: Logger;
  mostCharacters?: number;
  foreign?: boolean;
  contract?: boolean;
}): ApolloServer<RequestContext> {
  const gateway = "gateway" in source ? ranByPlugin(source.gateway) : undefined;
  return new ApolloServer<RequestContext>({
    ...(gateway === undefined ? source : { gateway: gateway.gateway }),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: foreign ? formatForeignError : formatError,
    allowBatchedHttpRequests: false,
    // `refuseCrossSite` and the JSON-only body do this for us, without refusing a plain GET.
    csrfPrevention: false,
    // Signals are for `stopOnSignals`: Apollo's own handler would kill the process under requests in flight.
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    // Of what fragments stand for when they are written out; more is nobody's question.
    maxRecursiveSelections: MOST_SELECTIONS,
    documentStore: createDocumentStore(mostCharacters),
    validationRules: [noReservedNames, finiteNumbers],
    logger: scrubbed(log),
    plugins: [
      answerPlugin(contract),
      ...(gateway === undefined ? [] : [gateway.plugin]),
      // Costs up to a third of the time of a nested answer, and caching is the policy's business here.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Apollo writes errors into its lines as text, values included. */
function scrubbed(log: Logger) {
  const at = (level: "debug" | "info" | "warn" | "error") => (message?: unknown) => {
    log[level](scrub(String(message)));
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
