import type { ApolloServer } from "@apollo/server";
import type { RequestContext } from "../context.js";
import type { Contract, Contracts } from "../gateway/contracts.js";
import type { Caller } from "../policy/caller.js";

/** The GraphQL engine that answers a caller. */
export type ServerFor = (caller: Caller) => Promise<ApolloServer<RequestContext>>;

/**
 * Gives each caller the engine over the schema that he sees. A partner's is made over his contract, so that all that is
 * checked, suggested or told of the schema comes from there, and no document is shared with who sees more.
 * @param whole answers everybody else; started already
 * @param contracts absent for a subgraph that is served alone, which decides field by field
 * @param make makes the engine over a contract; not started
 */
export function serversByContract(
  whole: ApolloServer<RequestContext>,
  contracts: Contracts | undefined,
  make: (contract: Contract) => ApolloServer<RequestContext>,
): ServerFor {
  // A contract that is kept no longer takes its engine with it: an engine holds nothing that has to be closed.
  const started = new WeakMap<Contract, Promise<ApolloServer<RequestContext>>>();
  return async (caller) => {
    const contract = contracts?.of(caller);
    if (contract === undefined) return whole;
    let server = started.get(contract);
    if (server === undefined) {
      server = start(make(contract));
      started.set(contract, server);
      server.catch(() => started.delete(contract));
    }
    return server;
  };
}

async function start(server: ApolloServer<RequestContext>): Promise<ApolloServer<RequestContext>> {
  await server.start();
  return server;
}
