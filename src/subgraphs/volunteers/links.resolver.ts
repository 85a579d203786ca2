import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { every } from "../../dataset/condition.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedRelation } from "../../dataset/published.js";
import { Division } from "./division.type.js";
import { VolunteerOrganisationConnection } from "./organisation.type.js";
import {
  organisationsByDivision,
  skilled,
  volunteerFilter,
  volunteerOrder,
  volunteersByDivision,
} from "./volunteer.loader.js";
import { SKILL_ARGUMENT } from "./volunteer.resolver.js";
import { VolunteerConnection } from "./volunteer.type.js";

/** Volunteers and their organisations from a division. */
@Resolver(() => Division)
export class DivisionVolunteersResolver {
  @PublishedRelation(Division, () => VolunteerConnection, {
    zh: "本区划及其下级的志愿者",
    en: "Volunteers of this division and everything below it",
    policy: "INTERNAL",
    through: volunteersByDivision,
  })
  volunteers(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => volunteerFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [volunteerOrder.input], { nullable: true }) orderBy: object[] | null,
    @Arg("skill", () => ID, SKILL_ARGUMENT) skill: string | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return volunteersByDivision.page(
      ctx,
      info,
      division.code,
      page,
      every(volunteerFilter.condition(ctx, where), skilled(skill)),
      volunteerOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(Division, () => VolunteerOrganisationConnection, {
    zh: "本区划及其下级的志愿者组织",
    en: "Organisations of volunteers in this division and everything below it",
    policy: "PUBLIC",
    nullable: true,
    through: organisationsByDivision,
  })
  volunteerOrganisations(
    @Root() division: Division,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return organisationsByDivision.page(ctx, info, division.code, page);
  }
}
