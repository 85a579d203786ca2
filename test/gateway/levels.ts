import { deepStrictEqual, equal } from "node:assert/strict";
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";
import { sql } from "kysely";
import type { RequestContext } from "../../src/context.js";
import { executionCounts } from "../../src/gateway/executions.js";
import { levelExecutor } from "../../src/gateway/level-executor.js";
import type { Caller } from "../../src/policy/caller.js";
import type { Store } from "../../src/store/store.js";
import { buildSubgraphs } from "../support/graph-harness.js";
import { partnerCaller } from "../support/partner-caller.js";
import { randomFrom } from "../support/random.js";
import { testContext } from "../support/test-context.js";
import { circlingOperation } from "./circling-operations.js";
import { type KnownKeys, OperationMaker } from "./random-operations.js";

/** Root fields whose answers change from one reading to the next. */
const PASSING = /\b(changes|snapshot)(_\d+)?\b/;

/**
 * Sends random operations to every subgraph, as different callers, and expects of the executor by levels, twice, what
 * graphql-js answers.
 * @param first the seed of the first operation; each has its own
 * @returns how many there were, how many had data, and how many errors they had
 */
export async function compareAtRandom(
  store: Store,
  first: number,
  count: number,
): Promise<{ compared: number; rows: number; errors: number }> {
  const subgraphs = (await buildSubgraphs()).filter(({ name }) => name !== "feed");
  const schemas = subgraphs.map(({ schema }) => ({ schema, inLevels: levelExecutor(schema) }));
  const keys = await knownKeys(store);
  const callers: Caller[] = [
    { role: "anonymous" },
    { role: "analyst", subject: "tester" },
    { role: "steward", subject: "tester" },
    await partnerCaller(store, "33"),
  ];
  const seen = { compared: 0, rows: 0, errors: 0 };
  for (let seed = first; seen.compared < count; seed++) {
    const random = randomFrom(seed);
    const { schema, inLevels } = schemas[Math.floor(random() * schemas.length)] as (typeof schemas)[number];
    const caller = callers[Math.floor(random() * callers.length)] as Caller;
    const circling = seed % 3 === 0 ? circlingOperation(schema, random) : undefined;
    const { text, variables } =
      circling === undefined
        ? new OperationMaker(schema, keys, random).operation()
        : { text: circling, variables: {} };
    const document = parse(text);
    if (PASSING.test(text) || validate(schema, document).length > 0) continue;
    const context = (): RequestContext => ({ ...testContext(store, "anonymous"), caller });
    const before = executionCounts().get("levels") ?? 0;
    const request = { document, operationName: undefined, variables };
    const theirs = await ordinary(schema, document, variables, context());
    const sent = `seed ${seed}, ${caller.role}: ${text} ${JSON.stringify(variables)}`;
    // The second time more is known of the document, and less is waited for.
    for (let time = 0; time < 2; time++) {
      const ours = await inLevels(request, context());
      const answers = [ours, theirs].map(told);
      const [one, other] = isNothing(theirs) ? inCommon(answers) : answers;
      deepStrictEqual([sent, time, one], [sent, time, other]);
    }
    equal(executionCounts().get("levels"), before + 2);
    seen.compared += 1;
    seen.rows += (JSON.stringify(theirs.data ?? null).match(/\{/g) ?? []).length;
    seen.errors += theirs.errors?.length ?? 0;
  }
  return seen;
}

async function ordinary(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Record<string, unknown>,
  contextValue: RequestContext,
): Promise<ExecutionResult> {
  return await execute({ schema, document, variableValues, contextValue });
}

/** What is reported once in a request stands first in another row where rows are read in another order. */
const ONCE = new Set(["FORBIDDEN_FIELD", "UNITS_MIXED"]);

interface Told {
  readonly data: string;
  readonly errors: readonly string[];
}

/** An answer as text, its keys in their order, and its errors in none. */
function told(result: ExecutionResult | undefined): Told | undefined {
  if (result === undefined) return undefined;
  const errors = (result.errors ?? []).map(({ message, path, extensions }) => {
    const code = extensions["code"];
    return `${ONCE.has(String(code)) ? "" : path?.join(".")} ${code} ${message}`;
  });
  return { data: JSON.stringify(result.data), errors: errors.sort() };
}

const isNothing = ({ data, errors = [] }: ExecutionResult) => data === null && errors.length > 0;

/**
 * Answers of which nothing is left, by the errors that all of them have, or by their own where they share none. Which others
 * still come in once an error has taken all the data away is a matter of chance, and GraphQL asks for the one only.
 */
function inCommon(answers: readonly (Told | undefined)[]): (Told | undefined)[] {
  const shared = (error: string) => answers.every((answer) => answer?.errors.includes(error) === true);
  return answers.map(
    (answer) => answer && { ...answer, errors: answer.errors.some(shared) ? ["shared"] : answer.errors },
  );
}

/** Some keys that exist, by type. */
export async function knownKeys(store: Store): Promise<KnownKeys> {
  const keys = new Map<string, { key: string; values: string[] }>();
  const add = async (type: string, table: string, key: string) => {
    const { rows } = await sql<{ k: string }>`select ${sql.ref(key)} as k from ${sql.table(table)}
      order by ${sql.ref(key)} limit 400`.execute(store.db);
    keys.set(type, { key, values: rows.map(({ k }) => k).filter((_, at) => at % 9 === 0) });
  };
  const byId = {
    Team: "team",
    Agency: "agency",
    Expert: "expert",
    Depot: "depot",
    StockLine: "stock_line",
    Volunteer: "volunteer",
    Plan: "plan",
    Exercise: "exercise",
    Incident: "incident",
    Warning: "warning",
    AirUnit: "air_unit",
    LandingSite: "landing_site",
    Partner: "partner",
    Agreement: "agreement",
  };
  for (const [type, table] of Object.entries(byId)) await add(type, table, "id").catch(() => {});
  const byCode = {
    Division: "division",
    Capability: "capability",
    ExpertDomain: "expert_domain",
    EventType: "event_type",
    Item: "item",
    Skill: "skill",
    Unit: "unit",
  };
  for (const [type, table] of Object.entries(byCode)) await add(type, table, "code").catch(() => {});
  return keys;
}
