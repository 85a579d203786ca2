import type { RequestContext } from "../context.js";

/** What one request keeps, by who keeps it. */
interface Kept {
  readonly whole: Map<object, unknown>;
  /** Of what it has read: a state of the store, left when the request changes something. */
  read: Map<object, unknown>;
}

/**
 * Where a context holds it: not enumerable, so that a copy of a context begins anew. A WeakMap by context would say the same,
 * with a look-up for each row and every kept thing in tables that outlive the request.
 */
const KEPT = Symbol("kept");

function keptBy(ctx: RequestContext & { readonly [KEPT]?: Kept }): Kept {
  const known = ctx[KEPT];
  if (known !== undefined) return known;
  const kept: Kept = { whole: new Map(), read: new Map() };
  Object.defineProperty(ctx, KEPT, { value: kept });
  return kept;
}

/**
 * One instance of something for each request: `make` runs at most once per context, and what it made goes when
 * the context goes. This is where loaders live, so that no caller's rows can reach another.
 */
export function perRequest<T>(make: (ctx: RequestContext) => T): (ctx: RequestContext) => T {
  const key = {};
  return (ctx) => instanceIn(keptBy(ctx).whole, key, () => make(ctx));
}

/** As {@link perRequest}, for what keeps rows: made anew after the request has changed something. */
export function perState<T>(make: () => T): (ctx: RequestContext) => T {
  const key = {};
  return (ctx) => instanceIn(keptBy(ctx).read, key, make);
}

/** Has a request read everything again from now on, since it changed something. */
export function forgetRead(ctx: RequestContext): void {
  keptBy(ctx).read = new Map();
}

function instanceIn<T>(kept: Map<object, unknown>, key: object, make: () => T): T {
  const known = kept.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  kept.set(key, made);
  return made;
}
