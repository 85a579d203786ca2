import { defineEntity, p } from "@mikro-orm/core";
import { day, key, oneOf, text } from "../../store/columns.js";
import { AgreementScope, AgreementStatus, PartyRole, SharedDataset } from "./delta.enums.js";

/** A sharing agreement. Agreements are made at four scopes and overlap. */
export const AgreementEntity = defineEntity({
  name: "Agreement",
  tableName: "agreement",
  properties: {
    id: key().primary(),
    title: text(200),
    titleEn: text(300),
    documentNumber: text(60).nullable(),
    scopeLevel: oneOf(AgreementScope),
    status: oneOf(AgreementStatus),
    signedOn: day().nullable(),
    validFrom: day().nullable(),
    validTo: day().nullable(),
    purpose: text(500).nullable(),
    sourceNote: text(500).nullable(),
    synthetic: p.boolean(),
  },
});

/** A party to an agreement: a division, an agency, or an agency for its division. */
export const AgreementPartyEntity = defineEntity({
  name: "AgreementParty",
  tableName: "agreement_party",
  indexes: [{ properties: ["agreementId", "position"] }, { properties: ["divisionCode", "agreementId"] }],
  properties: {
    id: key().primary(),
    agreementId: key(),
    divisionCode: text(12).nullable(),
    agencyId: key().nullable(),
    role: oneOf(PartyRole),
    position: p.integer(),
  },
});

/** What an agreement shares. */
export const AgreementDatasetEntity = defineEntity({
  name: "AgreementDataset",
  tableName: "agreement_dataset",
  indexes: [{ properties: ["agreementId", "id"] }],
  properties: {
    id: key().primary(),
    agreementId: key(),
    dataset: oneOf(SharedDataset),
    published: p.boolean(),
  },
});
