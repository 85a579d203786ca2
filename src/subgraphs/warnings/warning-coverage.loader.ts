import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, childrenByDivision } from "../../dataset/relation.js";
import { byOwner } from "../../dataset/relation-filter.js";
import { columnOf } from "../../store/naming.js";
import { Warning } from "./warning.type.js";
import { WarningCoverageEntity, WarningDeliveryEntity } from "./warning-coverage.entity.js";
import { WarningCoverage, WarningDelivery } from "./warning-coverage.type.js";

const own = (property: string) => sql.ref(`c.${columnOf(property)}`);

const within = { owner: Warning, by: "warningId" };
const coverages = dataset({
  entity: WarningCoverageEntity,
  type: WarningCoverage,
  share: "WARNINGS",
  within,
  // The engines divide whole numbers in different ways; floating-point ones alike.
  expressions: {
    coverage: sql`(floor(${own("reached")} * 1e0 / nullif(${own("targeted")}, 0) * 1e6 + 0.5) / 1e6)`,
  },
  order: [{ property: "issuedAt", descending: true }],
});
const deliveries = dataset({
  entity: WarningDeliveryEntity,
  type: WarningDelivery,
  share: "WARNINGS",
  within,
});

export const deliveryFilter = filterOf(deliveries);
export const deliveryOrder = orderOf(deliveries);
export const coverageFilter = filterOf(coverages, {
  division: true,
  relations: { deliveries: byOwner(deliveryFilter, "coverageId", { zh: "各渠道触达", en: "By channel" }) },
});
export const coverageOrder = orderOf(coverages);
export const coverageById = lookUp(coverages);
export const deliveryById = lookUp(deliveries);
export const allCoverages = allOf(coverages);
export const coveragesByWarning = childrenBy(coverages, "warningId");
export const coveragesByDivision = childrenByDivision(coverages);
export const deliveriesByWarning = childrenBy(deliveries, "warningId");
export const deliveriesByCoverage = childrenBy(deliveries, "coverageId");
