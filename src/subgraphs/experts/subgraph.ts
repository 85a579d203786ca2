import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { guardedReference } from "../../dataset/guard.js";
import { ExpertAppointmentResolver } from "./appointment.resolver.js";
import {
  ExpertAppointmentEntity,
  ExpertDomainEntity,
  ExpertEngagementEntity,
  ExpertEntity,
  ExpertShiftEntity,
  ExpertSpecialtyEntity,
  ExpertTeamEntity,
  ExpertTrainingEntity,
} from "./expert.entity.js";
import { domainByCode, domainSearch, expertById, expertSearch } from "./expert.loader.js";
import { ExpertResolver } from "./expert.resolver.js";
import { ExpertAggregateResolver } from "./expert-aggregate.resolver.js";
import { EXPERT_KEY_QUERIES } from "./key-queries.js";
import {
  AgencyExpertAppointmentsResolver,
  DivisionExpertsResolver,
  TeamExpertsResolver,
} from "./links.resolver.js";

/** Experts: domains, appointments, uses, duty shifts, training, and the teams that they advise. */
export const expertsSubgraph: SubgraphDefinition = {
  name: "experts",
  entities: [
    ExpertDomainEntity,
    ExpertEntity,
    ExpertSpecialtyEntity,
    ExpertAppointmentEntity,
    ExpertEngagementEntity,
    ExpertShiftEntity,
    ExpertTeamEntity,
    ExpertTrainingEntity,
  ],
  resolvers: [
    ExpertResolver,
    ExpertAggregateResolver,
    ExpertAppointmentResolver,
    DivisionExpertsResolver,
    TeamExpertsResolver,
    AgencyExpertAppointmentsResolver,
    ...EXPERT_KEY_QUERIES,
  ],
  searchable: [expertSearch, domainSearch],
  references: {
    Expert: guardedReference("Expert", "INTERNAL", ({ id }, ctx, info) => expertById.load(ctx, info, id)),
    ExpertDomain: ({ code }, ctx, info) => domainByCode.load(ctx, info, code),
    Division: ({ code }) => ({ code }),
    Team: ({ id }) => ({ id }),
    Agency: ({ id }) => ({ id }),
  },
};
