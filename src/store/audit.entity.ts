import { defineEntity, p } from "@mikro-orm/core";
import { instant, text } from "./columns.js";

/** Characters of what an entry holds, at most; longer texts are cut off before they are hashed. */
export const AUDIT_LENGTHS = {
  requestId: 64,
  subject: 255,
  partner: 20,
  address: 64,
  operation: 200,
  purpose: 200,
} as const;

/**
 * One pull of data, append-only. The hash holds every column, what `audit_read` has of it, and the hash before, so
 * that a changed, removed or moved entry is found (see `audit-chain.ts`). Texts in JSON are hashed as they are stored.
 */
export const AuditEntryEntity = defineEntity({
  name: "AuditEntry",
  tableName: "audit_entry",
  indexes: [{ properties: ["at"] }, { properties: ["subject", "seq"] }, { properties: ["partner", "seq"] }],
  properties: {
    seq: p.bigint().primary().autoincrement(false),
    /** When it was written; never before that of the entry before. */
    at: instant(),
    requestId: text(AUDIT_LENGTHS.requestId),
    /** `GRAPHQL`, `EXPORT`, `FEED`, or `PURGE` for the removal of older entries. */
    kind: text(12),
    role: text(20),
    subject: text(AUDIT_LENGTHS.subject).nullable(),
    partner: text(AUDIT_LENGTHS.partner).nullable(),
    address: text(AUDIT_LENGTHS.address).nullable(),
    operation: text(AUDIT_LENGTHS.operation).nullable(),
    /** SHA-256 of the document without the values in it, which may be about a person. */
    document: text(64).nullable(),
    purpose: text(AUDIT_LENGTHS.purpose).nullable(),
    /** `OK`, `PARTIAL`, `REFUSED` or `ABORTED`. */
    outcome: text(12),
    /** Codes of the errors in the answer, a JSON list. */
    codes: p.text(),
    hash: text(64),
  },
});

/** What an entry's answer held of one published type. */
export const AuditReadEntity = defineEntity({
  name: "AuditRead",
  tableName: "audit_read",
  indexes: [{ properties: ["type", "seq"] }],
  properties: {
    seq: p.bigint().primary(),
    position: p.integer().primary(),
    /** A value of `SharedDataset`, or UNKNOWN. */
    dataset: text(20),
    type: text(80),
    rowCount: p.integer(),
    groupCount: p.integer(),
    /** Lists in JSON. */
    fields: p.text(),
    masks: p.text(),
    agreements: p.text(),
    /** Keys of the rows (see `packIds`); null for none. The column type is one that either engine has room in. */
    ids: p.blob().columnType("mediumblob").nullable(),
  },
});

/** The end of the chain: one row, which every writer locks. */
export const AuditHeadEntity = defineEntity({
  name: "AuditHead",
  tableName: "audit_head",
  properties: {
    id: p.integer().primary().autoincrement(false),
    seq: p.bigint(),
    hash: text(64),
    at: instant(),
  },
});

/** Where the chain begins after older entries were removed. The seal proves that whoever removed them had the key. */
export const AuditCheckpointEntity = defineEntity({
  name: "AuditCheckpoint",
  tableName: "audit_checkpoint",
  properties: {
    seq: p.bigint().primary().autoincrement(false),
    hash: text(64),
    at: instant(),
    seal: text(64),
  },
});
