import { createHash } from "node:crypto";
import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  execute,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from "graphql";
import { compose } from "../../../src/gateway/compose.js";
import type { SubgraphTransport } from "../../../src/gateway/transport.js";

/**
 * A graph over three sources with what federation has to offer: entities, also with a key of several fields and behind
 * interfaces, unions, `@requires` with arguments, `@provides`, `@override`, `@interfaceObject`, hidden values of an
 * enumeration, and nullability of every kind. Values follow from the type, the field, the arguments and the object's id
 * alone, and so do the nulls and the errors among them: whoever resolves a field finds the same.
 *
 * No field here leads to an interface object: where fragments on several types follow, the planner (0.0.38) forgets one of
 * them when it puts fetches together, or finds no plan.
 */
const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject", "@inaccessible"])`;

const SOURCES: Readonly<Record<string, string>> = {
  catalog: `${FEDERATION}
    type Query { things(first: Int): [Thing!]! thing(id: ID!): Thing anything: [Anything] tool: Tool! makers: [Maker!] }
    interface Thing @key(fields: "id") { id: ID! name: String maker: Maker }
    type Tool implements Thing @key(fields: "id") {
      id: ID! name: String weight(unit: Unit = KG): Float maker: Maker! tags: [String!]! grid: [[Int!]] kind: Kind
      moved: String
    }
    type Vehicle implements Thing @key(fields: "id") { id: ID! name: String maker: Maker seats: Int! parts: [Part!]! }
    type Maker @key(fields: "id") { id: ID! name: String! @shareable country: Country things: [Thing] }
    type Country @shareable { id: ID! code: String! name: String }
    type Part @key(fields: "id sku { id }") { id: ID! sku: Sku! label: String }
    type Sku @shareable { id: ID! }
    union Anything = Tool | Vehicle | Maker
    enum Unit { KG G }
    enum Kind { ONE TWO HIDDEN @inaccessible }`,
  stock: `${FEDERATION}
    type Query { depots: [Depot!]! nearest(of: ID): Depot }
    type Thing @key(fields: "id") @interfaceObject { id: ID! stock: Int! lines: [Line!] rating: Float }
    type Line { id: ID! count: Int! depot: Depot backup: Depot! }
    type Depot @key(fields: "id") { id: ID! address: String! lines(first: Int): [Line] open: Boolean }
    type Maker @key(fields: "id") { id: ID! depots: [Depot!]! }`,
  shipping: `${FEDERATION}
    type Query { featured: Maker @provides(fields: "name") routes: [Route] }
    type Maker @key(fields: "id") { id: ID! name: String! @external rank: Int! partner: Maker }
    type Tool @key(fields: "id") {
      id: ID! weight(unit: Unit = KG): Float @external fee: Float @requires(fields: "weight(unit: G)")
      moved: String @override(from: "catalog")
    }
    type Part @key(fields: "id sku { id }") { id: ID! sku: Sku! @shareable price: Float carrier: Carrier! }
    type Sku @shareable { id: ID! }
    type Carrier { id: ID! depot: Depot! country: Country }
    type Country @shareable { id: ID! code: String! name: String }
    type Depot @key(fields: "id") { id: ID! routes: [Route!] capacity: Int! }
    type Route { id: ID! from: Depot to: Depot! via: [Depot!] }
    enum Unit { KG G }`,
};

/** How often a value is null where it may be, and how often an error, in a hundred. */
export interface Faults {
  readonly nulls: number;
  readonly errors: number;
}

const POOL = 5;

interface Thing {
  readonly __typename: string;
  readonly id: string;
  readonly [name: string]: unknown;
}

/** A number that follows from a text alone. */
function drawn(text: string, below: number): number {
  return createHash("md5").update(text).digest().readUInt32BE(0) % below;
}

/** What a field of an object is, whoever asks. */
function drawnValue(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  seed: string,
  at: string,
  { nulls, errors }: Faults,
): unknown {
  if (drawn(`${seed} error ${at}`, 100) < errors) throw new GraphQLError(`broken: ${at}`);
  if (isNonNullType(type)) return plainValue(schema, type.ofType, seed, at, { nulls, errors });
  if (drawn(`${seed} null ${at}`, 100) < nulls) return null;
  return plainValue(schema, type, seed, at, { nulls, errors });
}

