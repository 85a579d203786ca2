import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from "graphql";
import type { RequestContext } from "../context.js";
import { kept } from "../dataset/kept.js";
import { Unsuited } from "./answer-levels.js";
import { choiceOf, type Variables } from "./collect-fields.js";
import { countExecution } from "./executions.js";
import { type LevelPlan, planLevels, unfit } from "./level-plan.js";
import { runLevels } from "./run-levels.js";
import type { SubgraphRequest } from "./transport.js";

/** Executes an operation level by level; undefined where the ordinary executor must be asked. */
export type LevelExecutor = (
  request: SubgraphRequest,
  ctx: RequestContext,
  options?: { readonly sharing?: boolean },
) => Promise<ExecutionResult | undefined>;

/** Plans of one operation, at most: one for each set of values of its conditions. */
const MOST_PLANS = 32;

/** What is known of an operation. */
interface Prepared {
  readonly operation: OperationDefinitionNode;
  /** The variables that `@skip` and `@include` use. */
  readonly conditions: readonly string[];
  readonly plans: Map<string, LevelPlan>;
}

/**
 * Makes the executor of one schema. What it works out is kept by document, and goes with it. Whether an operation suits
 * is known before any of it runs; what shows only then is a query, and can be run again.
 */
export function levelExecutor(schema: GraphQLSchema): LevelExecutor {
  const unfitness = unfit(schema);
  const known = new WeakMap<DocumentNode, Map<string | undefined, Prepared | string>>();

  const prepared = ({ document, operationName }: SubgraphRequest): Prepared | string => {
    const byName = kept(known, document, () => new Map<string | undefined, Prepared | string>());
    return kept(byName, operationName, () => unfitness ?? prepare(document, operationName));
  };

  return async (request, ctx, { sharing = false } = {}) => {
    const query = schema.getQueryType();
    const operation = prepared(request);
    if (typeof operation === "string" || !query) {
      countExecution(typeof operation === "string" ? operation : "no query type");
      return undefined;
    }
    const { variableDefinitions = [] } = operation.operation;
    let variables: Variables = {};
    if (variableDefinitions.length > 0) {
      const { coerced, errors } = getVariableValues(schema, variableDefinitions, request.variables ?? {});
      if (errors !== undefined) {
        countExecution("levels");
        return { errors };
      }
      variables = coerced;
    }
    const signature = operation.conditions.map((name) => (variables[name] === true ? "1" : "0")).join("");
    let plan = operation.plans.get(signature);
    if (plan === undefined) {
      // Only those that decide what is selected: the plan is kept, and a request's values must not be kept with it.
      const deciding = choiceOf(variables, operation.conditions);
      plan = planLevels(schema, query, operation.operation, request.document, deciding);
      if (operation.plans.size >= MOST_PLANS) operation.plans.clear();
      operation.plans.set(signature, plan);
    }
    try {
      const result = await runLevels(plan, { variables, sharing }, ctx);
      countExecution("levels");
      return result;
    } catch (error) {
      if (!(error instanceof Unsuited)) {
        ctx.log.error({ err: error }, "operations on a subgraph could not be executed level by level");
        countExecution("failed");
        return undefined;
      }
      countExecution(error.message);
      if (!sharing) return undefined;
      const { data, errors = [] } = await runLevels(plan, { variables, sharing: false }, ctx);
      return { data: data ?? null, errors: [...error.refusals, ...errors] };
    }
  };
}

function prepare(document: DocumentNode, operationName: string | undefined): Prepared | string {
  const operation = getOperationAST(document, operationName);
  if (operation == null) return "no operation";
  // What a mutation does must be done once, and in its order.
  if (operation.operation !== OperationTypeNode.QUERY) return operation.operation;
  const conditions = new Set<string>();
  let reason: string | undefined;
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== "skip" && name.value !== "include") return;
      for (const { value } of args) if (value.kind === "Variable") conditions.add(value.name.value);
    },
    Field({ name, alias }) {
      if (name.value === "__schema" || name.value === "__type") reason = "introspection";
      // No key for an ordinary object.
      if (alias?.value === "__proto__") reason = "name";
    },
  });
  return reason ?? { operation, conditions: [...conditions], plans: new Map() };
}
