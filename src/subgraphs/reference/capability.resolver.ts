import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import {
  allCapabilities,
  capabilityByCode,
  capabilityFilter,
  capabilityOrder,
  typesByCapability,
} from "./capability.loader.js";
import { Capability, CapabilityConnection, CapabilityType } from "./capability.type.js";

/** The capability catalogue. */
@Resolver(() => Capability)
export class CapabilityResolver {
  @PublishedQuery(() => Capability, {
    zh: "按代码取一项能力",
    en: "One capability by its code",
    policy: "PUBLIC",
  })
  capability(
    @Arg("code", () => ID) code: string,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return capabilityByCode.find(ctx, info, code);
  }

  @PublishedQuery(() => CapabilityConnection, {
    zh: "能力目录",
    en: "The capability catalogue",
    policy: "PUBLIC",
  })
  capabilities(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => capabilityFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [capabilityOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allCapabilities.page(
      ctx,
      info,
      ROOT,
      page,
      capabilityFilter.condition(ctx, where),
      capabilityOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Capability, () => [CapabilityType], {
    zh: "等级(自强至弱)",
    en: "Its types, the strongest first",
    policy: "PUBLIC",
    nullable: true,
  })
  types(@Root() capability: Capability, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return typesByCapability.list(ctx, info, capability.code);
  }
}
