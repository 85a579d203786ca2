import type { PlanNode, QueryPlan } from "@graphql-hive/router-query-planner";
import { compileBatchFetch, compileEntityFetch } from "./entity-fetch.js";
import { compileFetch } from "./fetch.js";
import type { Step, World } from "./types.js";
import { Uncompilable } from "./types.js";

/**
 * Compiles a plan, once, into what runs it.
 * @throws Uncompilable naming the kind of node that the general executor has to run
 */
export function compilePlan({ node }: QueryPlan, world: World): Step {
  return node === undefined || node === null ? nothing : compileNode(node, world);
}

const nothing: Step = () => undefined;

function compileNode(node: PlanNode, world: World): Step {
  switch (node.kind) {
    case "Fetch":
      return compileFetch(node, world);
    case "BatchFetch":
      return compileBatchFetch(node, world);
    case "Flatten":
      if (node.node.kind !== "Fetch") throw new Uncompilable(`Flatten of ${node.node.kind}`);
      return compileEntityFetch(node.path, node.node, world);
    case "Sequence":
      return inSequence(node.nodes.map((each) => compileNode(each, world)));
    case "Parallel":
      return inParallel(node.nodes.map((each) => compileNode(each, world)));
    case "Condition": {
      const { condition } = node;
      const yes = node.ifClause ? compileNode(node.ifClause, world) : nothing;
      const no = node.elseClause ? compileNode(node.elseClause, world) : nothing;
      return (run) => (run.variables[condition] === true ? yes(run) : no(run));
    }
    default:
      throw new Uncompilable(node.kind);
  }
}

function inSequence(steps: readonly Step[]): Step {
  if (steps.length === 1) return steps[0] as Step;
  return async (run) => {
    for (const step of steps) {
      const pending = step(run);
      if (pending !== undefined) await pending;
    }
  };
}

function inParallel(steps: readonly Step[]): Step {
  if (steps.length === 1) return steps[0] as Step;
  return (run) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const promise = step(run);
      if (promise !== undefined) pending.push(promise);
    }
    if (pending.length <= 1) return pending[0];
    return Promise.all(pending).then(() => undefined);
  };
}
