import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { every } from "../../dataset/condition.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { VolunteerAvailability } from "./availability.type.js";
import { VolunteerOrganisation } from "./organisation.type.js";
import { VolunteerStepEventConnection } from "./step-event.type.js";
import {
  allVolunteers,
  availabilityByVolunteer,
  organisationById,
  skilled,
  skillsByVolunteer,
  stepEventsByVolunteer,
  volunteerById,
  volunteerFilter,
  volunteerOrder,
} from "./volunteer.loader.js";
import { Volunteer, VolunteerConnection } from "./volunteer.type.js";
import { VolunteerSkill } from "./volunteer-skill.type.js";

/** How the argument `skill` is published wherever it stands. */
export const SKILL_ARGUMENT = {
  nullable: true,
  description: "仅有此技能的志愿者 / Only volunteers who have this skill",
  deprecationReason: "use `where: { skills: { some: { skill: { code: { eq } } } } }`",
} as const;

/** Volunteers at the root, and what hangs from a volunteer. */
@Resolver(() => Volunteer)
export class VolunteerResolver {
  @PublishedQuery(() => Volunteer, {
    zh: "按编号取一位志愿者",
    en: "One volunteer by their identifier",
    policy: "INTERNAL",
  })
  volunteer(@Arg("id", () => ID) id: string, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return volunteerById.find(ctx, info, id);
  }

  @PublishedQuery(() => VolunteerConnection, { zh: "志愿者列表", en: "Volunteers", policy: "INTERNAL" })
  volunteers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => volunteerFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [volunteerOrder.input], { nullable: true }) orderBy: object[] | null,
    @Arg("skill", () => ID, SKILL_ARGUMENT) skill: string | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allVolunteers.page(
      ctx,
      info,
      ROOT,
      page,
      every(volunteerFilter.condition(ctx, where), skilled(skill)),
      volunteerOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Volunteer, () => VolunteerOrganisation, {
    zh: "所属组织",
    en: "Organisation that keeps them",
    policy: "PUBLIC",
    nullable: true,
    from: ["organisationId"],
  })
  organisation(
    @Root() { organisationId }: Volunteer & { organisationId: string | null },
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return organisationId === null ? null : organisationById.load(ctx, info, organisationId);
  }

  @PublishedRelation(Volunteer, () => VolunteerStepEventConnection, {
    zh: "环节记录(招募、注册、培训、考核、计时、激励)",
    en: "What happened in each of the six steps, the earliest first",
    policy: "PUBLIC",
    nullable: true,
  })
  steps(
    @Root() volunteer: Volunteer,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return stepEventsByVolunteer.page(ctx, info, volunteer.id, page);
  }

  @PublishedRelation(Volunteer, () => [VolunteerSkill], {
    zh: "技能及证书",
    en: "Skills with their certificates",
    policy: "PUBLIC",
    nullable: true,
  })
  skills(@Root() volunteer: Volunteer, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return skillsByVolunteer.list(ctx, info, volunteer.id);
  }

  @PublishedRelation(Volunteer, () => [VolunteerAvailability], {
    zh: "可服务时段",
    en: "When in the week they can come",
    policy: "PUBLIC",
    nullable: true,
  })
  availability(@Root() volunteer: Volunteer, @Ctx() ctx: RequestContext, @Info() info: GraphQLResolveInfo) {
    return availabilityByVolunteer.list(ctx, info, volunteer.id);
  }
}
