import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  parse,
} from "graphql";
import { createGateway, type Gateway } from "../../src/gateway/gateway.js";
import { mayRead, ROLES, type Role } from "../../src/policy/caller.js";
import { classOf } from "../../src/policy/classification.js";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { buildSubgraphs, openSeededStore } from "../support/graph-harness.js";
import { testContext } from "../support/test-context.js";

type Field = GraphQLField<unknown, unknown>;

/** One way from the root to a field, each step with the arguments that it must have. */
interface Way {
  readonly coordinates: readonly string[];
  readonly steps: readonly string[];
}

let store: Store;
let drop: () => Promise<void>;
let gateway: Gateway;
let statements: string[] = [];
const ids = new Map<string, string>();

beforeAll(async () => {
  ({ store, drop } = await openSeededStore(engines()[0] as ReturnType<typeof engines>[number]));
  gateway = await createGateway({
    subgraphs: await buildSubgraphs(),
    urls: {},
    timeoutMs: 5000,
    planTimeoutMs: 10_000,
  });
  store.onStatement((statement) => statements.push(statement));
  await collectIds();
}, 60_000);

afterAll(async () => {
  await gateway.stop();
  await drop();
});

async function run(query: string, role: Role) {
  statements = [];
  return gateway.execute(
    { document: parse(query), operationName: undefined, variables: {} },
    testContext(store, role),
  );
}

/** Real ids for the root fields that take one: the first row of the list with the plural name. */
async function collectIds() {
  const query = gateway.apiSchema.getQueryType() as GraphQLObjectType;
  for (const list of Object.values(query.getFields())) {
    const connection = getNamedType(list.type);
    if (!isObjectType(connection) || !connection.name.endsWith("Connection")) continue;
    const node = getNamedType(connection.getFields()["nodes"]?.type as Field["type"]) as GraphQLObjectType;
    for (const key of ["id", "code"]) {
      if (node.getFields()[key] === undefined) continue;
      const { data } = await run(`{ l: ${list.name}(first: 1) { nodes { k: ${key} } } }`, "admin");
      const { l } = data as { l: { nodes: { k: string }[] } | null };
      if (l?.nodes[0] !== undefined) ids.set(`${node.name}.${key}`, l.nodes[0].k);
    }
  }
}

function argument(field: Field, name: string): string {
  const found = field.args.find((candidate) => candidate.name === name);
  const type = found && getNamedType(found.type);
  if (isEnumType(type)) return type.getValues()[0]?.name as string;
  if (type?.name === "CentreInput") return "{ latitude: 31.2, longitude: 121.5, datum: WGS84 }";
  if (name === "from" || name === "to") return JSON.stringify(ids.get("Unit.code"));
  if (name === "date") return '"2026-01-01"';
  if (type?.name === "Float" || type?.name === "Int") return name === "longitude" ? "121.5" : "31.2";
  const returned = getNamedType(field.type).name;
  return JSON.stringify(ids.get(`${returned}.${name}`) ?? "none");
}

function step(field: Field): string {
  const required = field.args
    .filter(isRequiredArgument)
    .map(({ name }) => `${name}: ${argument(field, name)}`);
  if (field.args.some(({ name }) => name === "first")) required.push("first: 2");
  return `${field.name}${required.length === 0 ? "" : `(${required.join(", ")})`}`;
}

/**
 * For each field of the graph, the ways to it that enter its type by different fields, each by the shortest route
 * from the root: a leak would sit on the entering edge, so every edge of the schema is walked.
 */
