import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { AgencyEntity, AgencyNameEntity } from "./agency.entity.js";
import { agencyById, agencySearch } from "./agency.loader.js";
import { AgencyResolver } from "./agency.resolver.js";
import { AgencyAggregateResolver } from "./agency-aggregate.resolver.js";
import { AgencyNameResolver } from "./agency-name.resolver.js";
import { CapabilityEntity, CapabilityTypeEntity } from "./capability.entity.js";
import { capabilityByCode, capabilitySearch } from "./capability.loader.js";
import { CapabilityResolver } from "./capability.resolver.js";
import { DivisionBoundaryEntity, DivisionEntity } from "./division.entity.js";
import { divisionByCode, divisionSearch } from "./division.loader.js";
import { DivisionResolver } from "./division.resolver.js";
import { EventLevelEntity, EventTypeEntity } from "./event.entity.js";
import { eventTypeByCode, eventTypeSearch } from "./event.loader.js";
import { EventResolver } from "./event.resolver.js";
import { REFERENCE_KEY_QUERIES } from "./key-queries.js";
import { SupplyCategoryCrosswalkEntity, SupplyCategoryEntity } from "./supply-category.entity.js";
import { supplyCategoryById, supplyCategorySearch } from "./supply-category.loader.js";
import { SupplyCategoryMatchResolver, SupplyCategoryResolver } from "./supply-category.resolver.js";
import { UnitEntity } from "./unit.entity.js";
import { unitByCode } from "./unit.loader.js";
import { UnitResolver } from "./unit.resolver.js";

/** What the other datasets refer to: divisions, agencies, event types, capabilities, supply categories, units. */
export const referenceSubgraph: SubgraphDefinition = {
  name: "reference",
  entities: [
    DivisionEntity,
    DivisionBoundaryEntity,
    AgencyEntity,
    AgencyNameEntity,
    EventTypeEntity,
    EventLevelEntity,
    CapabilityEntity,
    CapabilityTypeEntity,
    SupplyCategoryEntity,
    SupplyCategoryCrosswalkEntity,
    UnitEntity,
  ],
  resolvers: [
    DivisionResolver,
    AgencyResolver,
    AgencyAggregateResolver,
    AgencyNameResolver,
    EventResolver,
    CapabilityResolver,
    SupplyCategoryResolver,
    SupplyCategoryMatchResolver,
    UnitResolver,
    ...REFERENCE_KEY_QUERIES,
  ],
  searchable: [divisionSearch, agencySearch, eventTypeSearch, capabilitySearch, supplyCategorySearch],
  references: {
    Division: ({ code }, ctx, info) => divisionByCode.load(ctx, info, code),
    Agency: ({ id }, ctx, info) => agencyById.load(ctx, info, id),
    EventType: ({ code }, ctx, info) => eventTypeByCode.load(ctx, info, code),
    Capability: ({ code }, ctx, info) => capabilityByCode.load(ctx, info, code),
    SupplyCategory: ({ id }, ctx, info) => supplyCategoryById.load(ctx, info, id),
    Unit: ({ code }, ctx, info) => unitByCode.load(ctx, info, code),
  },
};
