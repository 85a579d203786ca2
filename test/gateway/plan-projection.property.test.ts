import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getOperationAST,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
} from "graphql";
import { compileProjection } from "../../src/gateway/plan/project.js";
import { Selections } from "../../src/gateway/plan/selection.js";
import { AT_LENGTH } from "../support/engines.js";
import { randomFrom } from "../support/random.js";
import { randomQuery } from "../support/random-operation.js";

const SCHEMA = buildSchema(`
  enum Color { RED GREEN }
  interface Node { id: ID! color: Color next: Node }
  type Book implements Node { id: ID! color: Color next: Node title: String! pages: Int tags: [String!] parts: [Part!]! }
  type Film implements Node { id: ID! color: Color next: Node length: Float! seen: Boolean maker: Maker! media: [Media] }
  type Part { number: Int! book: Book notes: [[String]!] }
  type Maker { name: String films: [Film!] }
  union Media = Book | Film
  type Query { node: Node nodes: [Node!] media: [Media]! book: Book! maker: Maker }
`);
const VARIABLES = { yes: true, no: false };
const RUNS = AT_LENGTH ? 4000 : 400;

/** Whatever a source might send for a type; for every response name, since it is not known which are asked. */
function sent(type: GraphQLOutputType, random: () => number, wrong: number, depth: number): unknown {
  if (isNonNullType(type)) return sent(type.ofType, random, wrong, depth);
  const dice = random();
  if (dice < wrong) return null;
  // graphql-js takes whatever stands for an object type as one; a gateway must not (see the next test).
  if (dice < wrong * 1.5 && !isObjectType(type))
    return isScalarType(type) && type.name !== "Int" ? { wrong: true } : "wrong";
  if (isListType(type)) return depth > 4 ? [] : [0, 1].map(() => sent(type.ofType, random, wrong, depth + 1));
  if (isEnumType(type)) return random() < 0.9 ? "RED" : "BLUE";
  if (isObjectType(type) || isAbstractType(type)) {
    if (depth > 6) return null;
    const possible = isObjectType(type) ? [type] : SCHEMA.getPossibleTypes(type);
    const object = possible[Math.floor(random() * possible.length)] as GraphQLObjectType;
    const seed = Math.floor(random() * 1e9);
    const known = new Map<string, unknown>();
    return new Proxy({ __typename: object.name } as Record<string, unknown>, {
      get(target, key) {
        if (typeof key !== "string" || key in target) return target[key as string];
        const field = object.getFields()[NAMES.get(key) ?? key];
        if (!field) return undefined;
        if (!known.has(key))
          known.set(
            key,
            sent(field.type, randomFrom(seed + key.length * 7919 + key.charCodeAt(0)), wrong, depth + 1),
          );
        return known.get(key);
      },
    });
  }
  return { String: "text", ID: "id", Int: 7, Float: 1.5, Boolean: true }[String(type)] ?? null;
}

/** The fields behind the aliases of the query at hand. */
let NAMES: ReadonlyMap<string, string> = new Map();

test("an answer is what graphql-js makes of the same values, in the same order, nulls and misfits included", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), fc.constantFrom(0, 0.05, 0.2), (seed, data, wrong) => {
      const text = randomQuery(SCHEMA, seed);
      NAMES = new Map(
        [...text.matchAll(/(a\d+): (\w+)/g)].map(([, alias, name]) => [alias as string, name as string]),
      );
      const document: DocumentNode = parse(text);
      const operation = getOperationAST(document);
      const root = SCHEMA.getQueryType();
      if (!operation || !root) throw new TypeError("no query");
      const raw = sent(root, randomFrom(data), 0, 0) as Record<string, unknown>;
      const withWrong = new Proxy(raw, {
        get: (target, key) =>
          typeof key === "string" && root.getFields()[NAMES.get(key) ?? key]
            ? memo(key, () =>
                sent(
                  (root.getFields()[NAMES.get(key) ?? key] as { type: GraphQLOutputType }).type,
                  randomFrom(data + key.length),
                  wrong,
                  0,
                ),
              )
            : target[key as string],
      });
      const values = new Map<string, unknown>();
      function memo(key: string, make: () => unknown): unknown {
        if (!values.has(key)) values.set(key, make());
        return values.get(key);
      }
      const selections = new Selections(SCHEMA, document, VARIABLES);
      const projection = compileProjection(SCHEMA, selections, root, operation.selectionSet);
      const { data: ours, fits } = projection.project(withWrong);
      const spec = execute({
        schema: SCHEMA,
        document,
        rootValue: withWrong,
        fieldResolver: (source, _args, _ctx, info) => (source as Record<string, unknown>)[info.path.key],
      }) as { data: unknown; errors?: readonly unknown[] };
      expect(JSON.stringify(ours)).toBe(JSON.stringify(spec.data));
      expect(fits).toBe(spec.errors === undefined);
      expect(projection.misfits(withWrong).length > 0).toBe(!fits);
    }),
    { numRuns: RUNS },
  );
});

test("text or a list in the place of an object is null, as a misfit", () => {
  const document = parse("{ maker { __typename } node { __typename } }");
  const operation = getOperationAST(document);
  const root = SCHEMA.getQueryType();
  if (!operation || !root) throw new TypeError("no query");
  const selections = new Selections(SCHEMA, document, {});
  const projection = compileProjection(SCHEMA, selections, root, operation.selectionSet);
  const data = { maker: "text", node: [{ __typename: "Book" }] };
  expect(projection.project(data)).toEqual({ data: { maker: null, node: null }, fits: false });
  expect(projection.misfits(data)).toEqual([
    { path: ["maker"], coordinate: "Query.maker" },
    { path: ["node"], coordinate: "Query.node" },
  ]);
});
