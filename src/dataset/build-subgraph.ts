import { buildSubgraphSchema } from "@apollo/subgraph";
import { getDirective, printSchemaWithDirectives } from "@graphql-tools/utils";
import type { EntitySchema } from "@mikro-orm/core";
import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  parse,
} from "graphql";
import { buildSchema, createResolversMap, type NonEmptyArray } from "type-graphql";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { sharedDatasetOf } from "../policy/shared-types.js";
import { distanceResolvers } from "./distance-field.js";
import { ifExisting } from "./existing-reference.js";
import { guarded, guardedAction } from "./guard.js";
import type { TypeClass } from "./published.js";
import type { Searchable } from "./searchable.js";

/** Resolves what another subgraph, or the gateway, refers to by key. Null when there is no such thing. */
export type ReferenceResolver = (
  // biome-ignore lint/suspicious/noExplicitAny: a representation has the key and whatever @requires adds.
  reference: any,
  ctx: RequestContext,
  info: GraphQLResolveInfo,
) => unknown;

/** What a dataset's folder gives to the rest of the house. */
export interface SubgraphDefinition {
  /** Its name in the supergraph, and in SUBGRAPH_<NAME>_URL. */
  readonly name: string;
  readonly entities: readonly EntitySchema[];
  readonly resolvers: NonEmptyArray<TypeClass>;
  /** Types that no field of this subgraph leads to: others' that it adds fields to. */
  readonly extended?: readonly TypeClass[];
  /** For each type with a key: its own rows by look-up, other owners' types as they came. */
  readonly references: Readonly<Record<string, ReferenceResolver>>;
  /** Its own rows that a search finds, and by which of their texts. */
  readonly searchable?: readonly Searchable[];
}

/** A subgraph that can be executed and composed. */
export interface Subgraph {
  readonly name: string;
  readonly entities: readonly EntitySchema[];
  readonly schema: GraphQLSchema;
  /** Its SDL with federation directives, as it is composed. */
  readonly sdl: string;
}

const FEDERATION = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.7"
  import: ["@key", "@shareable", "@external", "@requires", "@tag", "@inaccessible"]
)`;

/** Builds an ordinary federation subgraph, with every field under its policy. */
export async function buildSubgraph(definition: SubgraphDefinition): Promise<Subgraph> {
  const { name, entities, resolvers, references, extended = [] } = definition;
  const typed = await buildSchema({
    // The kit's own; of a type that no field here leads to, nothing appears.
    resolvers: [...resolvers, ...distanceResolvers()],
    orphanedTypes: [...extended],
    validate: false,
  });
  // type-graphql keeps directives in the AST nodes only, where printSchema does not look.
  const sdl = `${FEDERATION}\n\n${printSchemaWithDirectives(typed)}`;
  const schema = buildSubgraphSchema([
    { typeDefs: parse(sdl), resolvers: withReferences(typed, references) as never },
  ]);
  guardFields(schema);
  return { name, entities, schema, sdl };
}

function withReferences(typed: GraphQLSchema, references: SubgraphDefinition["references"]) {
  const resolvers: Record<string, unknown> = createResolversMap(typed);
  const merged: Record<string, unknown> = { ...resolvers };
  for (const [typeName, resolve] of Object.entries(references)) {
    const type = typed.getType(typeName);
    const keys = (type && getDirective(typed, type, "key")) ?? [];
    const __resolveReference = withKeys(
      typeName,
      keys.map(({ fields }) => String(fields)),
      resolve,
    );
    merged[typeName] = { ...(resolvers[typeName] as object | undefined), __resolveReference };
  }
  return merged;
}

/** Whoever reaches a subgraph alone can refer by anything: GraphQL does not check representations, SQL must not. */
function withKeys(typeName: string, keys: readonly string[], resolve: ReferenceResolver): ReferenceResolver {
  return (reference, ctx, info) => {
    const wrong = keys.find((key) => typeof reference[key] !== "string");
    if (wrong === undefined) {
      const resolved = resolve(reference, ctx, info);
      // A row of this subgraph is looked up, under the caller's rights; another's comes at once, as it was sent.
      if (isPromiseLike(resolved) || resolved === null || ctx.caller.role !== "partner") return resolved;
      if (sharedDatasetOf(typeName) === undefined) return resolved;
      return ifExisting(ctx, typeName, keys[0] ?? "id", resolved as Record<string, unknown>);
    }
    // Thrown outside a promise, the error would take every other entity of the list with it.
    const reason = `A representation of ${typeName} must have its key \`${wrong}\` as a string.`;
    return Promise.reject(fault("WRONG_TYPE", { reason }));
  };
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";
}

function guardFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("_")) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith("_")) continue;
      const resolve = (field.resolve ?? defaultFieldResolver) as GraphQLFieldResolver<
        unknown,
        RequestContext
      >;
      const coordinate = `${type.name}.${field.name}`;
      const guard =
        type.name === "Mutation"
          ? guardedAction(coordinate, resolve)
          : guarded(coordinate, resolve, field.resolve !== undefined);
      if (guard !== undefined) field.resolve = guard as GraphQLFieldResolver<unknown, unknown>;
    }
  }
}
