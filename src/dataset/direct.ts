import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";
import type { RequestContext } from "../context.js";

/** A method of a resolver class, called for one row after the other with its arguments already made. */
export type DirectCall = (row: unknown, ctx: RequestContext, info: GraphQLResolveInfo) => unknown;

type Method = (this: unknown, ...params: unknown[]) => unknown;

const callables = new Set<string>();

/** Marks the row among the arguments that type-graphql makes, whatever class it copies it into. */
const ROW = Symbol("row");

/** Stands for the context while it is found out with what arguments a method is called. */
class Probe {
  found: DirectCall | undefined;

  constructor(private readonly info: GraphQLResolveInfo) {}

  take(instance: unknown, method: Method, params: readonly unknown[]): void {
    const rowAt = params.findIndex((param) => probeIn(param) === this);
    const ctxAt = params.indexOf(this);
    const infoAt = params.indexOf(this.info);
    // A call is kept with its document; what it held of the probe, or of a request, would be kept with it.
    const own = params.slice();
    for (const at of [rowAt, ctxAt, infoAt]) if (at >= 0) own[at] = undefined;
    this.found = (row, ctx, info) => {
      const given = own.slice();
      if (rowAt >= 0) given[rowAt] = row;
      if (ctxAt >= 0) given[ctxAt] = ctx;
      if (infoAt >= 0) given[infoAt] = info;
      return method.apply(instance, given);
    };
  }
}

function probeIn(param: unknown): Probe | undefined {
  return typeof param === "object" && param !== null ? (param as { readonly [ROW]?: Probe })[ROW] : undefined;
}

/**
 * Lets the method of a resolver class be called directly: see {@link directCall}.
 * @param coordinate `Type.field`
 */
export function makeCallable(coordinate: string, descriptor: PropertyDescriptor): void {
  const method = descriptor.value as Method;
  callables.add(coordinate);
  descriptor.value = function (this: unknown, ...params: unknown[]): unknown {
    for (const param of params) {
      const probe = param instanceof Probe ? param : probeIn(param);
      if (probe !== undefined) return probe.take(this, method, params);
    }
    return method.apply(this, params);
  };
}

/** Whether {@link directCall} can be asked for a field. */
export function isCallable(coordinate: string): boolean {
  return callables.has(coordinate);
}

/**
 * The method behind a resolver of type-graphql, with its arguments made once: type-graphql makes them for each row,
 * each behind a promise, and copies the row into its class.
 * @param resolve of a field that is callable, without its guard
 * @param args as coerced by GraphQL
 * @returns undefined where it cannot be known; rejects as the resolver would for these arguments
 */
export function directCall(
  resolve: GraphQLFieldResolver<unknown, RequestContext>,
  args: Record<string, unknown>,
  info: GraphQLResolveInfo,
): DirectCall | undefined | Promise<DirectCall | undefined> {
  const probe = new Probe(info);
  const probed: unknown = resolve({ [ROW]: probe }, args, probe as unknown as RequestContext, info);
  return probed instanceof Promise ? probed.then(() => probe.found) : probe.found;
}
