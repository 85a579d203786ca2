import { sql } from "kysely";
import type { RequestContext } from "../context.js";
import { maySee } from "../policy/access.js";
import type { Grants } from "../policy/grants.js";
import type { Dataset, ReadPlan } from "./dataset.js";
import { countGiven } from "./given.js";
import { type Held, Holding } from "./holding.js";
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
  if (scope === undefined) return withExistingNames(ctx, dataset, plan as ReadPlan) as ReadPlan<T>;
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

/** What stands for the scope of rows that all exist: no agreement has a rule for them. */
const ALL_ROWS = {
  ...{ sql: sql`1 = 1`, eachBy: sql`1 = 1`, rules: sql`''` },
  ...{ scopes: [], flags: [], holding: new Holding([]) },
};

const namingPlans = new WeakMap<Grants, WeakMap<ReadPlan, ReadPlan>>();

/** Rows that all exist may name others that do not: a partner is shown a name only of what exists for him. */
function withExistingNames(ctx: RequestContext, dataset: Dataset, plan: ReadPlan): ReadPlan {
  const { role, grants } = ctx.caller;
  if (role !== "partner") return plan;
  const make = () => {
    const scope = { ...ALL_ROWS, signature: grants?.version ?? "none" };
    const masked = makePartnerPlan(ctx, dataset, plan, scope);
    return masked.changed.length === 0 ? plan : masked;
  };
  if (grants === undefined) return make();
  return kept(
    kept(namingPlans, grants, () => new WeakMap<ReadPlan, ReadPlan>()),
    plan,
    make,
  );
}

const countedPlans = perRequest(() => new Map<ReadPlan, ReadPlan>());

const partnerPlans = new WeakMap<RowScope, WeakMap<ReadPlan, ReadPlan>>();

function makePartnerPlan(ctx: RequestContext, dataset: Dataset, plan: ReadPlan, scope: RowScope): ReadPlan {
  const changed = changedFields(ctx, dataset, plan.fields, scope);
  const extra = new Map(
    [...scope.flags, ...changed.flatMap(({ columns }) => columns)].map((column) => [column.as, column]),
  );
  const hidden = hiddenNames(ctx, dataset, plan);
  const changes = new WeakMap<Held, ReturnType<typeof changesIn>>();
  return {
    ...plan,
    signature: `${plan.signature}|${scope.signature}`,
    columns: [...plan.columns, ...extra.values()],
    changed: changed.map(({ name }) => name),
    agreementsOf: (row) => scope.holding.of(row).agreements,
    publish: (row) => {
      const published = plan.publish(row) as Record<string, unknown>;
      for (const name of hidden) published[name] = null;
      if (changed.length === 0) return published;
      const held = scope.holding.of(row);
      for (const { name, change } of kept(changes, held, () => changesIn(changed, held))) {
        published[name] = change(published[name], row);
      }
      return published;
    },
  };
}

/**
 * Fields that an agreement hides, while another needs a column of the same name: they would be read from the row as
 * it is. What is hidden by its class has a guard, and is left to the resolvers that need it.
 */
function hiddenNames({ caller }: RequestContext, { shape }: Dataset, plan: ReadPlan): readonly string[] {
  const read = new Set(plan.columns.map(({ as }) => as));
  return [...shape.fields].flatMap(([name, { relation, policy }]) => {
    const isRead = !relation && read.has(name) && !plan.fields.includes(name);
    return isRead && policy === "PUBLIC" && !maySee(caller, `${shape.name}.${name}`) ? [name] : [];
  });
}

function changesIn(changed: readonly ChangedField[], held: Held) {
  return changed.flatMap(({ name, changeIn }) => {
    const change = changeIn(held);
    return change === undefined ? [] : [{ name, change }];
  });
}
