/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `agreement_field_rule` (`id` varchar(24) not null, `grant_id` varchar(24) not null, `coordinate` varchar(100) not null, `rule` varchar(24) not null, `detail` varchar(24) null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `agreement_field_rule` add unique `agreement_field_rule_grant_id_coordinate_unique` (`grant_id`, `coordinate`)",
  "create table `agreement_grant` (`id` varchar(24) not null, `agreement_id` varchar(24) not null, `receiver_code` varchar(12) null, `record_type` varchar(40) not null, `row_scope` varchar(2000) null, `uplift_duty` varchar(40) null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `agreement_grant` add index `agreement_grant_agreement_id_id_index` (`agreement_id`, `id`)",
  "create table `agreement_step` (`id` varchar(24) not null, `agreement_id` varchar(24) not null, `step` varchar(24) not null, `at` datetime(3) not null, `party_code` varchar(12) null, `actor` varchar(120) not null, `note` varchar(300) null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `agreement_step` add index `agreement_step_agreement_id_at_id_index` (`agreement_id`, `at`, `id`)",
  "create table `sharing_category` (`dataset` varchar(24) not null, `category` varchar(24) not null, `label` varchar(40) not null, primary key (`dataset`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `agreement` add `legal_basis` varchar(24) null, add `quota_per_day` int null, add `retention_days` int null",
];
