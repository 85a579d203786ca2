import { transformSupergraphToPublicSchema } from "@theguild/federation-composition";
import {
  buildASTSchema,
  type DocumentNode,
  type ExecutionResult,
  parse,
  print,
  validate,
  visit,
} from "graphql";
import type { RequestContext } from "../../../src/context.js";
import { type AskSubgraph, generalExecutor } from "../../../src/gateway/general-executor.js";
import { createPlanExecutor, type PlanExecutor } from "../../../src/gateway/plan/plan-executor.js";
import type { SubgraphTransport } from "../../../src/gateway/transport.js";

type Ask = (
  document: DocumentNode,
  variables: Record<string, unknown>,
  ctx: RequestContext,
) => Promise<ExecutionResult>;

/** Both executors over one supergraph: by compiled plans, and the planner's own. */
export interface BothExecutors {
  readonly compiled: Ask;
  readonly general: Ask;
  readonly counts: PlanExecutor["counts"];
  readonly schema: ReturnType<typeof buildASTSchema>;
}

/** Sets both up over the same sources. */
export function bothExecutors(
  supergraphSdl: string,
  transports: ReadonlyMap<string, SubgraphTransport>,
): BothExecutors {
  const supergraph = visit(parse(supergraphSdl), {
    Directive: ({ name }) => (name.value === "inaccessible" ? null : undefined),
  });
  const plannedSdl = print(supergraph);
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl)));
  const ask: AskSubgraph = async (service, request, ctx) => {
    const transport = transports.get(service.toLowerCase());
    if (transport === undefined) throw new TypeError(`no ${service}`);
    return transport.execute(request, ctx);
  };
  const general = generalExecutor(plannedSdl, ask);
  const plans = createPlanExecutor({
    ...{ supergraphSdl: plannedSdl, supergraph, apiSchema: schema, ask, planTimeoutMs: 10_000 },
    isExact: (service) => transports.get(service.toLowerCase())?.isExact === true,
  });
  return {
    schema,
    counts: plans.counts,
    general: (document, variables, ctx) => general({ document, variables }, undefined, ctx),
    async compiled(document, variables, ctx) {
      const answer = await plans.execute({ document, operationName: undefined, variables }, ctx);
      if (answer === undefined) throw new TypeError("not compiled");
      return answer;
    },
  };
}

/** An operation that is valid over a schema; undefined when it is not. */
export function validDocument(schema: BothExecutors["schema"], text: string): DocumentNode | undefined {
  const document = parse(text);
  return validate(schema, document).length === 0 ? document : undefined;
}

/** Undefined where the planner finds no plan; whatever else is thrown is thrown. */
export function unplanned(error: Error): undefined {
  if (!/^Failed to plan query/.test(error.message)) throw error;
}

/** An answer as text, its keys in their order, and its errors in none. */
export function told({ data, errors = [] }: ExecutionResult): unknown {
  const lines = errors.map(
    ({ message, path, extensions }) => `${path?.join(".")} ${extensions["code"]} ${message}`,
  );
  return { data: JSON.stringify(data ?? null), errors: [...new Set(lines)].sort() };
}
