/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `audit_checkpoint` (`seq` bigint not null primary key, `hash` text not null, `at` datetime not null, `seal` text not null)",
  "create table `audit_entry` (`seq` bigint not null primary key, `at` datetime not null, `request_id` text not null, `kind` text not null, `role` text not null, `subject` text null, `partner` text null, `address` text null, `operation` text null, `document` text null, `purpose` text null, `outcome` text not null, `codes` text not null, `hash` text not null)",
  "create index `audit_entry_at_index` on `audit_entry` (`at`)",
  "create index `audit_entry_subject_seq_index` on `audit_entry` (`subject`, `seq`)",
  "create index `audit_entry_partner_seq_index` on `audit_entry` (`partner`, `seq`)",
  "create table `audit_head` (`id` integer not null primary key, `seq` bigint not null, `hash` text not null, `at` datetime not null)",
  "create table `audit_read` (`seq` bigint not null, `position` integer not null, `dataset` text not null, `type` text not null, `row_count` integer not null, `group_count` integer not null, `fields` text not null, `masks` text not null, `agreements` text not null, `ids` mediumblob null, primary key (`seq`, `position`))",
  "create index `audit_read_type_seq_index` on `audit_read` (`type`, `seq`)",
  // Where a chain begins: before its first entry.
  "insert into `audit_head` (`id`, `seq`, `hash`, `at`) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', '1970-01-01 00:00:00.000')",
];
