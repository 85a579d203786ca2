import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { TeamCapabilityResolver } from "./capability.resolver.js";
import { TEAM_KEY_QUERIES } from "./key-queries.js";
import { AgencyTeamsResolver, CapabilityTeamsResolver, DivisionTeamsResolver } from "./links.resolver.js";
import {
  TeamCapabilityEntity,
  TeamEntity,
  TeamEquipmentEntity,
  TeamEventClassEntity,
  TeamLeadAgencyEntity,
  TeamReadinessEntity,
} from "./team.entity.js";
import { teamById, teamSearch } from "./team.loader.js";
import { TeamResolver } from "./team.resolver.js";
import { TeamAggregateResolver } from "./team-aggregate.resolver.js";
import { TeamDuplicateResolver } from "./team-duplicate.resolver.js";

/** Rescue teams of every sort, with gear, capabilities and readiness. */
export const teamsSubgraph: SubgraphDefinition = {
  name: "teams",
  entities: [
    TeamEntity,
    TeamLeadAgencyEntity,
    TeamEventClassEntity,
    TeamCapabilityEntity,
    TeamEquipmentEntity,
    TeamReadinessEntity,
  ],
  resolvers: [
    TeamResolver,
    TeamAggregateResolver,
    TeamDuplicateResolver,
    DivisionTeamsResolver,
    AgencyTeamsResolver,
    CapabilityTeamsResolver,
    TeamCapabilityResolver,
    ...TEAM_KEY_QUERIES,
  ],
  searchable: [teamSearch],
  references: {
    Team: ({ id }, ctx, info) => teamById.load(ctx, info, id),
    Division: ({ code }) => ({ code }),
    Agency: ({ id }) => ({ id }),
    Capability: ({ code }) => ({ code }),
  },
};
