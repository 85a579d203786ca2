import type { GraphQLResolveInfo } from "graphql";
import type { RequestContext } from "../../context.js";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { nearest, type Search } from "../../dataset/nearest.js";
import { orderOf } from "../../dataset/order.js";
import type { Position } from "../../dataset/point.js";
import { allOf, childrenBy, childrenByDivision } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import type { Searchable } from "../../dataset/searchable.js";
import { toOne } from "../../dataset/to-one-filter.js";
import { DepotEntity, ProductionCapacityEntity } from "./depot.entity.js";
import { Depot } from "./depot.type.js";
import { Item } from "./item.type.js";
import type { NearbyDepot } from "./nearby-depot.type.js";
import { ProductionCapacity } from "./production-capacity.type.js";
import { stockFilter } from "./stock-line.loader.js";

const depots = dataset({ entity: DepotEntity, type: Depot, share: "SUPPLIES" });
const capacities = dataset({
  entity: ProductionCapacityEntity,
  type: ProductionCapacity,
  within: { owner: depots, by: "depotId" },
});
const around = nearest(depots);

const capacityFilter = filterOf(capacities, {
  toOne: { item: toOne(Item, "itemCode", { zh: "物资品种", en: "The item" }) },
});

export const depotById = lookUp(depots);
export const depotFilter = filterOf(depots, {
  division: true,
  relations: {
    stock: byOwner(stockFilter, "depotId", { zh: "库存", en: "Stock" }),
    productionCapacities: byOwner(capacityFilter, "depotId", { zh: "产能", en: "What it can produce" }),
  },
  toOne: { parentDepot: toOne(Depot, "parentDepotId", { zh: "上级储备库", en: "The depot above it" }) },
});
export const depotOrder = orderOf(depots);
export const allDepots = allOf(depots);
export const depotsByDivision = childrenByDivision(depots);
export const depotsByOwner = childrenBy(depots, "ownerAgencyId");
export const depotsByParent = childrenBy(depots, "parentDepotId");
export const capacitiesByDepot = childrenBy(capacities, "depotId");

/**
 * The depots around a point in WGS-84, nearest first.
 * @throws BAD_RADIUS, BAD_PAGE_SIZE
 */
export async function depotsAround(
  ctx: RequestContext,
  info: GraphQLResolveInfo,
  centre: Position,
  search: Search,
): Promise<NearbyDepot[]> {
  const found = await around.find(ctx, info, centre, search, ["depot"]);
  return found.map(({ distanceKm, row }) => ({ distanceKm, depot: row }));
}

/** How depots are found by a search. */
export const depotSearch: Searchable = {
  dataset: depots,
  zh: "应急物资储备库(点)",
  en: "Depots",
  fields: { name: 10, nameEn: 8, keeperName: 4, address: 4 },
  point: { field: "location", latitude: "wgs84Latitude", longitude: "wgs84Longitude", datum: "WGS84" },
};
