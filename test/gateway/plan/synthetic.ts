import { deepStrictEqual, notEqual, ok } from "node:assert/strict";
import type { DocumentNode } from "graphql";
import type { RequestContext } from "../../../src/context.js";
import { randomFrom } from "../../support/random.js";
import { type KnownKeys, OperationMaker } from "../random-operations.js";
import { bothExecutors, told, unplanned, validDocument } from "./compiled-plans.js";
import { answerAsOne, composeSynthetic, type Faults, syntheticTransports } from "./synthetic-graph.js";

const KEYS: KnownKeys = new Map([["Thing", { key: "id", values: ["a", "b", "c"] }]]);
const NO_FAULTS: Faults = { nulls: 0, errors: 0 };
const FAULTS: Faults = { nulls: 10, errors: 4 };
/** The sources of this graph look at nothing in it. */
const NO_CONTEXT = {} as RequestContext;

/**
 * Sends random operations to the synthetic graph, every other one with nulls and errors at random in the sources, and
 * expects the data that the sources have as one graph, by the specification, to the order of keys.
 *
 * Where that is not so, the plan is to blame, and router-runtime has not what the one graph has either: the planner
 * (0.0.38) now and then mixes up a field that another requires with other arguments, asks an interface object for what only
 * another type is to have, so that its error takes more with it, or finds no plan.
 * @returns how many operations there were, and how many of what
 */
export async function compareSynthetic(first: number, count: number) {
  let seed = "";
  let faults = NO_FAULTS;
  const transports = syntheticTransports(
    () => seed,
    () => faults,
  );
  const { compiled, general, schema } = bothExecutors(composeSynthetic(), transports);
  const seen = { compared: 0, objects: 0, errors: 0, misplanned: 0, unplanned: 0 };
  const asOne = async (document: DocumentNode, variables: Record<string, unknown>) =>
    answerAsOne(schema, document, variables, seed, faults);
  for (let number = first; seen.compared < count; number++) {
    const { text, variables } = new OperationMaker(schema, KEYS, randomFrom(number)).operation();
    const document = validDocument(schema, text);
    if (document === undefined) continue;
    seen.compared += 1;
    seed = String(number);
    faults = number % 2 === 0 ? NO_FAULTS : FAULTS;
    const sent = `seed ${number}: ${text} ${JSON.stringify(variables)}`;
    const ours = await compiled(document, variables, NO_CONTEXT).catch(unplanned);
    if (ours === undefined) {
      seen.unplanned += 1;
      continue;
    }
    const one = await asOne(document, variables);
    if (JSON.stringify(ours.data) === JSON.stringify(one.data)) {
      // Whatever became null for an error has one that says so; what was lent may have failed besides.
      ok((one.errors ?? []).length === 0 || (ours.errors ?? []).length > 0, sent);
    } else {
      seen.misplanned += 1;
      const theirs = await general(document, variables, NO_CONTEXT);
      notEqual(JSON.stringify(theirs.data), JSON.stringify(one.data), sent);
      if (faults === NO_FAULTS && !ours.errors) deepStrictEqual([sent, told(ours)], [sent, told(theirs)]);
    }
    seen.objects += (JSON.stringify(ours.data).match(/\{/g) ?? []).length;
    seen.errors += ours.errors?.length ?? 0;
  }
  return seen;
}
