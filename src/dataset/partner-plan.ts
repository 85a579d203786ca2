import type { RequestContext } from "../context.js";
import type { Dataset, ReadPlan } from "./dataset.js";
import { type RowScope, rowScope } from "./row-scope.js";
import { changedFields, scopesHolding } from "./shown.js";

/** The same plan where not all rows exist: for partners with what tells which agreements give them, and what changes. */
export function forPartner<T extends object>(
  dataset: Dataset<T>,
  plan: ReadPlan<T>,
  ctx: RequestContext,
): ReadPlan<T> {
  const scope = rowScope(ctx, dataset);
  if (scope === undefined) return plan;
  // One scope for as long as the agreements stand, one plan for each selection: so is what comes of the two.
  let byPlan = partnerPlans.get(scope);
  if (byPlan === undefined) {
    byPlan = new WeakMap();
    partnerPlans.set(scope, byPlan);
  }
  let masked = byPlan.get(plan);
  if (masked === undefined) {
    masked = makePartnerPlan(ctx, dataset, plan as ReadPlan, scope);
    byPlan.set(plan, masked);
  }
  return masked as ReadPlan<T>;
}

const partnerPlans = new WeakMap<RowScope, WeakMap<ReadPlan, ReadPlan>>();

function makePartnerPlan(ctx: RequestContext, dataset: Dataset, plan: ReadPlan, scope: RowScope): ReadPlan {
  const changed = changedFields(ctx, dataset, plan.fields, scope);
  const extra = new Map(
    [...scope.flags, ...changed.flatMap(({ columns }) => columns)].map((column) => [column.as, column]),
  );
  return {
    ...plan,
    signature: `${plan.signature}|${scope.signature}`,
    columns: [...plan.columns, ...extra.values()],
    changed: changed.map(({ name }) => name),
    agreementsOf: (row) => scopesHolding(scope.scopes, row).map(({ agreementId }) => agreementId),
    publish: (row) => {
      countGiven(ctx, scope, row);
      const published = plan.publish(row) as Record<string, unknown>;
      for (const { name, change } of changed) published[name] = change(published[name], row);
      return published;
    },
  };
}
