import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { guardedReference } from "../../dataset/guard.js";
import { DispatchResolver } from "./dispatch.resolver.js";
import { DispatchAggregateResolver } from "./dispatch-aggregate.resolver.js";
import { DispatchEntity, IncidentEntity } from "./incident.entity.js";
import { dispatchById, incidentById } from "./incident.loader.js";
import { IncidentResolver } from "./incident.resolver.js";
import { IncidentAggregateResolver } from "./incident-aggregate.resolver.js";
import { INCIDENT_KEY_QUERIES } from "./key-queries.js";
import { DivisionIncidentsResolver, TeamDispatchesResolver } from "./links.resolver.js";

/** Incidents, and which teams were sent to each. */
export const incidentsSubgraph: SubgraphDefinition = {
  name: "incidents",
  entities: [IncidentEntity, DispatchEntity],
  resolvers: [
    IncidentResolver,
    DispatchResolver,
    IncidentAggregateResolver,
    DispatchAggregateResolver,
    DivisionIncidentsResolver,
    TeamDispatchesResolver,
    ...INCIDENT_KEY_QUERIES,
  ],
  references: {
    Incident: guardedReference("Incident", "INTERNAL", ({ id }, ctx, info) =>
      incidentById.load(ctx, info, id),
    ),
    Dispatch: guardedReference("Dispatch", "INTERNAL", ({ id }, ctx, info) =>
      dispatchById.load(ctx, info, id),
    ),
    EventType: ({ code }) => ({ code }),
    Division: ({ code }) => ({ code }),
    Team: ({ id }) => ({ id }),
  },
};
