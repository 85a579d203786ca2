import type { QueryPlan } from "@graphql-hive/router-query-planner";
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import type { RequestContext } from "../../context.js";
import { fault } from "../../errors.js";
import type { SubgraphTransport } from "../transport.js";
import { compilePlan, Uncompiled } from "./compile.js";
import { at, explains } from "./error-path.js";
import type { PlanRun, PlanStep } from "./fetch.js";
import type { Planner } from "./planner.js";
import { type Broken, compileProjection, type Projection } from "./project.js";
import { givesWhatIsAsked } from "./same-shape.js";
import { typeConditions } from "./types.js";

/** One operation, alone in its document, with its variables coerced. */
export interface PlannedOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How operations were executed. */
export interface PlanCounts {
  /** Documents that were planned and compiled. */
  compiled: number;
  /** Operations that ran compiled. */
  run: number;
  /** Operations that were left to the planner's own executor, by what could not be compiled. */
  readonly left: Map<string, number>;
}

/** Executes operations over subgraphs by compiled plans. */
export interface PlanExecutor {
  readonly counts: Readonly<PlanCounts>;
  execute(operation: PlannedOperation, ctx: RequestContext): Promise<ExecutionResult>;
}

/** What a plan executor works with. */
export interface PlanExecutorParts {
  readonly planner: Planner;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** With all types that sources speak of. */
  readonly supergraph: GraphQLSchema;
  readonly transportOf: (service: string) => SubgraphTransport;
  /** Executes what cannot be compiled. */
  readonly otherwise: (operation: PlannedOperation, ctx: RequestContext) => Promise<ExecutionResult>;
}

interface Compiled {
  readonly step: PlanStep;
  readonly projection: (variables: PlannedOperation["variables"]) => Projection;
  /** Whether what the one source gives is what the client gets. */
  readonly isWhole: boolean;
}

/** Variables of `@skip` and `@include` make a projection for each of their values; so many are kept. */
const PROJECTIONS_KEPT = 32;
const BROKEN_TOLD = 20;

/**
 * The executor by compiled plans. A document is planned and compiled when it first comes, and kept as long as the
 * document is: those who hold documents bound them.
 */
export function createPlanExecutor(parts: PlanExecutorParts): PlanExecutor {
  const { planner, schema, transportOf, otherwise } = parts;
  const satisfies = typeConditions(parts.supergraph);
  const counts: PlanCounts = { compiled: 0, run: 0, left: new Map() };
  const known = new WeakMap<DocumentNode, Map<number, Promise<Compiled | Uncompiled>>>();

  const compile = async (document: DocumentNode, share: number): Promise<Compiled | Uncompiled> => {
    const plan = await planner.plan(document, share);
    const operation = getOperationAST(document) as OperationDefinitionNode;
    try {
      const step = compilePlan(plan, satisfies, transportOf);
      counts.compiled += 1;
      return {
        step,
        projection: projections(schema, document, operation),
        isWhole: isWholeOf(plan, document),
      };
    } catch (error) {
      if (error instanceof Uncompiled) return error;
      throw error;
    }
  };

  const isWholeOf = ({ node }: QueryPlan, document: DocumentNode): boolean =>
    node?.kind === "Fetch" &&
    transportOf(node.serviceName).isExact === true &&
    givesWhatIsAsked(node.operation, document);

  /** Plans differ by share only where a supergraph moves a field step by step. */
  const shareOf = () => {
    if (planner.shares.length === 0) return [0, 0] as const;
    const share = Math.random() * 100;
    return [share, planner.shares.filter((percentage) => share > percentage).length] as const;
  };

  const compiledOf = (document: DocumentNode): Promise<Compiled | Uncompiled> => {
    const [share, group] = shareOf();
    let byShare = known.get(document);
    if (byShare === undefined) {
      byShare = new Map();
      known.set(document, byShare);
    }
    let compiled = byShare.get(group);
    if (compiled === undefined) {
      compiled = compile(document, share);
      byShare.set(group, compiled);
      // What failed, for want of time, may be tried again.
      compiled.catch(() => byShare.delete(group));
    }
    return compiled;
  };

  return {
    counts,
    async execute(operation, ctx) {
      const compiled = await compiledOf(operation.document);
      if (compiled instanceof Uncompiled) {
        counts.left.set(compiled.message, (counts.left.get(compiled.message) ?? 0) + 1);
        return otherwise(operation, ctx);
      }
      counts.run += 1;
      const run: PlanRun = { ctx, variables: operation.variables, data: {}, errors: [] };
      await compiled.step(run);
      const data =
        compiled.isWhole && isFilled(run.data)
          ? run.data
          : projected(compiled.projection(operation.variables), run);
      return run.errors.length === 0 ? { data } : { data, errors: run.errors };
    },
  };
}

/** What the client gets; what did not fit its type is told of, where no error says why already. */
function projected(projection: Projection, { data, errors }: PlanRun): Record<string, unknown> | null {
  const plainly = projection.project(data);
  if (plainly !== undefined) return plainly;
  const found: Broken[] = [];
  const answer = projection.project(data, found) ?? null;
  const known: readonly GraphQLError[] = [...errors];
  for (const { path, coordinate } of found.slice(0, BROKEN_TOLD)) {
    if (!known.some((error) => explains(error, path)))
      errors.push(at(fault("SOURCE_BAD_VALUE", { field: coordinate }), path));
  }
  return answer;
}

function projections(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
  const names = conditionNames(document);
  const known = new Map<string, Projection>();
  return (variables: PlannedOperation["variables"]): Projection => {
    const key = names.map((name) => (variables[name] === true ? 1 : 0)).join("");
    let projection = known.get(key);
    if (projection === undefined) {
      if (known.size >= PROJECTIONS_KEPT) known.clear();
      projection = compileProjection(schema, document, operation, variables);
      known.set(key, projection);
    }
    return projection;
  };
}

/** The variables that `@skip` and `@include` look at. */
function conditionNames(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      const given = args.find((arg) => arg.name.value === "if")?.value;
      if ((name.value === "skip" || name.value === "include") && given?.kind === Kind.VARIABLE)
        names.add(given.name.value);
    },
  });
  return [...names].sort();
}

function isFilled(data: Record<string, unknown>): boolean {
  for (const _key in data) return true;
  return false;
}
