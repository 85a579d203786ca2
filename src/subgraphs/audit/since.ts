import type { RequestContext } from "../../context.js";
import { instantArgument } from "../../dataset/instant-argument.js";

/** How far back is looked when nothing is said, in days. */
export const DEFAULT_DAYS = 90;

/**
 * The argument `since`; 90 days ago where it is left out.
 * @returns as the store keeps instants
 * @throws BAD_INSTANT
 */
export function sinceArgument(ctx: RequestContext, since: string | null): string {
  if (since !== null) return instantArgument(ctx, "since", since);
  const now = new Date(`${instantArgument(ctx, "since", null).replace(" ", "T")}Z`);
  return new Date(now.getTime() - DEFAULT_DAYS * 86_400_000).toISOString().replace("T", " ").slice(0, 23);
}
