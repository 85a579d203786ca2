import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { DispatchConnection } from "./dispatch.type.js";
import { Division } from "./division.type.js";
import {
  dispatchesByTeam,
  dispatchFilter,
  dispatchOrder,
  incidentFilter,
  incidentOrder,
  incidentsByDivision,
} from "./incident.loader.js";
import { IncidentConnection } from "./incident.type.js";
import { Team } from "./team.type.js";

/** Incidents from a division. */
@Resolver(() => Division)
export class DivisionIncidentsResolver {
  @PublishedRelation(Division, () => IncidentConnection, {
    zh: "本区划及其下级的突发事件",
    en: "Incidents in this division and everything below it",
    policy: "INTERNAL",
    through: incidentsByDivision,
  })
  incidents(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => incidentFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [incidentOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return incidentsByDivision.page(
      ctx,
      info,
      division.code,
      page,
      incidentFilter.condition(ctx, where),
      incidentOrder.columns(ctx, orderBy),
    );
  }
}

/** Dispatches from a team. */
@Resolver(() => Team)
export class TeamDispatchesResolver {
  @PublishedRelation(Team, () => DispatchConnection, {
    zh: "出动记录",
    en: "When it was sent to incidents",
    policy: "INTERNAL",
    through: dispatchesByTeam,
  })
  dispatches(
    @Root() team: Team,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => dispatchFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [dispatchOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return dispatchesByTeam.page(
      ctx,
      info,
      team.id,
      page,
      dispatchFilter.condition(ctx, where),
      dispatchOrder.columns(ctx, orderBy),
    );
  }
}
