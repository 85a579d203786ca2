import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { WARNING_KEY_QUERIES } from "./key-queries.js";
import { AgencyWarningsResolver, DivisionWarningsResolver } from "./links.resolver.js";
import { WarningAreaEntity, WarningEntity } from "./warning.entity.js";
import { warningById } from "./warning.loader.js";
import { WarningResolver } from "./warning.resolver.js";
import { WarningAggregateResolver } from "./warning-aggregate.resolver.js";
import { WarningCoverageEntity, WarningDeliveryEntity } from "./warning-coverage.entity.js";
import { coverageById, deliveryById } from "./warning-coverage.loader.js";
import { WarningCoverageResolver, WarningDeliveryResolver } from "./warning-coverage.resolver.js";

/** Warnings, the divisions that they are for, and how far they reached the people of each town. */
export const warningsSubgraph: SubgraphDefinition = {
  name: "warnings",
  entities: [WarningEntity, WarningAreaEntity, WarningCoverageEntity, WarningDeliveryEntity],
  resolvers: [
    WarningResolver,
    WarningCoverageResolver,
    WarningDeliveryResolver,
    WarningAggregateResolver,
    DivisionWarningsResolver,
    AgencyWarningsResolver,
    ...WARNING_KEY_QUERIES,
  ],
  references: {
    Warning: ({ id }, ctx, info) => warningById.load(ctx, info, id),
    WarningCoverage: ({ id }, ctx, info) => coverageById.load(ctx, info, id),
    WarningDelivery: ({ id }, ctx, info) => deliveryById.load(ctx, info, id),
    Division: ({ code }) => ({ code }),
    Agency: ({ id }) => ({ id }),
    EventType: ({ code }) => ({ code }),
  },
};
