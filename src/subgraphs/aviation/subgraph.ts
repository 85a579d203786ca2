import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { AirReachEntity } from "./air-reach.entity.js";
import { reachById } from "./air-reach.loader.js";
import { AirReachResolver } from "./air-reach.resolver.js";
import { AirUnitCapabilityEntity, AirUnitEntity } from "./air-unit.entity.js";
import { unitById } from "./air-unit.loader.js";
import { AirUnitResolver } from "./air-unit.resolver.js";
import { AviationAggregateResolver } from "./aviation-aggregate.resolver.js";
import { AVIATION_KEY_QUERIES } from "./key-queries.js";
import { LandingSiteEntity } from "./landing-site.entity.js";
import { siteById } from "./landing-site.loader.js";
import { LandingSiteResolver } from "./landing-site.resolver.js";
import {
  AgencyAviationResolver,
  CapabilityAirUnitsResolver,
  DivisionAviationResolver,
} from "./links.resolver.js";

/** Civil landing sites, aircraft with their crews, and how soon they are over each town. */
export const aviationSubgraph: SubgraphDefinition = {
  name: "aviation",
  entities: [LandingSiteEntity, AirUnitEntity, AirUnitCapabilityEntity, AirReachEntity],
  resolvers: [
    LandingSiteResolver,
    AirUnitResolver,
    AirReachResolver,
    AviationAggregateResolver,
    DivisionAviationResolver,
    AgencyAviationResolver,
    CapabilityAirUnitsResolver,
    ...AVIATION_KEY_QUERIES,
  ],
  references: {
    LandingSite: ({ id }, ctx, info) => siteById.load(ctx, info, id),
    AirUnit: ({ id }, ctx, info) => unitById.load(ctx, info, id),
    AirReach: ({ id }, ctx, info) => reachById.load(ctx, info, id),
    Division: ({ code }) => ({ code }),
    Agency: ({ id }) => ({ id }),
    Capability: ({ code }) => ({ code }),
  },
};
