import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type GraphQLObjectType, isInputObjectType, isObjectType, parse } from "graphql";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import type { Caller } from "../../src/policy/caller.js";
import { classOf } from "../../src/policy/classification.js";
import type { Store } from "../../src/store/store.js";
import { AT_LENGTH, engines } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { partnerCaller } from "../support/partner-caller.js";
import { testContext } from "../support/test-context.js";
import { type Batch, coordinateOfMember, memberBatches, OPERATORS } from "./member-batches.js";
import {
  CLOSED_COLUMNS,
  coordinateOf,
  leaksIn,
  type Model,
  modelOf,
  type Rows,
  readRows,
  SHARED_TABLES,
} from "./partner-model.js";
import { idVariable, memberUses, type Way, waysInto } from "./ways.js";

// Of those in the gate, one is masked, one is given little and one nothing.
const PARTNERS = AT_LENGTH ? ["33", "32", "34", "330482", "35"] : ["33", "34", "35"];

/** A county that the partner's agreements speak of, where they do. */
const COUNTY: Readonly<Record<string, string>> = { "33": "310118", "32": "310114", "330482": "310116" };

interface Subject {
  readonly caller: Caller;
  readonly model: Model;
  readonly variables: Readonly<Record<string, string>>;
}

let store: Store;
let drop: () => Promise<void>;
let gateway: Gateway;
let rows: Rows;
let ways: Way[];
let batches: Batch[];
const subjects = new Map<string, Subject>();
const subject = (partner: string) => subjects.get(partner) as Subject;

beforeAll(async () => {
  ({ store, drop } = await openSeededStore(engines()[0] as ReturnType<typeof engines>[number]));
  gateway = await createGateway({
    subgraphs: await buildSubgraphs(),
    urls: {},
    timeoutMs: 5000,
    planTimeoutMs: 10_000,
  });
  rows = await readRows(store);
  ways = waysInto(gateway.apiSchema);
  batches = memberBatches(gateway.apiSchema, rows);
  for (const partner of PARTNERS) {
    const model = modelOf(rows, partner);
    const caller = await partnerCaller(store, partner);
    subjects.set(partner, { caller, model, variables: idsFor(model, partner) });
  }
}, 60_000);

afterAll(async () => {
  await gateway.stop();
  await drop();
});

