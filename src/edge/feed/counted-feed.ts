import { settleQuota } from "../../store/quota-table.js";
import type { Feed } from "./feed.js";

/**
 * Puts on account what each piece of a feed gives to a partner, before it is given. Sums of records are
 * not counted.
 */
export function countedFeed(feed: Feed): Feed {
  return {
    datasets: feed.datasets,
    offered: feed.offered,
    async read(ctx, dataset, wanted) {
      try {
        return await feed.read(ctx, dataset, wanted);
      } finally {
        await settleQuota(ctx.store, ctx.caller.quota);
      }
    },
    digest: (ctx, dataset, at) => feed.digest(ctx, dataset, at),
  };
}
