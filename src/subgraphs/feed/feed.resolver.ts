import { Arg, Ctx, Int, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PublishedQuery, type TypeClass } from "../../dataset/published.js";
import { SharedDataset } from "../../dataset/shared-dataset.js";
import { fault } from "../../errors.js";
import type { Feed, FeedSnapshot } from "./feed.js";
import { ChangePage, Snapshot } from "./feed.type.js";

const PAGE_DEFAULT = 100;
const PAGE_MAXIMUM = 500;

const DATASET = { description: "共享数据类别 / What is shared" };

/** Changes and snapshots at the root. Who may read them is decided by the feed: partners by their agreements. */
export function feedResolver(feed: Feed): TypeClass {
  @Resolver()
  class FeedResolver {
    @PublishedQuery(() => ChangePage, {
      zh: "某类共享数据在游标之后的变更;不带游标即从头读取(等同快照)。面向协作方(依其协议)与分析、管理及系统管理角色",
      en: "What changed in a shared dataset after a cursor; from the start, which is a snapshot, without one. For partners, by their agreements, and for analysts, stewards and admins",
      policy: "PUBLIC",
    })
    async changes(
      @Arg("dataset", () => SharedDataset, DATASET) dataset: SharedDataset,
      @Arg("after", () => String, { nullable: true, description: "从此游标之后 / After this cursor" })
      after: string | null | undefined,
      @Arg("first", () => Int, {
        nullable: true,
        description: "取前多少条(1–500,默认 100) / How many from there (1 to 500, default 100)",
      })
      first: number | null | undefined,
      @Ctx() ctx: RequestContext,
    ): Promise<object> {
      const size = first ?? PAGE_DEFAULT;
      if (size < 1 || size > PAGE_MAXIMUM) {
        throw fault("BAD_PAGE_SIZE", { argument: "first", maximum: PAGE_MAXIMUM, value: size });
      }
      const { changes, cursor, hasMore } = await feed.read(ctx, dataset, {
        after: after ?? undefined,
        first: size,
      });
      return { changes, endCursor: cursor, hasMore };
    }

    @PublishedQuery(() => Snapshot, {
      zh: "某类共享数据的一致起点:起始游标与各类型的记录数",
      en: "A consistent start of a shared dataset: the cursor before everything, and how many records there are",
      policy: "PUBLIC",
    })
    snapshot(
      @Arg("dataset", () => SharedDataset, DATASET) dataset: SharedDataset,
      @Ctx() ctx: RequestContext,
    ): Promise<FeedSnapshot> {
      return feed.snapshot(ctx, dataset);
    }
  }
  return FeedResolver;
}
