import type { RequestContext } from "../context.js";

/**
 * One instance of something for each request: `make` runs at most once per context, and what it made goes when
 * the context goes. This is where loaders live, so that no caller's rows can reach another.
 */
export function perRequest<T>(make: (ctx: RequestContext) => T): (ctx: RequestContext) => T {
  const made = new WeakMap<RequestContext, T>();
  return (ctx) => {
    let instance = made.get(ctx);
    if (instance === undefined) {
      instance = make(ctx);
      made.set(ctx, instance);
    }
    return instance;
  };
}

// What a request has read belongs to a state of the store; after a change of its own it begins anew.
const states = new WeakMap<RequestContext, object>();

/** As {@link perRequest}, for what keeps rows: made anew after the request has changed something. */
export function perState<T>(make: () => T): (ctx: RequestContext) => T {
  const made = new WeakMap<object, T>();
  return (ctx) => {
    const state = states.get(ctx) ?? ctx;
    let instance = made.get(state);
    if (instance === undefined) {
      instance = make();
      made.set(state, instance);
    }
    return instance;
  };
}

/** Has a request read everything again from now on, since it changed something. */
export function forgetRead(ctx: RequestContext): void {
  states.set(ctx, {});
}
