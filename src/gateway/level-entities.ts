import { type GraphQLObjectType, type GraphQLResolveInfo, isObjectType } from "graphql";
import type { RequestContext } from "../context.js";
import type { LevelField } from "./level-plan.js";

interface Representation {
  readonly __typename: string;
}

type ResolveReference = (reference: object, ctx: RequestContext, info: GraphQLResolveInfo) => unknown;

/** Whether a field is the one by which a gateway asks for entities. */
export function isEntities({ name, type }: LevelField): boolean {
  return name === "_entities" && type.name === "_Entity";
}

/**
 * The types of entities that are asked for.
 * @returns undefined where one is not an object type of the schema: what to answer then is the ordinary executor's to
 * say
 */
export function entityTypes(
  { schema }: Pick<GraphQLResolveInfo, "schema">,
  representations: readonly unknown[],
): readonly GraphQLObjectType[] | undefined {
  const types: GraphQLObjectType[] = [];
  for (const each of representations) {
    const type = schema.getType(String((each as Representation | null)?.__typename));
    if (!isObjectType(type)) return undefined;
    types.push(type);
  }
  return types;
}

/**
 * Resolves references, all at once so that loaders see them together.
 * @returns values and promises, in the order of the representations
 * @throws what a resolver throws outside a promise: then none is answered
 */
export function resolveReferences(
  types: readonly GraphQLObjectType[],
  representations: readonly object[],
  ctx: RequestContext,
  info: GraphQLResolveInfo,
): unknown[] {
  return representations.map((reference, at) => {
    const resolve = resolverOf(types[at] as GraphQLObjectType);
    return resolve === undefined ? reference : resolve(reference, ctx, info);
  });
}

function resolverOf({ extensions }: GraphQLObjectType): ResolveReference | undefined {
  const { apollo } = extensions as {
    readonly apollo?: { readonly subgraph?: { readonly resolveReference?: ResolveReference } };
  };
  return apollo?.subgraph?.resolveReference;
}
