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
