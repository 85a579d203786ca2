import type { FlattenNodePathSegment, PlanNode, QueryPlan } from "@graphql-hive/router-query-planner";
import type { SubgraphTransport } from "../transport.js";
import { batchFetch, entityFetch, type FetchParts, type PlanStep, rootFetch } from "./fetch.js";
import type { Satisfies } from "./types.js";

/** Thrown where a plan has something that is not compiled; the operation is left to the planner's own executor. */
export class Uncompiled extends Error {}

/**
 * Makes a plan into code, once: what each fetch sends and where its answer goes.
 * @throws Uncompiled with what cannot be
 */
export function compilePlan(
  { node }: QueryPlan,
  satisfies: Satisfies,
  transportOf: (service: string) => SubgraphTransport,
): PlanStep {
  if (node === undefined) throw new Uncompiled("A plan without a step");
  const filled = filledPlaces(node);
  return step(node, {
    satisfies,
    transportOf,
    isFilledFurther: (path, by) => {
      const start = JSON.stringify(path).slice(0, -1);
      return filled.some((each) => each.by !== by && each.path.startsWith(start));
    },
  });
}

function step(node: PlanNode, parts: FetchParts): PlanStep {
  switch (node.kind) {
    case "Sequence":
      return inSequence(node.nodes.map((each) => step(each, parts)));
    case "Parallel":
      return inParallel(node.nodes.map((each) => step(each, parts)));
    case "Condition":
      return onCondition(
        node.condition,
        node.ifClause && step(node.ifClause, parts),
        node.elseClause && step(node.elseClause, parts),
      );
    case "Flatten":
      if (node.node.kind !== "Fetch" || node.node.requires === undefined)
        throw new Uncompiled(`Flatten of ${node.node.kind}`);
      return entityFetch(node.node, node.path, parts);
    case "Fetch":
      if (node.requires !== undefined && node.requires.length > 0)
        throw new Uncompiled("A fetch of entities at the root");
      return rootFetch(node, parts);
    case "BatchFetch":
      return batchFetch(node, parts);
    default:
      throw new Uncompiled(node.kind);
  }
}

function inSequence(steps: readonly PlanStep[]): PlanStep {
  return async (run) => {
    for (const next of steps) await next(run);
  };
}

function inParallel(steps: readonly PlanStep[]): PlanStep {
  return (run) => {
    const waiting = steps.map((each) => each(run)).filter((each) => each !== undefined);
    return waiting.length < 2 ? waiting[0] : Promise.all(waiting).then(() => {});
  };
}

function onCondition(name: string, when: PlanStep | undefined, otherwise: PlanStep | undefined): PlanStep {
  return (run) => (run.variables[name] === true ? when : otherwise)?.(run);
}

interface FilledPlace {
  readonly path: string;
  readonly by: object;
}

/** The places that fetches add to, and which fetch does. */
function filledPlaces(node: PlanNode): FilledPlace[] {
  const at = (path: readonly FlattenNodePathSegment[], by: object) => ({
    path: JSON.stringify(path),
    by,
  });
  switch (node.kind) {
    case "Sequence":
    case "Parallel":
      return node.nodes.flatMap(filledPlaces);
    case "Condition":
      return [node.ifClause, node.elseClause].flatMap((clause) => (clause ? filledPlaces(clause) : []));
    case "Flatten":
      return [at(node.path, node.node)];
    case "BatchFetch":
      return node.entityBatch.aliases.flatMap(({ paths }) => paths.map((path) => at(path, node)));
    default:
      return [];
  }
}