function waysTo(): Map<string, Way[]> {
  const root = gateway.apiSchema.getQueryType() as GraphQLObjectType;
  const shortest = new Map<string, Way>([[root.name, { coordinates: [], steps: [] }]]);
  const queue: GraphQLObjectType[] = [root];
  const entries = new Map<string, Way[]>([[root.name, [{ coordinates: [], steps: [] }]]]);
  for (const type of queue) {
    const here = shortest.get(type.name) as Way;
    for (const field of Object.values(type.getFields())) {
      const target = getNamedType(field.type);
      if (!isObjectType(target)) continue;
      const way = {
        coordinates: [...here.coordinates, `${type.name}.${field.name}`],
        steps: [...here.steps, step(field)],
      };
      entries.set(target.name, [...(entries.get(target.name) ?? []), way]);
      if (shortest.has(target.name)) continue;
      shortest.set(target.name, way);
      queue.push(target);
    }
  }
  const ways = new Map<string, Way[]>();
  for (const [typeName, into] of entries) {
    const type = gateway.apiSchema.getType(typeName) as GraphQLObjectType;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${typeName}.${field.name}`;
      ways.set(
        coordinate,
        into.map(({ coordinates, steps }) => ({
          coordinates: [...coordinates, coordinate],
          steps: [...steps, step(field)],
        })),
      );
    }
  }
  return ways;
}

/** The document that walks a way; its last field aliased and in a fragment, as a hostile caller would have it. */
function documentOf({ steps, coordinates }: Way): string {
  const [owner, name] = (coordinates.at(-1) as string).split(".") as [string, string];
  const field = (gateway.apiSchema.getType(owner) as GraphQLObjectType).getFields()[name] as Field;
  const target = getNamedType(field.type);
  const page = "{ totalCount pageInfo { endCursor } edges { cursor } }";
  const inner = !isObjectType(target) ? "" : target.name.endsWith("Connection") ? page : "{ __typename }";
  const around = steps.slice(0, -1);
  const opened = around.map((each) => `${each} { `).join("");
  return `{ ${opened}...Last${" }".repeat(around.length)} } fragment Last on ${owner} { leak: ${steps.at(-1)} ${inner} }`;
}

/** Every value under the alias `leak`, wherever it stands. */
function leaks(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaks);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, within]) => (key === "leak" ? [within] : leaks(within)));
}

const columnOf = (name: string) => name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

// What partners see is decided by agreements, not by classes: see test/sharing.
describe.each(ROLES.filter((role) => role !== "admin" && role !== "partner"))("for the role %s", (role) => {
  test("no path through the graph gives a field of a closed class, or reads its column", async () => {
    const wrong: string[] = [];
    let walked = 0;
    let refused = 0;
    for (const [coordinate, ways] of waysTo()) {
      const policy = classOf(coordinate);
      for (const way of ways) {
        const closed = way.coordinates.filter((at) => !mayRead({ role }, classOf(at) ?? "PUBLIC"));
        if (closed.length === 0) continue;
        walked += 1;
        const result = await run(documentOf(way), role);
        const path = way.steps.join(" > ");
        if (leaks(result.data).some((value) => value !== null)) wrong.push(`a value at ${path}`);
        const named = (result.errors ?? []).map(({ extensions }) => [
          extensions["code"],
          extensions["field"],
        ]);
        if (named.some(([code]) => code !== "FORBIDDEN_FIELD")) wrong.push(`another error at ${path}`);
        if (named.length > 1) wrong.push(`more than one error at ${path}`);
        if (named[0] !== undefined && named[0][1] !== closed[0])
          wrong.push(`${named[0][1]} named at ${path}`);
        refused += named.length;
        const isClosed = policy !== undefined && !mayRead({ role }, policy);
        const [table, column] = coordinate.split(".").map(columnOf) as [string, string];
        const reads = (sql: string) => sql.includes(`"${table}" as`) && sql.includes(`"c"."${column}"`);
        if (isClosed && statements.some(reads)) wrong.push(`the column ${column} in SQL at ${path}`);
      }
    }
    expect(wrong).toEqual([]);
    // Rows are missing at the end of very few ways; elsewhere the refusal itself must be seen.
    expect(walked).toBeGreaterThan(10);
    expect(refused / walked).toBeGreaterThan(0.8);
  }, 60_000);
});
