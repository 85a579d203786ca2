import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { DispatchConnection } from "./dispatch.type.js";
import {
  allIncidents,
  dispatchesByIncident,
  dispatchFilter,
  dispatchOrder,
  incidentById,
  incidentFilter,
  incidentOrder,
} from "./incident.loader.js";
import { Incident, IncidentConnection } from "./incident.type.js";

/** Incidents at the root, and who was sent to each. */
@Resolver(() => Incident)
export class IncidentResolver {
  @PublishedQuery(() => Incident, {
    zh: "按编号取一起突发事件",
    en: "One incident by its identifier",
    policy: "INTERNAL",
  })
  incident(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return incidentById.find(ctx, info, id);
  }

  @PublishedQuery(() => IncidentConnection, { zh: "突发事件列表", en: "Incidents", policy: "INTERNAL" })
  incidents(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => incidentFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [incidentOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allIncidents.page(
      ctx,
      info,
      ROOT,
      page,
      incidentFilter.condition(ctx, where),
      incidentOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Incident, () => DispatchConnection, {
    zh: "出动",
    en: "Which teams were sent",
    policy: "INTERNAL",
  })
  dispatches(
    @Root() incident: Incident,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => dispatchFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [dispatchOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return dispatchesByIncident.page(
      ctx,
      info,
      incident.id,
      page,
      dispatchFilter.condition(ctx, where),
      dispatchOrder.columns(ctx, orderBy),
    );
  }
}
