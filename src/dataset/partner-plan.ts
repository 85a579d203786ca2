import type { RequestContext } from "../context.js";
import type { Dataset, ReadPlan } from "./dataset.js";
import { countGiven } from "./given.js";
import type { Held } from "./holding.js";
import { kept } from "./kept.js";
import { perRequest } from "./per-request.js";
import { type RowScope, rowScope } from "./row-scope.js";
import { type ChangedField, changedFields } from "./shown.js";

/** The same plan where not all rows exist: for partners with what tells which agreements give them, and what changes. */
export function forPartner<T extends object>(
  dataset: Dataset<T>,
  plan: ReadPlan<T>,
  ctx: RequestContext,
): ReadPlan<T> {
  const scope = rowScope(ctx, dataset);
  if (scope === undefined) return plan;
  // One scope for as long as the agreements stand, one plan for each selection: so is what comes of the two.
  const byPlan = kept(partnerPlans, scope, () => new WeakMap<ReadPlan, ReadPlan>());
  const masked = kept(byPlan, plan as ReadPlan, () => makePartnerPlan(ctx, dataset, plan as ReadPlan, scope));
  if (ctx.caller.quota === undefined) return masked as ReadPlan<T>;
  // What is given counts for the request that it is given to.
  const byMasked = countedPlans(ctx);
  let counted = byMasked.get(masked);
  if (counted === undefined) {
    const { publish } = masked;
    counted = {
      ...masked,
      publish: (row) => {
        countGiven(ctx, scope, row);
        return publish(row);
      },
    };
    byMasked.set(masked, counted);
  }
  return counted as ReadPlan<T>;
}

const countedPlans = perRequest(() => new Map<ReadPlan, ReadPlan>());

const partnerPlans = new WeakMap<RowScope, WeakMap<ReadPlan, ReadPlan>>();

function makePartnerPlan(ctx: RequestContext, dataset: Dataset, plan: ReadPlan, scope: RowScope): ReadPlan {
  const changed = changedFields(ctx, dataset, plan.fields, scope);
  const extra = new Map(
    [...scope.flags, ...changed.flatMap(({ columns }) => columns)].map((column) => [column.as, column]),
  );
  const changes = new WeakMap<Held, ReturnType<typeof changesIn>>();
  return {
    ...plan,
    signature: `${plan.signature}|${scope.signature}`,
    columns: [...plan.columns, ...extra.values()],
    changed: changed.map(({ name }) => name),
    agreementsOf: (row) => scope.holding.of(row).agreements,
    publish: (row) => {
      const published = plan.publish(row) as Record<string, unknown>;
      if (changed.length === 0) return published;
      const held = scope.holding.of(row);
      for (const { name, change } of kept(changes, held, () => changesIn(changed, held))) {
        published[name] = change(published[name], row);
      }
      return published;
    },
  };
}

function changesIn(changed: readonly ChangedField[], held: Held) {
  return changed.flatMap(({ name, changeIn }) => {
    const change = changeIn(held);
    return change === undefined ? [] : [{ name, change }];
  });
}
