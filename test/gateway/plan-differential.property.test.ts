import { buildSubgraphSchema } from "@apollo/subgraph";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ExecutionResult, GraphQLError, parse, print, visit } from "graphql";
import { compose } from "../../src/gateway/compose.js";
import { createExecutor, type Executor } from "../../src/gateway/execute.js";
import { type GeneralExecutor, generalExecutor } from "../../src/gateway/general-executor.js";
import { inProcessTransport } from "../../src/gateway/in-process-transport.js";
import type { SubgraphTransport } from "../../src/gateway/transport.js";
import type { Store } from "../../src/store/store.js";
import { AT_LENGTH } from "../support/engines.js";
import { randomFrom } from "../support/random.js";
import { randomQuery } from "../support/random-operation.js";
import { testContext } from "../support/test-context.js";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@requires", "@provides", "@external", "@shareable", "@override", "@interfaceObject"])\n`;
const ids = ["1", "2", "3"];
const book = (id: string) => ({
  __typename: "Book",
  id,
  title: `book ${id}`,
  pages: 100 * Number(id),
  best: { __typename: "Book", id: "3" },
});
const film = (id: string) => ({ __typename: "Film", id, title: `film ${id}`, minutes: 90 });
const media = (id: string) => (id === "2" ? film(id) : book(id));

const SUBGRAPHS = [
  {
    name: "catalogue",
    sdl: `${LINK}
      interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int best: Book old: String }
      type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Float }
      union Any = Book | Film
      type Query { media: [Media] any: [Any!] book: Book films: [Film] shared: Shared @shareable }
      type Shared @shareable { both: Int a: String }`,
    resolvers: {
      Query: {
        media: () => ids.map(media),
        any: () => ids.map(media),
        book: () => book("1"),
        films: () => [film("2"), null],
        shared: () => ({ both: 1, a: "a" }),
      },
      Book: { __resolveReference: ({ id }: { id: string }) => book(id), old: () => "catalogue" },
      Film: { __resolveReference: ({ id }: { id: string }) => film(id) },
      Media: {
        __resolveReference: ({ id }: { id: string }) => media(id),
        __resolveType: (value: { __typename: string }) => value.__typename,
      },
      Any: { __resolveType: (value: { __typename: string }) => value.__typename },
    },
  },
  {
    name: "shop",
    sdl: `${LINK}
      type Book @key(fields: "id") { id: ID! pages: Int @external price: Float weight: Int @requires(fields: "pages") seller: Seller old: String @override(from: "catalogue") }
      type Film @key(fields: "id") { id: ID! price: Float }
      type Seller @key(fields: "id") { id: ID! name: String rating: Int @external best: [Seller] }
      type Query { sellers: [Seller] top: Seller @provides(fields: "rating") }`,
    resolvers: {
      Query: { sellers: () => [{ id: "1" }, { id: "2" }], top: () => ({ id: "2", rating: 9 }) },
      Book: {
        __resolveReference: (ref: object) => ref,
        price: ({ id }: { id: string }) => Number(id) + 0.5,
        weight: ({ pages }: { pages?: number }) => pages ?? null,
        seller: ({ id }: { id: string }) => ({ id }),
        old: () => "shop",
      },
      Film: { __resolveReference: (ref: object) => ref, price: () => 2 },
      Seller: {
        __resolveReference: (ref: object) => ref,
        name: ({ id }: { id: string }) => `seller ${id}`,
        best: () => [{ id: "1" }, { id: "3" }],
      },
    },
  },
  {
    name: "reviews",
    sdl: `${LINK}
      type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int reviewed: Boolean }
      type Seller @key(fields: "id") { id: ID! rating: Int }
      type Query { latest: [Media] }`,
    resolvers: {
      Query: { latest: () => ids.map((id) => ({ id })) },
      Media: {
        __resolveReference: (ref: object) => ref,
        stars: ({ id }: { id: string }) => Number(id),
        reviewed: () => true,
      },
      Seller: {
        __resolveReference: (ref: object) => ref,
        rating: ({ id }: { id: string }) => Number(id) * 3,
      },
    },
  },
];

const RUNS = AT_LENGTH ? 4000 : 300;

