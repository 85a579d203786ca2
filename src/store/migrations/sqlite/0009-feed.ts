import { feedTriggers } from "../0009-feed-triggers.js";

/** The statements of this migration, in order. Never changed once released. */
export const statements: readonly string[] = [
  "create table `change_log` (`position` bigint not null primary key, `record_type` text not null, `record_id` text not null, `at` datetime not null)",
  "create table `change_outbox` (`id` integer not null primary key autoincrement, `record_type` text not null, `record_id` text not null)",
  "create table `feed_entry` (`feed_id` integer not null, `position` bigint not null, `record_type` text not null, `record_id` text not null, `rules` text not null, `gone` integer not null, primary key (`feed_id`, `position`))",
  "create unique index `feed_entry_feed_id_record_type_record_id_unique` on `feed_entry` (`feed_id`, `record_type`, `record_id`)",
  "create table `feed_head` (`id` integer not null primary key, `position` bigint not null, `kept_from` bigint not null, `secret` text not null)",
  "create table `feed_view` (`id` integer not null primary key autoincrement, `view` text not null, `dataset` text not null, `epoch` text not null, `version` text not null, `raw_position` bigint not null, `head` bigint not null, `kept_from` bigint not null)",
  "create unique index `feed_view_view_dataset_unique` on `feed_view` (`view`, `dataset`)",
  ...feedTriggers("sqlite"),
];
