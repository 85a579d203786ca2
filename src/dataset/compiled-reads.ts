import type { RequestContext } from "../context.js";
import type { CompiledReads } from "../store/per-parent.js";
import type { Dataset } from "./dataset.js";
import { kept } from "./kept.js";
import { type RowScope, rowScope } from "./row-scope.js";

/** Ways of reading that are kept for each set of rights to rows: selections are the clients' to invent. */
const WAYS_KEPT = 200;

/** Stands for the right to all rows. */
const ALL_ROWS: object = {};

/**
 * Keeps the statements of one relation or look-up, each compiled once for a way of reading and a set of rights. A
 * partner's go when its agreements change: the condition on its rows is made anew then.
 * @returns the statements of one way; undefined where rows exist by more than agreements, so that nothing can be kept
 */
export function compiledReads(
  dataset: Dataset,
): (ctx: RequestContext, way: string) => CompiledReads | undefined {
  const byScope = new WeakMap<RowScope | object, Map<string, CompiledReads>>();
  return (ctx, way) => {
    if (dataset.exists !== undefined) return undefined;
    const scope = rowScope(ctx, dataset) ?? ALL_ROWS;
    const byWay = kept(byScope, scope, () => new Map<string, CompiledReads>());
    let compiled = byWay.get(way);
    if (compiled === undefined) {
      if (byWay.size >= WAYS_KEPT) byWay.clear();
      compiled = new Map();
      byWay.set(way, compiled);
    }
    return compiled;
  };
}
