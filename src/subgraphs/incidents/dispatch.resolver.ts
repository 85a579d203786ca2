import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { Dispatch, DispatchConnection } from "./dispatch.type.js";
import {
  allDispatches,
  dispatchById,
  dispatchFilter,
  dispatchOrder,
  incidentById,
} from "./incident.loader.js";
import { Incident } from "./incident.type.js";

/** Dispatches at the root, and the incident of each. */
@Resolver(() => Dispatch)
export class DispatchResolver {
  @PublishedQuery(() => Dispatch, {
    zh: "按编号取一次出动",
    en: "One dispatch by its identifier",
    policy: "INTERNAL",
  })
  dispatch(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return dispatchById.find(ctx, info, id);
  }

  @PublishedQuery(() => DispatchConnection, { zh: "出动列表", en: "Dispatches", policy: "INTERNAL" })
  dispatches(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => dispatchFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [dispatchOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allDispatches.page(
      ctx,
      info,
      ROOT,
      page,
      dispatchFilter.condition(ctx, where),
      dispatchOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Dispatch, () => Incident, {
    zh: "所赴的突发事件",
    en: "The incident that it was for",
    policy: "INTERNAL",
    from: ["incidentId"],
  })
  incident(
    @Root() { incidentId }: Dispatch & { incidentId: string },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return incidentById.load(ctx, info, incidentId);
  }
}
