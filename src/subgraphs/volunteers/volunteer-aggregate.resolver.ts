import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Info, Resolver } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { aggregateOf } from "../../dataset/aggregate.js";
import type { AggregateArgs } from "../../dataset/aggregate-inputs.js";
import { linkedKey, ownKey } from "../../dataset/aggregate-keys.js";
import { PublishedQuery } from "../../dataset/published.js";
import { VolunteerOrganisation } from "./organisation.type.js";
import { Skill } from "./skill.type.js";
import { VolunteerSkillEntity } from "./volunteer.entity.js";
import { organisationById, skillByCode, volunteerFilter } from "./volunteer.loader.js";

const aggregate = aggregateOf(volunteerFilter, {
  people: true,
  keys: {
    organisation: ownKey(volunteerFilter.dataset, "organisationId", {
      zh: "所属组织",
      en: "Organisation that keeps them",
      policy: "PUBLIC",
      type: () => VolunteerOrganisation,
      load: organisationById.load,
    }),
    skill: linkedKey(
      volunteerFilter.dataset,
      "skills",
      { entity: VolunteerSkillEntity, parent: "volunteerId", child: "skillCode" },
      {
        zh: "技能(有多项时每项各计一次)",
        en: "Skill; a volunteer with several counts once for each",
        policy: "PUBLIC",
        type: () => Skill,
        load: skillByCode.load,
      },
    ),
  },
});

/** Volunteers in groups. */
@Resolver()
export class VolunteerAggregateResolver {
  @PublishedQuery(() => aggregate.type, {
    zh: "志愿者分组统计",
    en: "Volunteers in groups",
    policy: "INTERNAL",
  })
  volunteerAggregate(
    @Arg("where", () => volunteerFilter.input, { nullable: true }) where: object | null,
    @Args(() => aggregate.args) args: AggregateArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return aggregate.read(ctx, info, args, volunteerFilter.condition(ctx, where));
  }
}
