import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { dayArgument } from "../../dataset/day-argument.js";
import { perRequest } from "../../dataset/per-request.js";
import { PublishedRelation } from "../../dataset/published.js";
import { selectedFields } from "../../dataset/selection.js";
import { namesByAgency } from "./agency.loader.js";
import { Agency } from "./agency.type.js";
import { AgencyName } from "./agency-name.type.js";
import { todayInShanghai } from "./calendar-day.js";
import { chronological, nameInUse } from "./name-in-use.js";

const VALIDITY = ["role", "validFrom", "validTo"];

/** What the three fields of the name in use are made from: they share one read for all agencies of a level. */
const IN_USE: ReadonlySet<string> = new Set(["name", "nameEn", "shortName", ...VALIDITY]);

// One day for a whole request, also for one that runs across midnight.
const today = perRequest(() => todayInShanghai());

/** What agencies are and were called. */
@Resolver(() => Agency)
export class AgencyNameResolver {
  @PublishedRelation(Agency, () => String, {
    zh: "现用名称(已停用的机构为最后的名称)",
    en: "Name in use today; the last one for an agency that is gone",
    policy: "PUBLIC",
    nullable: true,
  })
  async name(@Root() { id }: Agency, @Ctx() ctx: RequestContext) {
    return (await currentName(ctx, id))?.name;
  }

  @PublishedRelation(Agency, () => String, {
    zh: "现用英文名称",
    en: "Name in use today, in English",
    policy: "PUBLIC",
    nullable: true,
  })
  async nameEn(@Root() { id }: Agency, @Ctx() ctx: RequestContext) {
    return (await currentName(ctx, id))?.nameEn;
  }

  @PublishedRelation(Agency, () => String, {
    zh: "现用简称",
    en: "Short name in use today",
    policy: "PUBLIC",
    nullable: true,
  })
  async shortName(@Root() { id }: Agency, @Ctx() ctx: RequestContext) {
    return (await currentName(ctx, id))?.shortName;
  }

  @PublishedRelation(Agency, () => [AgencyName], {
    zh: "历次名称,按时间排序",
    en: "All its names, in the order of their use",
    policy: "PUBLIC",
    nullable: true,
  })
  async names(@Root() { id }: Agency, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return chronological(await namesOf(ctx, info, id));
  }

  @PublishedRelation(Agency, () => AgencyName, {
    zh: "某日使用的名称(当日没有则为空)",
    en: "The name in use on a day; null when there was none",
    policy: "PUBLIC",
    nullable: true,
  })
  async nameOn(
    @Root() { id }: Agency,
    @Arg("date", () => String, { description: "日期(YYYY-MM-DD,北京时间) / Day, YYYY-MM-DD, in Shanghai" })
    date: string,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const day = dayArgument("date", date);
    return nameInUse(await namesOf(ctx, info, id), day);
  }
}

async function currentName(ctx: RequestContext, id: string): Promise<AgencyName | null> {
  const names = await namesByAgency.list(ctx, IN_USE, id);
  const principal = names.filter(({ role }) => role === "PRINCIPAL");
  return nameInUse(names, today(ctx)) ?? chronological(principal).at(-1) ?? null;
}

/** The names with what a field selects of them, and the days that they are chosen and put in order by. */
function namesOf(
  ctx: RequestContext,
  info: GraphQLResolveInfo,
  id: string,
): PromiseLike<readonly AgencyName[]> {
  return namesByAgency.list(ctx, new Set([...selectedFields(info, "AgencyName"), ...VALIDITY]), id);
}
