import type { FastifyInstance, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { fault } from "../errors.js";
import { type Contracts, printSorted } from "../gateway/contracts.js";
import { ANONYMOUS, type Caller, isDivisionCode, mayRead } from "../policy/caller.js";
import type { Callers } from "./callers.js";
import { refuseCrossSite } from "./graphql-over-http.js";

/** What the routes work with. */
export interface ContractRouteParts {
  readonly apiSchema: GraphQLSchema;
  readonly contracts: Contracts;
  readonly callers: Callers;
  readonly isStopping: () => boolean;
}

/** Serves `GET /contract`, the schema that the caller sees, and `GET /contract/<partner>`, as SDL. */
export function serveContracts(app: FastifyInstance, parts: ContractRouteParts): void {
  const { apiSchema, contracts, callers, isStopping } = parts;
  // Printing one takes a tenth of a second; a schema is kept as long as its contract.
  const printed = new WeakMap<GraphQLSchema, string>();
  const sdlOf = (schema: GraphQLSchema): string => {
    let text = printed.get(schema);
    if (text === undefined) {
      text = printSorted(schema);
      printed.set(schema, text);
    }
    return text;
  };
  const onRequest = async (request: FastifyRequest) => {
    if (isStopping()) throw fault("SHUTTING_DOWN");
    refuseCrossSite(request.headers);
    request.caller = await callers.authenticate(request.headers.authorization);
  };
  const options = { onRequest, exposeHeadRoute: false };

  app.get("/contract", options, async ({ caller }, reply) => {
    const { schema } = contracts.of(caller ?? ANONYMOUS) ?? { schema: apiSchema };
    return reply.type(SDL).send(sdlOf(schema));
  });
  app.get<{ Params: { partner: string } }>("/contract/:partner", options, async (request, reply) => {
    const { partner } = request.params;
    const caller = request.caller ?? ANONYMOUS;
    if (!isDivisionCode(partner)) throw fault("CONTRACT_UNKNOWN", { partner: partner.slice(0, 100) });
    if (!maySeeContract(caller, partner)) throw fault("CONTRACT_FORBIDDEN", { partner });
    const own = caller.partner === partner;
    const contract = contracts.of(own ? caller : await callers.renewed({ role: "partner", partner }));
    if (contract === undefined) throw fault("CONTRACT_ELSEWHERE");
    return reply.type(SDL).send(sdlOf(contract.schema));
  });
}

const SDL = "application/graphql; charset=utf-8";

/** What a partner sees is his own business, and that of whoever keeps agreements. */
function maySeeContract(caller: Caller, partner: string): boolean {
  return caller.role === "partner" ? caller.partner === partner : mayRead(caller, "PERSONAL");
}
