import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { linkedKey } from "../../dataset/aggregate-keys.js";
import { PublishedQuery } from "../../dataset/published.js";
import { Agency } from "./agency.type.js";
import { TeamEventClassEntity, TeamLeadAgencyEntity } from "./team.entity.js";
import { EventClass } from "./team.enums.js";
import { teamFilter } from "./team.loader.js";

const aggregate = aggregateOf(teamFilter, {
  keys: {
    leadAgency: linkedKey(
      teamFilter.dataset,
      "lead",
      { entity: TeamLeadAgencyEntity, parent: "teamId", child: "agencyId" },
      {
        zh: "牵头组建部门(有多个时每个各计一次)",
        en: "Lead agency; a team with several counts once for each",
        policy: "PUBLIC",
        type: () => Agency,
      },
    ),
    eventClass: linkedKey(
      teamFilter.dataset,
      "classes",
      { entity: TeamEventClassEntity, parent: "teamId", child: "eventClass" },
      {
        zh: "适用事件类别(有多个时每个各计一次)",
        en: "Class of events it is for; a team with several counts once for each",
        policy: "PUBLIC",
        type: () => EventClass,
      },
    ),
  },
});

/** Teams in groups. */
@Resolver()
export class TeamAggregateResolver {
  @PublishedQuery(() => aggregate.type, { zh: "队伍分组统计", en: "Teams in groups", policy: "PUBLIC" })
  teamAggregate(
    @Arg("where", () => teamFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, teamFilter.condition(ctx, where));
  }
}
