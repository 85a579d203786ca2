import { defineEntity } from "@mikro-orm/core";
import { day, key, oneOf, text } from "../../store/columns.js";
import { SharedDataset } from "./delta.enums.js";

/** That a partner's record of another dataset is shared under an agreement; it may be under several. */
export const SharedRecordEntity = defineEntity({
  name: "SharedRecord",
  tableName: "shared_record",
  indexes: [
    { properties: ["partnerId", "dataset", "recordId", "id"] },
    { properties: ["dataset", "recordId", "agreementId"] },
  ],
  properties: {
    id: key().primary(),
    agreementId: key(),
    partnerId: key(),
    dataset: oneOf(SharedDataset),
    recordId: key(),
    provinceCode: text(2),
    since: day(),
  },
});
