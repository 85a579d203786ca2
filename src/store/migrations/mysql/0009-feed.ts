import { feedTriggers } from "../0009-feed-triggers.js";

/** The statements of this migration, in order. Never changed once released. */
export const statements: readonly string[] = [
  "create table `change_log` (`position` bigint unsigned not null, `record_type` varchar(40) not null, `record_id` varchar(60) not null, `at` datetime(3) not null, primary key (`position`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "create table `change_outbox` (`id` bigint unsigned not null auto_increment primary key, `record_type` varchar(40) not null, `record_id` varchar(60) not null) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "create table `feed_entry` (`feed_id` int unsigned not null, `position` bigint unsigned not null, `record_type` varchar(40) not null, `record_id` varchar(60) not null, `rules` varchar(1000) not null, `gone` int not null, primary key (`feed_id`, `position`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `feed_entry` add unique `feed_entry_feed_id_record_type_record_id_unique` (`feed_id`, `record_type`, `record_id`)",
  "create table `feed_head` (`id` int unsigned not null, `position` bigint not null, `kept_from` bigint not null, `secret` varchar(64) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "create table `feed_view` (`id` int unsigned not null auto_increment primary key, `view` varchar(60) not null, `dataset` varchar(24) not null, `epoch` varchar(16) not null, `version` varchar(80) not null, `raw_position` bigint not null, `head` bigint not null, `kept_from` bigint not null) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `feed_view` add unique `feed_view_view_dataset_unique` (`view`, `dataset`)",
  ...feedTriggers("mysql"),
];
