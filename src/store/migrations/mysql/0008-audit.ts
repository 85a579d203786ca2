/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `audit_checkpoint` (`seq` bigint unsigned not null, `hash` varchar(64) not null, `at` datetime(3) not null, `seal` varchar(64) not null, primary key (`seq`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "create table `audit_entry` (`seq` bigint unsigned not null, `at` datetime(3) not null, `request_id` varchar(64) not null, `kind` varchar(12) not null, `role` varchar(20) not null, `subject` varchar(255) null, `partner` varchar(20) null, `address` varchar(64) null, `operation` varchar(200) null, `document` varchar(64) null, `purpose` varchar(200) null, `outcome` varchar(12) not null, `codes` text not null, `hash` varchar(64) not null, primary key (`seq`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `audit_entry` add index `audit_entry_at_index` (`at`)",
  "alter table `audit_entry` add index `audit_entry_subject_seq_index` (`subject`, `seq`)",
  "alter table `audit_entry` add index `audit_entry_partner_seq_index` (`partner`, `seq`)",
  "create table `audit_head` (`id` int unsigned not null, `seq` bigint not null, `hash` varchar(64) not null, `at` datetime(3) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "create table `audit_read` (`seq` bigint unsigned not null, `position` int unsigned not null, `dataset` varchar(20) not null, `type` varchar(80) not null, `row_count` int not null, `group_count` int not null, `fields` text not null, `masks` text not null, `agreements` text not null, `ids` mediumblob null, primary key (`seq`, `position`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `audit_read` add index `audit_read_type_seq_index` (`type`, `seq`)",
  // Where a chain begins: before its first entry.
  "insert into `audit_head` (`id`, `seq`, `hash`, `at`) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', '1970-01-01 00:00:00.000')",
];