/** An id for each type: of a row that exists for the partner where there is one. */
function idsFor(model: Model, partner: string): Record<string, string> {
  const ids: Record<string, string> = {};
  const first = (table: string, column = "id") => String(rows.tables.get(table)?.[0]?.[column] ?? "none");
  for (const type of Object.values(gateway.apiSchema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const table = type.name.replace(/(?<=.)[A-Z]/g, "_$&").toLowerCase();
    if (rows.tables.get(table) === undefined) continue;
    for (const key of ["id", "code"]) ids[idVariable(type.name, key)] = first(table, key);
    if (table in SHARED_TABLES) {
      const [row] = model.rows(table as keyof typeof SHARED_TABLES);
      if (row !== undefined) ids[idVariable(type.name, "id")] = String(row["id"]);
    }
  }
  ids[idVariable("AccessEntryConnection", "id")] = ids[idVariable("Team", "id")] ?? "none";
  ids[idVariable("Division", "code")] = COUNTY[partner] ?? "310115";
  return ids;
}

function context(partner: string) {
  return { ...testContext(store, "partner"), caller: subject(partner).caller };
}

/** Past the contract, as a subgraph that is reached alone would be asked. */
async function run(partner: string, document: Way["document"] | string) {
  const parsed = typeof document === "string" ? parse(document) : document;
  return gateway.execute(
    { document: parsed, operationName: undefined, variables: subject(partner).variables },
    context(partner),
  );
}

/** The objects of an answer, with their types where these were asked for. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(value)) for (const each of value) yield* objectsIn(each);
  else if (typeof value === "object" && value !== null) {
    yield value as Record<string, unknown>;
    for (const each of Object.values(value)) yield* objectsIn(each);
  }
}

test("every field about people is known to this test, and every field has a class", () => {
  const known = Object.entries(CLOSED_COLUMNS).flatMap(([table, columns]) =>
    columns.map((column) => coordinateOf(table, column)),
  );
  const found: string[] = [];
  for (const type of Object.values(gateway.apiSchema.getTypeMap())) {
    // What a mutation is open to is decided by roles, and said by test/sharing/agreements-life.test.ts.
    if (!isObjectType(type) || type.name.startsWith("__") || type.name === "Mutation") continue;
    for (const field of Object.keys((type as GraphQLObjectType).getFields())) {
      const policy = classOf(`${type.name}.${field}`);
      // What is told of groups has the rights of the field that it is told of: the members below look at it.
      if (/Group[A-Z]\w+$/.test(type.name)) continue;
      if (policy === "PERSONAL" || policy === "SENSITIVE") found.push(`${type.name}.${field}`);
    }
  }
  expect(found.filter((coordinate) => !OF_RECORDS.has(coordinate)).sort()).toEqual(known.sort());
});

/** Of the records of access: about callers, never in a contract, and so never at the end of a way. */
const OF_RECORDS: ReadonlySet<string> = new Set([
  "AccessEntry.address",
  "AccessEntry.subject",
  "Query.accessSummary",
  "Query.recordAccess",
]);

describe.each(PARTNERS)("for the partner %s", (partner) => {
  test("no way through the graph ends at a clear value about people, or at a row that is not his", async () => {
    const { model } = subject(partner);
    const contract = gateway.contracts.of(subject(partner).caller)?.schema;
    const idsOf = new Map(
      Object.entries(SHARED_TABLES).map(([table, { type }]) => [
        type as string,
        model.ids(table as keyof typeof SHARED_TABLES),
      ]),
    );
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const { path, document, type } of ways) {
      const { data, errors = [] } = await run(partner, document);
      for (const leak of leaksIn([data, errors], model.forbidden)) wrong.push(`${leak} at ${path}`);
      for (const { extensions, message } of errors)
        if (!["FORBIDDEN_FIELD", "NOT_FOUND", "UNITS_MIXED"].includes(String(extensions?.["code"])))
          wrong.push(`${String(extensions?.["code"])} ${message} at ${path}`);
      const own = idsOf.get(type);
      for (const object of objectsIn(data)) {
        if (object["__typename"] !== type) continue;
        if (own !== undefined && object["a_id"] !== undefined && !own.has(String(object["a_id"])))
          wrong.push(`${type} ${String(object["a_id"])} at ${path}`);
        for (const [alias, value] of Object.entries(object)) {
          if (!alias.startsWith("a_") || value === null) continue;
          const coordinate = `${type}.${alias.slice(2)}`;
          seen.add(type);
          // What the contract does not have, no way gives.
          // Of nothing there is one group, whose page and cursor tell as much.
          if (/Group(Connection|Edge)$/.test(type)) continue;
          const known = contract?.getType(type);
          if (
            isObjectType(known)
              ? known.getFields()[alias.slice(2)] === undefined && !isEmpty(value)
              : !isEmpty(value)
          )
            wrong.push(`a value of ${coordinate}, which the contract lacks, at ${path}`);
        }
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
    // It ends somewhere: at the types that he is given rows of.
    const given = ["Team", "TeamReadiness", "Depot", "StockLine", "Expert", "Volunteer", "VolunteerSkill"];
    const missed = given.filter((type) => model.types.has(type) && !seen.has(type));
    expect(missed).toEqual([]);
  }, 60_000);

  test("no member of a filter, an order, a group or a measure works on what is not read in clear", async () => {
    const { model, caller } = subject(partner);
    const contract = gateway.contracts.of(caller)?.schema;
    const wrong: string[] = [];
    let refused = 0;
    let taken = 0;
    for (const { document, uses, sent } of batches) {
      const { data, errors = [] } = await run(partner, document);
      for (const leak of leaksIn([data, errors], model.forbidden, sent))
        wrong.push(`${leak} at ${uses[0]?.at}`);
      uses.forEach(({ at, input, member, coordinate, target, policy }, place) => {
        const known = contract?.getType(input);
        const inContract = isInputObjectType(known) && known.getFields()[member] !== undefined;
        const usable = model.usable(coordinate, policy, target);
        const answered = data?.[`u${place}`] != null;
        const codes = errors
          .filter(({ path }) => path?.[0] === `u${place}`)
          .map(({ extensions }) => extensions?.["code"]);
        if (answered) taken += 1;
        else refused += 1;
        if (!usable && inContract) wrong.push(`${at} of ${coordinate} is in the contract`);
        if (!usable && answered) wrong.push(`${at} of ${coordinate} is not refused`);
        if (inContract && codes.includes("FORBIDDEN_FIELD"))
          wrong.push(`${at} is in the contract, but refused`);
      });
    }
    expect([...new Set(wrong)]).toEqual([]);
    expect(refused).toBeGreaterThan(100);
    expect(taken).toBeGreaterThan(100);
  }, 60_000);
});

test("every member of an input is an operator, or has the rights of a field", () => {
  const unknown = memberUses(gateway.apiSchema)
    .filter(({ input, member }) => coordinateOfMember(input, member) === undefined && !OPERATORS.has(member))
    .filter(({ input }) => !["ProvenanceFilter", "NearFilter"].includes(input))
    .map(({ input, member }) => `${input}.${member}`);
  expect(unknown).toEqual([]);
});

/** Nothing is told by it: no value in it, at whatever depth, or the length of an empty list. */
const isEmpty = (value: unknown): boolean =>
  value === null || value === 0 || (typeof value === "object" && Object.values(value).every(isEmpty));
