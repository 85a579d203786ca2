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
import { unitFilter } from "./air-unit.loader.js";
import { LandingSiteEntity } from "./landing-site.entity.js";
import { LandingSite, type NearbyLandingSite } from "./landing-site.type.js";

const sites = dataset({ entity: LandingSiteEntity, type: LandingSite, share: "EQUIPMENT" });
const around = nearest(sites);

export const siteById = lookUp(sites);
export const siteFilter = filterOf(sites, {
  division: true,
  relations: {
    airUnits: byOwner(unitFilter, "homeSiteId", { zh: "驻场航空单元", en: "Units that are at home there" }),
  },
});
export const siteOrder = orderOf(sites);
export const allSites = allOf(sites);
export const sitesByDivision = childrenByDivision(sites);
export const sitesByOwner = childrenBy(sites, "ownerAgencyId");

/**
 * The landing sites around a point in WGS-84, nearest first.
 * @throws BAD_RADIUS, BAD_PAGE_SIZE
 */
export async function sitesAround(
  ctx: RequestContext,
  info: GraphQLResolveInfo,
  centre: Position,
  search: Search,
): Promise<NearbyLandingSite[]> {
  const found = await around.find(ctx, info, centre, search, ["landingSite"]);
  return found.map(({ distanceKm, row }) => ({ distanceKm, landingSite: row }));
}