describe("compiled plans over interfaces, unions, @requires, @provides, @override and @interfaceObject", () => {
  let compiled: Executor;
  let general: GeneralExecutor;
  let harm: { seed: number; share: number } = { seed: 0, share: 0 };
  let asked: string[] = [];

  beforeAll(async () => {
    const supergraph = compose(SUBGRAPHS);
    const transports = new Map(
      SUBGRAPHS.map(({ name, sdl, resolvers }): [string, SubgraphTransport] => {
        const own = inProcessTransport(
          buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]),
        );
        return [
          name,
          {
            execute: async (request, ctx) => {
              const text = `${name} ${print(request.document)} ${JSON.stringify(Object.entries(request.variables ?? {}).sort())}`;
              asked.push(text);
              const answer = JSON.parse(JSON.stringify(await own.execute(request, ctx))) as ExecutionResult;
              return harmed(answer, text, harm);
            },
            close: own.close,
          },
        ];
      }),
    );
    compiled = await createExecutor(supergraph, transports, [], { planTimeoutMs: 60_000 });
    const planned = print(
      visit(parse(supergraph), {
        Directive: ({ name }) => (name.value === "inaccessible" ? null : undefined),
      }),
    );
    general = generalExecutor(planned, (service, request, ctx) =>
      (transports.get(service.toLowerCase()) as SubgraphTransport).execute(request, ctx),
    );
  }, 60_000);

  test("answer as the planner's own runtime does, in the same order, with errors and nulls in subgraphs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer(),
        fc.constantFrom(0, 0, 0.1, 0.3),
        async (seed, harmSeed, share) => {
          const document = parse(randomQuery(compiled.apiSchema, seed, 3));
          harm = { seed: harmSeed, share };
          asked = [];
          const ours = await compiled.execute(
            { document, operationName: undefined, variables: {} },
            testContext({} as Store, "admin"),
          );
          const ourAsked = [...asked].sort();
          asked = [];
          const theirs = await general(
            { document, variables: {} },
            undefined,
            testContext({} as Store, "admin"),
          );
          // The type of the root is known without asking anybody.
          if (Object.values(ours.data ?? {}).some((value) => value !== "Query"))
            expect(ourAsked).toEqual([...asked].sort());
          // Every field but `id` can be null here: where the runtime leaves a broken `id` alone, graphql-js is the judge
          // (plan-projection.property.test.ts).
          if (share === 0 || theirs.data != null)
            expect(JSON.stringify(ours.data)).toBe(JSON.stringify(theirs.data));
          expect(told(ours)).toEqual(told(theirs));
        },
      ),
      { numRuns: RUNS },
    );
    expect(compiled.counts().fallback).toEqual({});
  }, 120_000);
});

const told = ({ errors = [] }: ExecutionResult) =>
  errors.map(({ message, path }) => JSON.stringify([message, path])).sort();

/** Some nullable leaves and objects become null, and some fetches and entities come with errors. */
function harmed(
  answer: ExecutionResult,
  text: string,
  { seed, share }: { seed: number; share: number },
): ExecutionResult {
  if (share === 0) return answer;
  let mixed = seed;
  for (let at = 0; at < text.length; at++) mixed = (Math.imul(mixed, 31) + text.charCodeAt(at)) | 0;
  const random = randomFrom(mixed);
  const errors: GraphQLError[] = [];
  const go = (value: unknown, path: (string | number)[]): unknown => {
    if (Array.isArray(value)) return value.map((item, at) => go(item, [...path, at]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const kept =
          key === "id" ||
          key === "__typename" ||
          key === "root" ||
          key === "_entities" ||
          /^a\d+$/.test(key) ||
          /^_/.test(key);
        if (kept || random() > share) return [key, go(member, [...path, key])];
        if (random() < 0.5) errors.push(new GraphQLError("broken", { path: [...path, key] }));
        return [key, null];
      }),
    );
  };
  const data = go(answer.data, []) as ExecutionResult["data"];
  if (random() < share / 3) return { data: null, errors: [new GraphQLError("down")] };
  return errors.length > 0 ? { data: data ?? null, errors } : { data: data ?? null };
}
