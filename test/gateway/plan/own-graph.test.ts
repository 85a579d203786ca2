import { deepStrictEqual } from "node:assert/strict";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  type DocumentNode,
  type ExecutionResult,
  getVariableValues,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { RequestContext } from "../../../src/context.js";
import { compose } from "../../../src/gateway/compose.js";
import { inProcessTransport } from "../../../src/gateway/in-process-transport.js";
import type { Caller } from "../../../src/policy/caller.js";
import type { Store } from "../../../src/store/store.js";
import { AT_LENGTH, engines } from "../../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../../support/graph-harness.js";
import { partnerCaller } from "../../support/partner-caller.js";
import { randomFrom } from "../../support/random.js";
import { testContext } from "../../support/test-context.js";
import { knownKeys } from "../levels.js";
import { OperationMaker } from "../random-operations.js";
import { type BothExecutors, bothExecutors, unplanned, validDocument } from "./compiled-plans.js";

const RUNS = AT_LENGTH ? 3000 : 150;
/** Root fields whose answers change from one reading to the next. */
const PASSING = /\b(changes|snapshot)(_\d+)?\b/;

let store: Store;
let drop: () => Promise<void>;
let both: BothExecutors;

beforeAll(async () => {
  const [sqlite] = engines();
  ({ store, drop } = await openSeededStore(sqlite as NonNullable<typeof sqlite>, { scale: 0.1 }));
  const subgraphs = await buildSubgraphs();
  both = bothExecutors(
    compose(subgraphs),
    new Map(subgraphs.map(({ name, schema }) => [name, inProcessTransport(schema)])),
  );
}, 120_000);
afterAll(() => drop());

test("random operations over the graph are answered by compiled plans as by the planner's runtime, to the order of keys", async () => {
  const keys = await knownKeys(store);
  const callers: Caller[] = [
    { role: "anonymous" },
    { role: "analyst", subject: "tester" },
    { role: "steward", subject: "tester" },
    await partnerCaller(store, "33"),
  ];
  let [compared, objects, errors, left] = [0, 0, 0, 0];
  for (let seed = 1; compared < RUNS; seed++) {
    const random = randomFrom(seed);
    const { text, variables } = new OperationMaker(both.schema, keys, random).operation();
    const caller = callers[Math.floor(random() * callers.length)] as Caller;
    const document = PASSING.test(text) ? undefined : validDocument(both.schema, text);
    // Where a list is asked for twice the runtime puts one copy after the other.
    if (document === undefined || asksTwice(document)) continue;
    const [operation] = document.definitions;
    const definitions = operation?.kind === Kind.OPERATION_DEFINITION ? operation.variableDefinitions : [];
    // As the edge does before either is asked.
    if (getVariableValues(both.schema, definitions ?? [], variables).errors !== undefined) continue;
    const context = (): RequestContext => ({ ...testContext(store, "anonymous"), caller });
    compared += 1;
    const ours = await both.compiled(document, variables, context()).catch(unplanned);
    if (ours === undefined) {
      left += 1;
      continue;
    }
    const theirs = await both.general(document, variables, context());
    const sent = `seed ${seed}, ${caller.role}: ${text} ${JSON.stringify(variables)}`;
    deepStrictEqual([sent, told(ours)], [sent, told(theirs)]);
    objects += (JSON.stringify(theirs.data ?? null).match(/\{/g) ?? []).length;
    errors += theirs.errors?.length ?? 0;
  }
  expect(objects).toBeGreaterThan(500);
  expect(errors).toBeGreaterThan(10);
  expect(left).toBeLessThan(RUNS * 0.03);
}, 600_000);

/** Whether some object or list is selected twice under one name. */
function asksTwice({ definitions }: DocumentNode): boolean {
  const keysIn = ({ selections }: SelectionSetNode): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return keysIn(selection.selectionSet);
      if (selection.kind === Kind.FIELD)
        return selection.selectionSet ? [(selection.alias ?? selection.name).value] : [];
      const fragment = definitions.find(
        (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION ? keysIn(fragment.selectionSet) : [];
    });
  const isTwice = (set: SelectionSetNode): boolean => {
    const keys = keysIn(set);
    return (
      new Set(keys).size < keys.length ||
      set.selections.some(
        (selection) =>
          "selectionSet" in selection && selection.selectionSet && isTwice(selection.selectionSet),
      )
    );
  };
  return definitions.some((each) => "selectionSet" in each && isTwice(each.selectionSet));
}

/** Errors without their paths: what is refused is told once for an operation, at the place that was read first. */
function told({ data, errors = [] }: ExecutionResult): unknown {
  const lines = errors.map(({ message, extensions }) => `${extensions["code"]} ${message}`);
  return { data: hasData(data) ? JSON.stringify(data) : null, errors: [...new Set(lines)].sort() };
}

/** The runtime has no data at all where every fetch failed; by the specification its fields are null. */
const hasData = (data: ExecutionResult["data"]) =>
  data != null && Object.values(data).some((value) => value !== null && typeof value === "object");
