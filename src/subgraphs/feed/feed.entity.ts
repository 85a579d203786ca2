import { defineEntity, p } from "@mikro-orm/core";
import { instant, serial, text } from "../../store/columns.js";

/** Characters of a reader's name, of a type's and of a record's key, at most. */
const VIEW_LENGTH = 60;
const TYPE_LENGTH = 40;
const KEY_LENGTH = 60;

/**
 * That a record was written, as the triggers of its table note it in the writer's own transaction. Ids are given before
 * the commit, so that they tell no order: see `sequence.ts`.
 */
export const ChangeOutboxEntity = defineEntity({
  name: "ChangeOutbox",
  tableName: "change_outbox",
  properties: { id: serial(), recordType: text(TYPE_LENGTH), recordId: text(KEY_LENGTH) },
});

/** A write at its position. No position becomes readable after a greater one has. */
export const ChangeLogEntity = defineEntity({
  name: "ChangeLog",
  tableName: "change_log",
  properties: {
    position: p.bigint().primary().autoincrement(false),
    recordType: text(TYPE_LENGTH),
    recordId: text(KEY_LENGTH),
    at: instant(),
  },
});

/** One row: the last position of the log, how much of the log is gone, and the secret that signs cursors. */
export const FeedHeadEntity = defineEntity({
  name: "FeedHead",
  tableName: "feed_head",
  properties: {
    id: p.integer().primary().autoincrement(false),
    position: p.bigint(),
    keptFrom: p.bigint(),
    secret: text(64),
  },
});

/** What one reader (`partner:33`, `role:steward`) holds of one dataset, and how far the log was read for it. */
export const FeedViewEntity = defineEntity({
  name: "FeedView",
  tableName: "feed_view",
  uniques: [{ properties: ["view", "dataset"] }],
  properties: {
    id: p.integer().primary(),
    view: text(VIEW_LENGTH),
    dataset: text(24),
    /** Another whenever the view was made anew: cursors of before mean nothing then. */
    epoch: text(16),
    /** Of the grants and fields that the entries were made for; empty until they are complete. */
    version: text(80),
    /** How far the log was read. */
    rawPosition: p.bigint(),
    /** The greatest position of an entry. */
    head: p.bigint(),
    /** The greatest position of a tombstone that is no longer kept. */
    keptFrom: p.bigint(),
  },
});

/** The last position of a record for a reader. */
export const FeedEntryEntity = defineEntity({
  name: "FeedEntry",
  tableName: "feed_entry",
  uniques: [{ properties: ["feedId", "recordType", "recordId"] }],
  properties: {
    feedId: p.integer().primary().autoincrement(false),
    position: p.bigint().primary().autoincrement(false),
    recordType: text(TYPE_LENGTH),
    recordId: text(KEY_LENGTH),
    /** Under which fields and rules the record is given: another when it looks different to the reader. */
    rules: text(1000),
    /** When the record left, in epoch seconds; 0 while it is there. */
    gone: p.integer(),
  },
});

/** The tables of feeds. */
export const FEED_ENTITIES = [
  ChangeOutboxEntity,
  ChangeLogEntity,
  FeedHeadEntity,
  FeedViewEntity,
  FeedEntryEntity,
];
