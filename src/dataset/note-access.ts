import type { RequestContext } from "../context.js";
import { scopesOf } from "../policy/access.js";
import type { Publishes } from "../policy/access-notes.js";
import type { Caller } from "../policy/caller.js";
import { ruleIn } from "../policy/grants.js";
import { sharedDatasetOf } from "../policy/shared-types.js";
import type { Dataset, ReadPlan } from "./dataset.js";
import type { Row } from "./published.js";

const published = new WeakMap<object, Publishes>();

/** Notes rows for the audit, at the moment when they are published. */
export function noteRows(
  { access, caller }: RequestContext,
  { key, shape, share }: Pick<Dataset, "key" | "shape" | "share">,
  plan: Omit<ReadPlan, "publish">,
  rows: readonly Row[],
): void {
  if (access === undefined || share === undefined) return;
  let publishes = published.get(plan);
  if (publishes === undefined) {
    publishes = { type: shape.name, fields: plan.fields, masks: masksOf(caller, shape.name, plan.changed) };
    published.set(plan, publishes);
  }
  const keys = rows.map((row) => String(row[key]));
  const agreements = caller.grants === undefined ? [] : rows.flatMap((row) => plan.agreementsOf(row));
  access.rows(publishes, keys, agreements);
}

/** The fields that a partner sees changed, each with the rules that agreements have for it. */
function masksOf({ grants }: Caller, type: string, changed: readonly string[]): readonly string[] {
  return changed.map((field) => {
    const rules = scopesOf(grants, type).map((scope) => ruleIn(scope, `${type}.${field}`).rule);
    const names = [...new Set(rules)].filter((rule) => rule !== "CLEAR").sort();
    // Nothing but clear: then it leads to a row that may not exist for the partner.
    return `${field} ${names.length === 0 ? "EXISTING" : names.join("|")}`;
  });
}

/** Notes rows that are published by their keys alone, or with fields that no plan selected. */
export function noteKeys(
  { access }: RequestContext,
  type: string,
  fields: readonly string[],
  keys: readonly string[],
): void {
  if (access === undefined || sharedDatasetOf(type) === undefined) return;
  access.rows({ type, fields }, keys);
}

/**
 * Notes groups of an aggregate.
 * @param fields the keys and measures that were selected
 */
export function noteGroups(
  { access }: RequestContext,
  type: string,
  fields: readonly string[],
  groups: number,
): void {
  if (access === undefined || sharedDatasetOf(type) === undefined) return;
  access.groups({ type, fields }, groups);
}
