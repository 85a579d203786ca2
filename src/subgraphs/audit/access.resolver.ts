import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ownAccesses, readsByEntry, recordAccesses } from "./access.loader.js";
import { AccessEntry, AccessEntryConnection, AccessRead, AccessSummary } from "./access.type.js";
import { summarise } from "./summarise.js";

const SINCE = "起始时间,ISO 8601(默认 90 天前) / From this instant on, in ISO 8601; 90 days ago by default";

/** Who pulled what, at the root. */
@Resolver(() => AccessEntry)
export class AccessResolver {
  @PublishedQuery(() => AccessEntryConnection, {
    zh: "谁访问过某条记录,最近者在前",
    en: "Who pulled a record, the latest first",
    policy: "PERSONAL",
  })
  recordAccess(
    @Arg("type", () => String, { description: "记录的类型,如 Team / The record's type, such as Team" })
    type: string,
    @Arg("id", () => ID, { description: "记录的编号 / The record's identifier" }) id: string,
    @Arg("since", () => String, { nullable: true, description: SINCE }) since: string | null,
    @Arg("first", () => Int, {
      nullable: true,
      description: "取前多少条(1–500,默认 20) / How many from the start (1 to 500, default 20)",
    })
    first: number | null,
    @Arg("after", () => String, { nullable: true, description: "从此游标之后 / After this cursor" })
    after: string | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return recordAccesses(ctx, info, { type, id, since: since ?? null, first, after });
  }

  @PublishedQuery(() => AccessEntryConnection, {
    zh: "本人的数据访问记录,最近者在前;协作方可见其全体人员的记录",
    en: "The caller's own pulls, the latest first; a partner sees those of all its people",
    policy: "PUBLIC",
  })
  myAccess(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return ownAccesses(ctx, info, page);
  }

  @PublishedQuery(() => [AccessSummary], {
    zh: "按协作方或角色、数据类别、ISO 周汇总的数据访问",
    en: "Pulls by partner or role, dataset and ISO week",
    policy: "PERSONAL",
  })
  accessSummary(
    @Arg("since", () => String, { nullable: true, description: SINCE }) since: string | null,
    @Arg("until", () => String, {
      nullable: true,
      description: "截止时间(不含),ISO 8601(默认现在) / Before this instant, in ISO 8601; now by default",
    })
    until: string | null,
    @Ctx() ctx: RequestContext,
  ) {
    return summarise(ctx, since ?? null, until ?? null);
  }

  @PublishedRelation(AccessEntry, () => [AccessRead], {
    zh: "所得数据",
    en: "What it gave, type by type",
    policy: "PUBLIC",
    nullable: true,
    from: ["seq"],
  })
  reads(@Root() entry: AccessEntry, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readsByEntry.list(ctx, info, entry.seq);
  }
}
