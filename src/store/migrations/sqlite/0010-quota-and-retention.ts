/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `quota_use` (`agreement_id` text not null, `partner` text not null, `day` date not null, `records` integer not null, primary key (`agreement_id`, `partner`, `day`))",
  "create table `retention_purge` (`id` text not null primary key, `agreement_id` text not null, `dataset` text not null, `record_type` text not null, `records` integer not null, `reason` text not null, `at` datetime not null, `actor` text not null)",
  "create index `retention_purge_agreement_id_at_id_index` on `retention_purge` (`agreement_id`, `at`, `id`)",
];
