import { defineEntity, p } from "@mikro-orm/core";
import { day, instant, key, oneOf, text } from "../../store/columns.js";
import {
  AgreementScope,
  AgreementStatus,
  AgreementStep,
  FieldRule,
  LegalBasis,
  PartyRole,
  PurgeReason,
  SharedDataset,
  SharingCategory,
} from "./delta.enums.js";

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
    legalBasis: oneOf(LegalBasis).nullable(),
    /** Records that a partner may pull a day under it; null leaves them unbounded. */
    quotaPerDay: p.integer().nullable(),
    /** Days for which personal data pulled under it may be kept by who received them. */
    retentionDays: p.integer().nullable(),
  },
});

/** Rows of one type that an agreement gives, to one of its receiving parties or to all. */
export const AgreementGrantEntity = defineEntity({
  name: "AgreementGrant",
  tableName: "agreement_grant",
  indexes: [{ properties: ["agreementId", "id"] }],
  properties: {
    id: key().primary(),
    agreementId: key(),
    /** The division of the party that it is for; null for every receiving party. */
    receiverCode: text(12).nullable(),
    recordType: text(40),
    /** The type's own filter as JSON; null gives all rows. */
    rowScope: text(2000).nullable(),
    /** A duty (such as `commander`) that it is for, while a response of level I or II is on; null: always, for all. */
    upliftDuty: text(40).nullable(),
  },
});

/** What a grant says of a field that it does not give as it is. */
export const AgreementFieldRuleEntity = defineEntity({
  name: "AgreementFieldRule",
  tableName: "agreement_field_rule",
  uniques: [{ properties: ["grantId", "coordinate"] }],
  properties: {
    id: key().primary(),
    grantId: key(),
    coordinate: text(100),
    rule: oneOf(FieldRule),
    detail: text(24).nullable(),
  },
});

/** A step in the life of an agreement. Never changed. */
export const AgreementStepEntity = defineEntity({
  name: "AgreementStep",
  tableName: "agreement_step",
  indexes: [{ properties: ["agreementId", "at", "id"] }],
  properties: {
    id: key().primary(),
    agreementId: key(),
    step: oneOf(AgreementStep),
    at: instant(),
    /** The division of the party that took it; null for the keeper of this graph. */
    partyCode: text(12).nullable(),
    actor: text(120),
    note: text(300).nullable(),
  },
});

/** How a dataset is shared by default, in the national catalogue's three categories. */
export const SharingCategoryEntity = defineEntity({
  name: "SharingCategory",
  tableName: "sharing_category",
  properties: {
    dataset: oneOf(SharedDataset).primary(),
    category: oneOf(SharingCategory),
    /** The category's name as its owner's catalogue has it: Shanghai's differ from the national ones. */
    label: text(40),
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

/** Records that were given to a partner under an agreement with a quota, by the day in Asia/Shanghai. */
export const QuotaUseEntity = defineEntity({
  name: "QuotaUse",
  tableName: "quota_use",
  properties: {
    agreementId: key().primary(),
    partner: text(12).primary(),
    day: day().primary(),
    records: p.integer(),
  },
});

/** That personal data received under an agreement was erased: how many records of a type, when, and why. */
export const RetentionPurgeEntity = defineEntity({
  name: "RetentionPurge",
  tableName: "retention_purge",
  indexes: [{ properties: ["agreementId", "at", "id"] }],
  properties: {
    id: key().primary(),
    agreementId: key(),
    dataset: oneOf(SharedDataset),
    recordType: text(40),
    records: p.integer(),
    reason: oneOf(PurgeReason),
    at: instant(),
    actor: text(120),
  },
});
