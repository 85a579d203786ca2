/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `quota_use` (`agreement_id` varchar(24) not null, `partner` varchar(12) not null, `day` date not null, `records` int not null, primary key (`agreement_id`, `partner`, `day`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "create table `retention_purge` (`id` varchar(24) not null, `agreement_id` varchar(24) not null, `dataset` varchar(24) not null, `record_type` varchar(40) not null, `records` int not null, `reason` varchar(24) not null, `at` datetime(3) not null, `actor` varchar(120) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `retention_purge` add index `retention_purge_agreement_id_at_id_index` (`agreement_id`, `at`, `id`)",
];
