import { countedThrough } from "../../dataset/counted.js";
import { foreignKeys, ownKeys } from "../../dataset/key-queries.js";
import type { TypeClass } from "../../dataset/published.js";
import { agreementFilter, agreementOrder } from "./agreement.loader.js";
import type { SharedDataset } from "./delta.enums.js";
import { Depot } from "./depot.type.js";
import { Expert } from "./expert.type.js";
import { partnerFilter, partnerOrder } from "./partner.loader.js";
import { SharedRecordEntity } from "./shared-record.entity.js";
import { Team } from "./team.type.js";

const byRecord = { entity: SharedRecordEntity, parent: "recordId", child: "agreementId" };

const sharedUnder = (owner: TypeClass, dataset: SharedDataset) =>
  foreignKeys({
    owner,
    field: "sharedUnder",
    filter: agreementFilter,
    counted: countedThrough(agreementFilter, byRecord, { property: "dataset", value: dataset }),
  });

/** What other subgraphs' filters and orders may ask of partners and agreements. */
export const DELTA_KEY_QUERIES = [
  ...ownKeys({ filter: agreementFilter, order: agreementOrder, policy: "PUBLIC" }),
  ...ownKeys({ filter: partnerFilter, order: partnerOrder, policy: "PUBLIC" }),
  sharedUnder(Team, "TEAMS"),
  sharedUnder(Expert, "EXPERTS"),
  sharedUnder(Depot, "SUPPLIES"),
];
