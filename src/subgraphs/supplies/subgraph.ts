import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import { DepotEntity, ProductionCapacityEntity } from "./depot.entity.js";
import { depotById, depotSearch } from "./depot.loader.js";
import { DepotResolver } from "./depot.resolver.js";
import { DepotAggregateResolver } from "./depot-aggregate.resolver.js";
import { ItemEntity, ItemPackEntity, ItemSubstituteEntity } from "./item.entity.js";
import { itemByCode, itemSearch } from "./item.loader.js";
import { ItemResolver, ItemSubstituteResolver } from "./item.resolver.js";
import { SUPPLY_KEY_QUERIES } from "./key-queries.js";
import { AgencyDepotsResolver, DivisionDepotsResolver, TeamDepotsResolver } from "./links.resolver.js";
import { StockLineEntity } from "./stock-line.entity.js";
import { ProductionCapacityResolver, StockLineResolver } from "./stock-line.resolver.js";
import { StockLineAggregateResolver } from "./stock-line-aggregate.resolver.js";
import { Team } from "./team.type.js";

/** Depots in three tiers and the other modes of reserve, items, and stock by batch. */
export const suppliesSubgraph: SubgraphDefinition = {
  name: "supplies",
  entities: [
    DepotEntity,
    ProductionCapacityEntity,
    ItemEntity,
    ItemPackEntity,
    ItemSubstituteEntity,
    StockLineEntity,
  ],
  resolvers: [
    DepotResolver,
    DepotAggregateResolver,
    StockLineResolver,
    StockLineAggregateResolver,
    ProductionCapacityResolver,
    ItemResolver,
    ItemSubstituteResolver,
    DivisionDepotsResolver,
    AgencyDepotsResolver,
    TeamDepotsResolver,
    ...SUPPLY_KEY_QUERIES,
  ],
  extended: [Team],
  searchable: [depotSearch, itemSearch],
  references: {
    Depot: ({ id }, ctx, info) => depotById.load(ctx, info, id),
    Item: ({ code }, ctx, info) => itemByCode.load(ctx, info, code),
    Division: ({ code }) => ({ code }),
    Agency: ({ id }) => ({ id }),
    // With its base point, where depots around it are asked for.
    Team: ({ id, basePoint }) => ({ id, basePoint }),
    SupplyCategory: ({ id }) => ({ id }),
    Unit: ({ code }) => ({ code }),
  },
};
