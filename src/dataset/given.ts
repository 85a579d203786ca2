import type { RequestContext } from "../context.js";
import { fault } from "../errors.js";
import type { Row } from "./published.js";
import type { RowScope } from "./row-scope.js";

/**
 * Counts a row that a partner is given, whether it is a record of its own or belongs to one: here alone is decided what
 * counts for a quota. Aggregates do not.
 * @throws QUOTA_EXCEEDED when every agreement that gives it has given as much as it does in a day
 */
export function countGiven(
  { caller: { quota } }: RequestContext,
  { scopes, holding }: RowScope,
  row: Row,
): void {
  if (quota === undefined || scopes.length === 0) return;
  const full = quota.take(holding.of(row).agreements);
  if (full === undefined) return;
  const renewsAt = new Date(Date.parse(`${quota.day}T00:00:00+08:00`) + DAY_MS).toISOString();
  throw fault("QUOTA_EXCEEDED", { agreement: full.agreement, quota: full.perDay, renewsAt });
}

const DAY_MS = 86_400_000;
