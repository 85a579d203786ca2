import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { guardedReference } from "../../dataset/guard.js";
import { VOLUNTEER_KEY_QUERIES } from "./key-queries.js";
import { DivisionVolunteersResolver } from "./links.resolver.js";
import { VolunteerOrganisationResolver } from "./organisation.resolver.js";
import { SkillResolver } from "./skill.resolver.js";
import {
  SkillEntity,
  VolunteerAvailabilityEntity,
  VolunteerEntity,
  VolunteerOrganisationEntity,
  VolunteerSkillEntity,
  VolunteerStepEventEntity,
} from "./volunteer.entity.js";
import {
  organisationById,
  organisationSearch,
  skillByCode,
  skillSearch,
  volunteerById,
} from "./volunteer.loader.js";
import { VolunteerResolver } from "./volunteer.resolver.js";
import { VolunteerAggregateResolver } from "./volunteer-aggregate.resolver.js";

/** Volunteers and who keeps them: the plan's six steps, skills with certificates, availability. */
export const volunteersSubgraph: SubgraphDefinition = {
  name: "volunteers",
  entities: [
    VolunteerOrganisationEntity,
    VolunteerEntity,
    SkillEntity,
    VolunteerSkillEntity,
    VolunteerStepEventEntity,
    VolunteerAvailabilityEntity,
  ],
  resolvers: [
    VolunteerResolver,
    VolunteerAggregateResolver,
    VolunteerOrganisationResolver,
    SkillResolver,
    DivisionVolunteersResolver,
    ...VOLUNTEER_KEY_QUERIES,
  ],
  searchable: [organisationSearch, skillSearch],
  references: {
    Volunteer: guardedReference("Volunteer", "INTERNAL", ({ id }, ctx, info) =>
      volunteerById.load(ctx, info, id),
    ),
    VolunteerOrganisation: ({ id }, ctx, info) => organisationById.load(ctx, info, id),
    Skill: ({ code }, ctx, info) => skillByCode.load(ctx, info, code),
    Division: ({ code }) => ({ code }),
  },
};
