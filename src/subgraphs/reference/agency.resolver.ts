import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { agencyById, agencyFilter, agencyOrder, allAgencies } from "./agency.loader.js";
import { Agency, AgencyConnection } from "./agency.type.js";
import { divisionByCode } from "./division.loader.js";
import { Division } from "./division.type.js";

/** Agencies at the root, and what an agency refers to. */
@Resolver(() => Agency)
export class AgencyResolver {
  @PublishedQuery(() => Agency, {
    zh: "按编号取一个机构",
    en: "One agency by its identifier",
    policy: "PUBLIC",
  })
  agency(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return agencyById.find(ctx, info, id);
  }

  @PublishedQuery(() => AgencyConnection, { zh: "机构列表", en: "Agencies", policy: "PUBLIC" })
  agencies(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => agencyFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [agencyOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allAgencies.page(
      ctx,
      info,
      ROOT,
      page,
      agencyFilter.condition(ctx, where),
      agencyOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Agency, () => Division, {
    zh: "所属行政区划",
    en: "The division it belongs to",
    policy: "PUBLIC",
    nullable: true,
    from: ["divisionCode"],
  })
  division(
    @Root() { divisionCode }: Agency & { divisionCode: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return divisionByCode.load(ctx, info, divisionCode);
  }

  @PublishedRelation(Agency, () => Agency, {
    zh: "上级机构",
    en: "The agency it is part of",
    policy: "PUBLIC",
    nullable: true,
    from: ["parentId"],
  })
  parent(
    @Root() { parentId }: Agency & { parentId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return parentId === null ? null : agencyById.load(ctx, info, parentId);
  }

  @PublishedRelation(Agency, () => Agency, {
    zh: "承接机构(撤销或合并后)",
    en: "Who took over when it was dissolved or merged",
    policy: "PUBLIC",
    nullable: true,
    from: ["successorId"],
  })
  successor(
    @Root() { successorId }: Agency & { successorId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return successorId === null ? null : agencyById.load(ctx, info, successorId);
  }
}
