import { expect, test } from "@jest/globals";
import {
  execute,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  parse,
} from "graphql";
import type { RequestContext } from "../../src/context.js";
import { BatchLoader } from "../../src/dataset/batch.js";
import { perRequest } from "../../src/dataset/per-request.js";
import { levelExecutor } from "../../src/gateway/level-executor.js";
import { type Random, randomFrom } from "../support/random.js";

interface Node {
  readonly seed: number;
}

/** Every nullability of a field, its list and its elements. */
const WRAPPINGS: readonly ((type: GraphQLOutputType) => GraphQLOutputType)[] = [
  (type) => type,
  (type) => new GraphQLNonNull(type),
  (type) => new GraphQLList(type),
  (type) => new GraphQLList(new GraphQLNonNull(type)),
  (type) => new GraphQLNonNull(new GraphQLList(type)),
  (type) => new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type))),
];
const isListAt = (at: number) => at > 1;

/**
 * A schema whose resolvers fail, give nothing, or give what is not of their type, as their row says.
 * @param strict whether fields may also be non-null: then which of several errors is told hangs on what came first
 */
function schemaOf(strict: boolean): GraphQLSchema {
  const wrappings = WRAPPINGS.map((wrap, at) => ({ wrap, at })).filter(
    ({ at }) => strict || at === 0 || at === 2,
  );
  const type: GraphQLObjectType = new GraphQLObjectType({
    name: "SyntheticNode",
    fields: () =>
      Object.fromEntries(
        wrappings.flatMap(({ wrap, at }) => [
          [
            `number${at}`,
            { type: wrap(GraphQLInt), resolve: (row: Node, _, ctx) => loaded(row, at, leaf, ctx) },
          ],
          [
            `node${at}`,
            { type: wrap(type), resolve: (row: Node, _, ctx) => loaded(row, at + 10, child, ctx) },
          ],
        ]),
      ),
  });
  const query = new GraphQLObjectType({
    name: "Query",
    fields: { node: { type, resolve: (): Node => ({ seed: current }) } },
  });
  return new GraphQLSchema({ query });
}

let current = 0;
// graphql-js leaves promises in a list unhandled when another element throws, and Node ends then: nothing is waited for
// where elements must not be null.
let waiting = false;

const child = (random: Random): Node => ({ seed: Math.floor(random() * 1e9) });
const leaf = (random: Random) => (random() < 0.05 ? "no number" : Math.floor(random() * 100));

const loaders = perRequest(() => new Map<number, BatchLoader<Node, unknown>>());

/** The same out of a batch, for two fields of five; one batch of ten fails as a whole, as when the store does. */
function loaded(row: Node, field: number, make: (random: Random) => unknown, ctx: RequestContext): unknown {
  if (!waiting || field % 5 > 1) return given(row, field, make);
  const known = loaders(ctx);
  let loader = known.get(field);
  if (loader === undefined) {
    const chance = randomFrom(current * 31 + field)();
    const values = (rows: readonly Node[]) => rows.map((each) => attempted(() => given(each, field, make)));
    loader = new BatchLoader<Node, unknown>((rows) => {
      if (chance < 0.05) throw new Error(`batch ${field} thrown`);
      if (chance < 0.1) return Promise.reject(new Error(`batch ${field} rejected`));
      return chance < 0.5 ? Promise.resolve(values(rows)) : values(rows);
    });
    known.set(field, loader);
  }
  return loader.get(row);
}

function attempted(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return error;
  }
}

function given(row: Node, field: number, make: (random: Random) => unknown): unknown {
  const random = randomFrom(row.seed * 31 + field);
  const one = (): unknown => {
    const chance = random();
    if (chance < 0.06) return null;
    if (chance < 0.1) return new Error(`an error of ${row.seed}`);
    return make(random);
  };
  const chance = random();
  if (chance < 0.05) throw new Error(`thrown by ${row.seed}`);
  if (!isListAt(field % 10)) return one();
  if (chance < 0.13) return "no list";
  return Array.from({ length: Math.floor(random() * 4) }, one);
}

function selection(random: Random, names: readonly string[], depth: number): string {
  const chosen = names.filter((name) => random() < (name.startsWith("node") ? 0.35 : 0.4));
  const fields = chosen.map((name) =>
    name.startsWith("number")
      ? name
      : `${name} ${depth > 2 ? "{ __typename }" : selection(random, names, depth + 1)}`,
  );
  return `{ __typename ${fields.join(" ")} }`;
}

test.each([true, false])(
  "what fails becomes null where GraphQL has it so (fields that must not be null: %s)",
  async (strict) => {
    const schema = schemaOf(strict);
    const inLevels = levelExecutor(schema);
    const names = Object.keys((schema.getType("SyntheticNode") as GraphQLObjectType).getFields());
    let failed = 0;
    for (let seed = 0; seed < 300; seed++) {
      const document = parse(`{ node ${selection(randomFrom(seed), names, 0)} }`);
      current = seed;
      waiting = !strict;
      const request = { document, operationName: undefined, variables: {} };
      const ours = await inLevels(request, {} as RequestContext);
      const theirs = await execute({ schema, document, contextValue: {} });
      expect([seed, JSON.stringify(ours?.data)]).toEqual([seed, JSON.stringify(theirs.data)]);
      const told = ({ errors = [] }: Pick<typeof theirs, "errors">) =>
        errors.map(({ path, message }) => `${path?.join(".")} ${message}`).sort();
      failed += theirs.errors?.length ?? 0;
      // Of several errors that make one thing null, any may be told.
      if (!strict) expect([seed, told(ours ?? {})]).toEqual([seed, told(theirs)]);
      else expect([seed, (ours?.errors ?? []).length > 0]).toEqual([seed, (theirs.errors ?? []).length > 0]);
    }
    expect(failed).toBeGreaterThan(100);
  },
);
