import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from "graphql";
import type { RequestContext } from "../../context.js";
import { choiceOf } from "../collect-fields.js";
import { plannableText } from "../plannable.js";
import { compilePlan } from "./compile.js";
import { faultsOf } from "./misfit-errors.js";
import { PlanCache } from "./plan-cache.js";
import { createPlanner } from "./planner.js";
import { compileProjection, type Projection } from "./project.js";
import { givesWhatIsAsked } from "./same-shape.js";
import { conditionVariables, Selections } from "./selection.js";
import { possibleTypes, type Run, type Step, Uncompilable, type World } from "./types.js";

/** An operation to run. */
export interface PlannedOperation {
  /** Of this operation and its fragments. Plans are kept by this object. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How operations were executed since the start. */
export interface ExecutionCounts {
  compiled: number;
  /** Left to the general executor, by what its plan holds that is not compiled. */
  readonly fallback: Record<string, number>;
  plansMade: number;
  /** Documents whose plans are kept now. */
  plansKept: number;
}

/** Executes operations by compiled plans. */
export interface PlanExecutor {
  /** @returns undefined where the general executor has to be asked */
  execute(operation: PlannedOperation, ctx: RequestContext): Promise<ExecutionResult | undefined>;
  counts(): ExecutionCounts;
}

/** What the executor is made from. */
export interface PlanExecutorParts {
  /** As it is planned over. */
  readonly supergraphSdl: string;
  readonly supergraph: DocumentNode;
  /** What clients see, and answers are made for. */
  readonly apiSchema: GraphQLSchema;
  readonly ask: World["ask"];
  /** Whether what a subgraph answers is sure to fit its types. */
  readonly isExact?: ((service: string) => boolean) | undefined;
  /** @default PLAN_TIMEOUT_MS */
  readonly planTimeoutMs?: number | undefined;
  /** Of all documents whose plans are kept, together. */
  readonly mostCharacters?: number | undefined;
}

/** A plan that is ready to run, or the reason why it is not. */
type Compiled =
  | {
      readonly step: Step;
      readonly projections: Projections;
      /** Whether what its one subgraph gives is what the client gets. */
      readonly isWhole: boolean;
    }
  | { readonly reason: string };

/** Makes the executor: plans each document once, compiles the plan once, and runs it. */
export function createPlanExecutor(parts: PlanExecutorParts): PlanExecutor {
  const { supergraphSdl, supergraph, apiSchema, ask, isExact, planTimeoutMs, mostCharacters } = parts;
  const planner = createPlanner(supergraphSdl, planTimeoutMs);
  const world: World = { types: possibleTypes(supergraph), ask };
  const cache = new PlanCache<Promise<Compiled> | Compiled>(mostCharacters);
  let [compiledCount, plansMade] = [0, 0];
  const fallback: Record<string, number> = {};

  async function make(
    { document, operationName }: PlannedOperation,
    text: string,
    labels: ReturnType<typeof planner.labels>,
  ): Promise<Compiled> {
    const plan = await planner.plan(text, operationName, labels);
    plansMade++;
    try {
      return {
        step: compilePlan(plan, world),
        projections: new Projections(apiSchema, document, operationName),
        isWhole:
          plan.node?.kind === "Fetch" &&
          isExact?.(plan.node.serviceName) === true &&
          givesWhatIsAsked(plan.node.operation, document),
      };
    } catch (error) {
      if (error instanceof Uncompilable) return { reason: error.message };
      throw error;
    }
  }

  function compiledFor(operation: PlannedOperation): Promise<Compiled> | Compiled {
    const labels = planner.labels();
    const key = `${labels.key} ${operation.operationName ?? ""}`;
    const { document } = operation;
    const kept = cache.get(document, key);
    if (kept !== undefined) return kept;
    const text = plannableText(document);
    const making = make(operation, text, labels);
    cache.set(document, key, making, text.length);
    making.then(
      (made) => {
        if (cache.get(document, key) === making) cache.set(document, key, made, text.length);
      },
      () => cache.delete(document, key, making),
    );
    return making;
  }

  return {
    async execute(operation, ctx) {
      const kept = compiledFor(operation);
      const compiled = kept instanceof Promise ? await kept : kept;
      if ("reason" in compiled) {
        fallback[compiled.reason] = (fallback[compiled.reason] ?? 0) + 1;
        return undefined;
      }
      compiledCount++;
      const run: Run = { data: {}, errors: [], variables: operation.variables, ctx };
      const pending = compiled.step(run);
      if (pending !== undefined) await pending;
      if (compiled.isWhole && run.errors.length === 0) return { data: run.data };
      const projection = compiled.projections.for(operation.variables);
      const { data, fits } = projection.project(run.data);
      if (!fits) run.errors.push(...faultsOf(projection.misfits(run.data), run.errors));
      return run.errors.length > 0 ? { data, errors: run.errors } : { data };
    },
    counts: () => ({ compiled: compiledCount, fallback: { ...fallback }, plansMade, plansKept: cache.size }),
  };
}

/** Choices of the variables of `@skip` and `@include` whose projections are kept, for one operation. */
const MOST_CHOICES = 16;

/** The projections of one operation: one for each choice of the variables that decide what is selected. */
class Projections {
  private readonly names: readonly string[];
  private readonly operation: OperationDefinitionNode;
  private readonly made = new Map<string, Projection>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    operationName: string | undefined,
  ) {
    const operation = getOperationAST(document, operationName);
    if (operation == null) throw new Uncompilable("no operation");
    this.operation = operation;
    this.names = conditionVariables(document);
  }

  for(variables: Readonly<Record<string, unknown>>): Projection {
    const choice =
      this.names.length === 0 ? "" : this.names.map((name) => Number(variables[name] === true)).join("");
    let projection = this.made.get(choice);
    if (projection === undefined) {
      const root = this.schema.getRootType(this.operation.operation);
      if (root == null) throw new Uncompilable("no root type");
      // Kept with the projection, so of a request's values only these.
      const deciding = choiceOf(variables, this.names);
      const selections = new Selections(this.schema, this.document, deciding);
      projection = compileProjection(this.schema, selections, root, this.operation.selectionSet);
      if (this.made.size >= MOST_CHOICES) this.made.clear();
      this.made.set(choice, projection);
    }
    return projection;
  }
}
