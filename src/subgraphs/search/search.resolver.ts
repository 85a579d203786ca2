import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Int, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { CircleInput } from "../../dataset/filter-inputs.js";
import { PublishedQuery, type TypeClass } from "../../dataset/published.js";
import { search } from "./search.js";
import type { SearchTypes } from "./search.type.js";

/** The search at the root. */
export function searchResolver(types: SearchTypes): TypeClass {
  @Resolver()
  class SearchResolver {
    @PublishedQuery(() => types.connection, {
      zh: "全文检索:名称、别名、简称、职责、品种、领域等,中英文皆可,支持拼音首字母,最相关者在前",
      en: "Search by names, aliases, duties and more, in Chinese, English or pinyin initials; the best come first",
      policy: "PUBLIC",
    })
    search(
      @Arg("text", () => String, {
        description:
          "检索词,以空格分隔,须全部命中;至多 200 字、10 词 / Words, all of them wanted; 200 characters and 10 words at most",
      })
      text: string,
      @Arg("types", () => [types.type], {
        nullable: true,
        description: "只要这些类型 / Only things of these kinds",
      })
      wanted: string[] | null | undefined,
      @Arg("near", () => CircleInput, {
        nullable: true,
        description: "只要此圆内的,近者加分 / Only inside this circle; the nearer rank higher",
      })
      near: CircleInput | null | undefined,
      @Arg("first", () => Int, {
        nullable: true,
        description: "取前多少条(1–500,默认 20) / How many from the start (1 to 500, default 20)",
      })
      first: number | null | undefined,
      @Arg("after", () => String, { nullable: true, description: "从此游标之后 / After this cursor" })
      after: string | null | undefined,
      @Ctx() ctx: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ) {
      return search(ctx, info, types, { text, types: wanted, near, first, after });
    }
  }
  return SearchResolver;
}
