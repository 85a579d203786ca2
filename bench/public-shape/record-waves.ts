import { execute, type GraphQLSchema, parse, print } from "graphql";
import type { RequestContext } from "../../src/context.js";
import { createExecutor } from "../../src/gateway/execute.js";
import type { SubgraphTransport } from "../../src/gateway/transport.js";

/** One request to a subgraph. */
export interface RecordedRequest {
  readonly subgraph: string;
  readonly body: string;
}

/** What an operation takes: requests to subgraphs, each wave after the one before, and the answer's data. */
export interface Recording {
  readonly waves: readonly (readonly RecordedRequest[])[];
  readonly data: unknown;
}

/**
 * Runs an operation over subgraphs of this process and records what is asked of them. A request belongs to the wave
 * after the last one of which an answer was there when it left.
 */
export async function recordWaves(
  supergraphSdl: string,
  schemas: ReadonlyMap<string, GraphQLSchema>,
  query: string,
): Promise<Recording> {
  const waves: RecordedRequest[][] = [];
  let answered = 0;
  const transports = new Map(
    [...schemas].map(([subgraph, schema]): [string, SubgraphTransport] => [
      subgraph,
      {
        async execute({ document, variables }) {
          const wave = answered;
          waves[wave] = [...(waves[wave] ?? []), { subgraph, body: bodyOf(document, variables) }];
          // As long for everyone, and long enough for whatever leaves at the same time to leave.
          await new Promise((later) => setTimeout(later, 20));
          answered = Math.max(answered, wave + 1);
          return execute({ schema, document, variableValues: variables });
        },
        close: async () => {},
      },
    ]),
  );
  const { execute: run } = await createExecutor(supergraphSdl, transports);
  const ctx = { sources: [], signal: new AbortController().signal } as unknown as RequestContext;
  const { data } = await run({ document: parse(query), operationName: undefined, variables: {} }, ctx);
  return { waves, data };
}

const bodyOf = (document: Parameters<typeof print>[0], variables: unknown) =>
  JSON.stringify({ query: print(document), variables });
