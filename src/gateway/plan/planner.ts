import { type QueryPlan, QueryPlanner } from "@graphql-hive/router-query-planner";
import { type DocumentNode, print } from "graphql";
import { fault } from "../../errors.js";

/** Plans operations over a supergraph. */
export interface Planner {
  /**
   * @param document of one operation
   * @param share for progressive overrides: a number from 0 to 100, drawn for the request
   * @throws PLAN_TOO_LONG
   */
  plan(document: DocumentNode, share: number): Promise<QueryPlan>;
  /** The shares at which plans differ, from `@override(label: "percent(...)")`. */
  readonly shares: readonly number[];
}

/**
 * The planner over a supergraph.
 * @param mostMilliseconds what one plan may take; an ordinary one takes 1 to 5
 */
export function createPlanner(supergraphSdl: string, mostMilliseconds: number): Planner {
  const planner = new QueryPlanner(supergraphSdl);
  const shares = [...planner.overridePercentages].sort((one, other) => one - other);
  return {
    shares,
    async plan(document, share) {
      const labels = new Set(
        shares.filter((percentage) => share > percentage).map((percentage) => `percent(${percentage})`),
      );
      const time = AbortSignal.timeout(mostMilliseconds);
      try {
        return await planner.planAsync(print(document), undefined, labels, share, time);
      } catch (error) {
        if (time.aborted) throw fault("PLAN_TOO_LONG", { milliseconds: mostMilliseconds });
        throw error;
      }
    },
  };
}
