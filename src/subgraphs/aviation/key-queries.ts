import { countedBy, countedByDivision, countedThrough } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import { Agency } from "./agency.type.js";
import { reachFilter } from "./air-reach.loader.js";
import { AirUnitCapabilityEntity } from "./air-unit.entity.js";
import { unitFilter } from "./air-unit.loader.js";
import { Capability } from "./capability.type.js";
import { Division } from "./division.type.js";
import { siteFilter, siteOrder } from "./landing-site.loader.js";

const byCapability = { entity: AirUnitCapabilityEntity, parent: "capabilityCode", child: "airUnitId" };

/** What other subgraphs' filters and orders may ask of landing sites, air units and how soon they are over a town. */
export const AVIATION_KEY_QUERIES = [
  ...ownKeys({ filter: siteFilter, order: siteOrder, policy: "PUBLIC", point: "location" }),
  foreignKeys({
    owner: Division,
    field: "landingSites",
    filter: siteFilter,
    counted: countedByDivision(siteFilter),
  }),
  foreignKeys({
    owner: Division,
    field: "airUnits",
    filter: unitFilter,
    counted: countedByDivision(unitFilter),
  }),
  foreignKeys({
    owner: Division,
    field: "airReach",
    filter: reachFilter,
    counted: countedByDivision(reachFilter),
  }),
  foreignKeys({
    owner: Agency,
    field: "landingSites",
    filter: siteFilter,
    counted: countedBy(siteFilter, "ownerAgencyId"),
  }),
  foreignKeys({
    owner: Agency,
    field: "airUnits",
    filter: unitFilter,
    counted: countedBy(unitFilter, "operatorAgencyId"),
  }),
  foreignKeys({
    owner: Capability,
    field: "airUnits",
    filter: unitFilter,
    counted: countedThrough(unitFilter, byCapability),
  }),
];
