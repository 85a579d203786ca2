import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../context.js";
import { PageArgs } from "../../dataset/page-args.js";
import { PublishedQuery, PublishedRelation } from "../../dataset/published.js";
import { ROOT } from "../../dataset/relation.js";
import { VolunteerOrganisation, VolunteerOrganisationConnection } from "./organisation.type.js";
import {
  allOrganisations,
  organisationById,
  organisationFilter,
  organisationOrder,
  volunteersByOrganisation,
} from "./volunteer.loader.js";
import { VolunteerConnection } from "./volunteer.type.js";

/** Organisations at the root, and their volunteers. */
@Resolver(() => VolunteerOrganisation)
export class VolunteerOrganisationResolver {
  @PublishedQuery(() => VolunteerOrganisation, {
    zh: "按编号取一个志愿者组织",
    en: "One organisation of volunteers by its identifier",
    policy: "PUBLIC",
  })
  volunteerOrganisation(
    @Arg("id", () => ID) id: string,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return organisationById.find(ctx, info, id);
  }

  @PublishedQuery(() => VolunteerOrganisationConnection, {
    zh: "志愿者组织列表",
    en: "Organisations of volunteers",
    policy: "PUBLIC",
  })
  volunteerOrganisations(
    @Args(() => PageArgs) page: PageArgs,
    @Arg("where", () => organisationFilter.input, { nullable: true }) where: object | null,
    @Arg("orderBy", () => [organisationOrder.input], { nullable: true }) orderBy: object[] | null,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return allOrganisations.page(
      ctx,
      info,
      ROOT,
      page,
      organisationFilter.condition(ctx, where),
      organisationOrder.columns(ctx, orderBy),
    );
  }

  @PublishedRelation(VolunteerOrganisation, () => VolunteerConnection, {
    zh: "组织的志愿者",
    en: "Volunteers that it keeps",
    policy: "INTERNAL",
    through: volunteersByOrganisation,
  })
  volunteers(
    @Root() organisation: VolunteerOrganisation,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return volunteersByOrganisation.page(ctx, info, organisation.id, page);
  }
}