function plainValue(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  seed: string,
  at: string,
  faults: Faults,
): unknown {
  if (isListType(type)) {
    return Array.from({ length: drawn(`${seed} length ${at}`, 4) }, (_, index) =>
      drawnValue(schema, type.ofType, seed, `${at}/${index}`, { ...faults, errors: 0 }),
    );
  }
  const number = drawn(`${seed} value ${at}`, 1000);
  const named = getNamedType(type);
  if (isEnumType(named)) return ["ONE", "TWO", "HIDDEN"][number % 3];
  // In `stock` a thing is an object, and which it is the others know: its id begins with it.
  if (isAbstractType(named) || named.name === "Thing") {
    const concrete = named.name === "Thing" ? ["Tool", "Vehicle"] : ["Tool", "Vehicle", "Maker"];
    return objectOf(concrete[number % concrete.length] as string, number);
  }
  if (isObjectType(named)) return objectOf(named.name, number);
  return (
    { Int: number, Float: number + 0.5, Boolean: number % 2 === 0 }[named.name] ?? `${named.name} ${number}`
  );
}

function objectOf(type: string, number: number): Thing {
  return { __typename: type, id: `${type}-${number % POOL}` };
}

function resolverOf(
  schema: GraphQLSchema,
  seed: string,
  faults: Faults,
): GraphQLFieldResolver<Thing | undefined, unknown> {
  return (source, args, _context, { parentType, fieldName, returnType }) => {
    if (fieldName === "id") return source?.id;
    const type = source?.__typename ?? parentType.name;
    const owner = type === "Query" ? type : `${source?.id}`;
    if (type === "Tool" && fieldName === "fee") {
      // What another source has to lend; the one graph has it itself.
      const weight =
        source !== undefined && "weight" in source
          ? source["weight"]
          : isOneGraph(schema)
            ? lent(schema, source as Thing, seed, faults)
            : undefined;
      return typeof weight === "number" ? weight * 2 : null;
    }
    if (fieldName === "thing" && typeof args["id"] === "string")
      return objectOf("Tool", drawn(args["id"], POOL));
    return drawnValue(schema, returnType, seed, `${owner}.${fieldName}(${JSON.stringify(args)})`, faults);
  };
}

const isOneGraph = (schema: GraphQLSchema) => schema.getType("_Service") === undefined;

/** The weight of a tool in grams, as `catalog` gives it; nothing where that fails. */
function lent(schema: GraphQLSchema, source: Thing, seed: string, faults: Faults): unknown {
  const type = (
    schema.getType("Tool") as { getFields(): Record<string, { type: GraphQLOutputType }> }
  ).getFields();
  try {
    const at = `${source.id}.weight(${JSON.stringify({ unit: "G" })})`;
    return drawnValue(schema, type["weight"]?.type as GraphQLOutputType, seed, at, faults);
  } catch {
    return null;
  }
}

const resolveType = (value: unknown) => (value as Thing).__typename;

/** The supergraph of the sources. */
export function composeSynthetic(): string {
  return compose(Object.entries(SOURCES).map(([name, sdl]) => ({ name, sdl })));
}

/** The sources, each answering by itself; `wrap` may stand before each. */
export function syntheticTransports(
  seed: () => string,
  faults: () => Faults,
  onFetch: (source: string) => void = () => {},
): ReadonlyMap<string, SubgraphTransport> {
  return new Map(
    Object.entries(SOURCES).map(([name, sdl]) => {
      const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
      const transport: SubgraphTransport = {
        execute: async ({ document, operationName, variables }) => {
          onFetch(name);
          return execute({
            schema: typed(schema),
            document,
            operationName,
            variableValues: variables,
            fieldResolver: resolverOf(schema, seed(), faults()) as GraphQLFieldResolver<unknown, unknown>,
            typeResolver: resolveType,
          });
        },
        close: async () => {},
      };
      return [name, transport];
    }),
  );
}

const done = new WeakSet<GraphQLSchema>();

/** Entities are what refers to them, with what is lent along. */
function typed(schema: GraphQLSchema): GraphQLSchema {
  if (done.has(schema)) return schema;
  done.add(schema);
  const entity = schema.getType("_Entity") as GraphQLAbstractType | undefined;
  const query = schema.getQueryType()?.getFields()["_entities"];
  if (query !== undefined)
    query.resolve = (_source, { representations }) =>
      (representations as Thing[]).map((each) => {
        // Known by the interface alone: which it is, its id tells.
        const concrete =
          each.__typename === "Thing" && schema.getType("Tool") !== undefined && schema.getType("Vehicle");
        return concrete ? { ...each, __typename: each.id.split("-")[0] } : each;
      });
  if (entity !== undefined) entity.resolveType = (value) => (value as Thing).__typename;
  return schema;
}

/** All sources as one graph: what the answer has to be, by the specification. */
export function answerAsOne(
  schema: GraphQLSchema,
  document: ReturnType<typeof parse>,
  variables: Record<string, unknown>,
  seed: string,
  faults: Faults,
) {
  return execute({
    schema,
    document,
    variableValues: variables,
    fieldResolver: resolverOf(schema, seed, faults) as GraphQLFieldResolver<unknown, unknown>,
    typeResolver: resolveType,
  });
}
