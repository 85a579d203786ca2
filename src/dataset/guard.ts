import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";
import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import { mayList, maySee } from "../policy/access.js";
import { mayDo, rolesFor } from "../policy/actions.js";
import { classOf, factsOf } from "../policy/classification.js";
import type { PolicyClass } from "../policy/policy-class.js";
import { sharedDatasetOf } from "../policy/shared-types.js";
import { forgetRead, perRequest } from "./per-request.js";

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

// A refused field stands in an answer as often as there are rows; it is reported once.
const reported = perRequest(() => new Set<string>());

/** What stands before a resolver, for whoever asks it once for many rows. */
export interface Guard {
  readonly resolve: Resolver;
  /** Whether the caller may read the field. */
  readonly opens: (ctx: RequestContext) => boolean;
  /**
   * What a field is that he may not read.
   * @throws FORBIDDEN_FIELD the first time in a request
   */
  readonly refuse: (ctx: RequestContext) => null;
}

const guards = new WeakMap<Resolver, Guard>();

/** The guard that {@link guarded} put before a resolver; undefined where there is none. */
export function guardOf(resolve: Resolver): Guard | undefined {
  return guards.get(resolve);
}

/**
 * Puts a resolver under its field's policy: for a caller who may not read it, the field is null, reported once
 * for the request as FORBIDDEN_FIELD. Whatever feeds the resolver was not selected either (see `dataset.ts`).
 * @param coordinate `Type.field`
 * @param computed whether the field is more than a property of its row, which a plan leaves out by itself
 * @returns the guarded resolver, or undefined when the field is open to everybody
 */
export function guarded(coordinate: string, resolve: Resolver, computed: boolean): Resolver | undefined {
  const policy = classOf(coordinate);
  if (policy === undefined) return undefined;
  if (policy === "PUBLIC" && !(computed && isLessened(coordinate))) return undefined;
  const guard: Guard = {
    resolve,
    opens: (ctx) => maySee(ctx.caller, coordinate, policy),
    refuse: (ctx) => refuse(ctx, coordinate, policy),
  };
  const guarding: Resolver = (source, args, ctx, info) =>
    guard.opens(ctx) ? resolve(source, args, ctx, info) : guard.refuse(ctx);
  guards.set(guarding, guard);
  return guarding;
}

/** Whether an agreement can take from a partner what is open to everybody else. */
function isLessened(coordinate: string): boolean {
  const owner = coordinate.slice(0, coordinate.indexOf("."));
  const { needs, through, hiddenWith } = factsOf(coordinate);
  const others = needs ?? through ?? hiddenWith;
  return sharedDatasetOf(owner) !== undefined || others !== undefined;
}

/**
 * Puts a mutation behind the roles that may ask for it. What the request has read so far is forgotten when it is done:
 * its answer shows what is there now.
 * @param coordinate `Mutation.field`
 */
export function guardedAction(coordinate: string, resolve: Resolver): Resolver {
  return async (source, args, ctx, info) => {
    const { role } = ctx.caller;
    const action = coordinate.slice(coordinate.indexOf(".") + 1);
    const roles = rolesFor(coordinate).join(", ");
    if (!mayDo(ctx.caller, coordinate)) throw fault("ACTION_FORBIDDEN", { action, role, roles });
    try {
      return await resolve(source, args, ctx, info);
    } finally {
      forgetRead(ctx);
    }
  };
}

type ReferenceResolver<T> = (reference: T, ctx: RequestContext, info: GraphQLResolveInfo) => unknown;

/**
 * Puts a type's reference resolver under a policy: `_entities` must not be a way around the relations that lead to
 * people. For a caller who may not read them the entity is null, reported once for the request.
 * @param typeName the type that is referred to
 */
export function guardedReference<T>(
  typeName: string,
  policy: PolicyClass,
  resolve: ReferenceResolver<T>,
): ReferenceResolver<T> {
  // Thrown outside a promise, the error would take every other entity of the list with it.
  const refuseLater = async (ctx: RequestContext) => refuse(ctx, typeName, policy);
  return (reference, ctx, info) =>
    mayList(ctx.caller, typeName, policy) ? resolve(reference, ctx, info) : refuseLater(ctx);
}

/** Null, and the error the first time. */
function refuse(ctx: RequestContext, field: string, policy: PolicyClass): null {
  const refused = reported(ctx);
  if (refused.has(field)) return null;
  refused.add(field);
  throw fault("FORBIDDEN_FIELD", { field, policy, role: ctx.caller.role });
}
