import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isObjectType,
} from "graphql";
import type { RequestContext } from "../context.js";
import type { LevelField } from "./level-plan.js";
import { Failure } from "./settle.js";

/**
 * What says of which object type each value of an abstract one is.
 * @returns names, promises of them and failures; nothing for what is no value
 */
export function concreteTypes(
  { type }: LevelField,
  values: readonly unknown[],
  ctx: RequestContext,
  info: GraphQLResolveInfo,
): unknown[] {
  const abstract = type as GraphQLAbstractType;
  const resolve = abstract.resolveType ?? defaultTypeResolver;
  return values.map((value) => {
    if (value == null || value instanceof Failure || value instanceof Error) return undefined;
    try {
      return resolve(value, ctx, info, abstract);
    } catch (error) {
      return new Failure(error);
    }
  });
}

/** The object type of each name that {@link concreteTypes} gave; a failure where there is none. */
export function toObjectType(
  { type, parent, name }: LevelField,
  values: readonly unknown[],
  schema: GraphQLResolveInfo["schema"],
) {
  const abstract = type as GraphQLAbstractType;
  return (found: unknown, at: number): GraphQLObjectType | Failure | undefined => {
    if (values[at] == null || found instanceof Failure) return found as Failure | undefined;
    const concrete = typeof found === "string" ? schema.getType(found) : undefined;
    if (isObjectType(concrete) && schema.isSubType(abstract, concrete)) return concrete;
    const what = `Abstract type "${abstract.name}" was resolved to "${String(found)}"`;
    return new Failure(
      new GraphQLError(`${what} for field "${parent.name}.${name}", which is none of its types.`),
    );
  };
}
