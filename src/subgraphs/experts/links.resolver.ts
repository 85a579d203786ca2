import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { every } from "../../dataset/condition.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { ExpertAppointmentConnection } from "./appointment.type.js";
import { Division } from "./division.type.js";
import { ExpertPageArgs, OnCallPageArgs } from "./expert.args.js";
import {
  appointmentsByAgency,
  expertFilter,
  expertOrder,
  expertsByDivision,
  expertsByTeam,
  narrowed,
} from "./expert.loader.js";
import { ExpertConnection } from "./expert.type.js";
import { Team } from "./team.type.js";

/** Experts from a division. */
@Resolver(() => Division)
export class DivisionExpertsResolver {
  @PublishedRelation(Division, () => ExpertConnection, {
    zh: "本区划及其下级的专家",
    en: "Experts of this division and everything below it",
    policy: "INTERNAL",
    through: expertsByDivision,
  })
  experts(
    @Root() division: Division,
    @Args(() => ExpertPageArgs) args: ExpertPageArgs,
    @Arg("where", () => expertFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [expertOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return expertsByDivision.page(
      ctx,
      info,
      division.code,
      args,
      every(expertFilter.condition(ctx, where), narrowed(ctx, args)),
      expertOrder.columns(ctx, orderBy),
    );
  }
}

/** Experts from a team. */
@Resolver(() => Team)
export class TeamExpertsResolver {
  @PublishedRelation(Team, () => ExpertConnection, {
    zh: "队伍的专家",
    en: "Experts of this team",
    policy: "INTERNAL",
    through: expertsByTeam,
    hiddenWith: ["Expert.teams"],
  })
  experts(
    @Root() team: Team,
    @Args(() => OnCallPageArgs) args: OnCallPageArgs,
    @Arg("where", () => expertFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [expertOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return expertsByTeam.page(
      ctx,
      info,
      team.id,
      args,
      every(expertFilter.condition(ctx, where), narrowed(ctx, args)),
      expertOrder.columns(ctx, orderBy),
    );
  }
}

/** Appointments from an agency. */
@Resolver(() => Agency)
export class AgencyExpertAppointmentsResolver {
  @PublishedRelation(Agency, () => ExpertAppointmentConnection, {
    zh: "本机构的专家聘任",
    en: "Appointments of experts by this agency",
    policy: "INTERNAL",
    through: appointmentsByAgency,
  })
  expertAppointments(
    @Root() agency: Agency,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return appointmentsByAgency.page(ctx, info, agency.id, page);
  }
}
