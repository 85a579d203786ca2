import { defineEntity, p } from "@mikro-orm/core";
import { instant, key, oneOf, text } from "../../store/columns.js";
import { PartnerKind, SharedDataset } from "./delta.enums.js";

/** Whom records are shared with: a province, which has a division, or a body of several places, which has members. */
export const PartnerEntity = defineEntity({
  name: "Partner",
  tableName: "partner",
  properties: {
    id: key().primary(),
    code: text(40).unique(),
    name: text(120),
    nameEn: text(160),
    kind: oneOf(PartnerKind),
    divisionCode: text(12).nullable().index(),
    contactAgencyId: key().nullable(),
    note: text(300).nullable(),
  },
});

/** A place that takes part in a sub-regional partner. */
export const PartnerMemberEntity = defineEntity({
  name: "PartnerMember",
  tableName: "partner_member",
  indexes: [{ properties: ["partnerId", "id"] }, { properties: ["divisionCode", "partnerId"] }],
  properties: { id: key().primary(), partnerId: key(), divisionCode: text(12) },
});

/** A feed of records: what `source` in a record's provenance names. Without a partner it is Shanghai's own. */
export const PartnerDatasetEntity = defineEntity({
  name: "PartnerDataset",
  tableName: "partner_dataset",
  indexes: [{ properties: ["partnerId", "id"] }],
  properties: {
    id: text(60).primary(),
    partnerId: key().nullable(),
    dataset: oneOf(SharedDataset),
    title: text(160),
    titleEn: text(200),
    provinceCode: text(2),
    agencyId: key().nullable(),
    expectedEveryDays: p.integer(),
    lastReceivedAt: instant().nullable(),
    recordCount: p.integer().nullable(),
    synthetic: p.boolean(),
  },
});
