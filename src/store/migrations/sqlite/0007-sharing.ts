/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `agreement_field_rule` (`id` text not null primary key, `grant_id` text not null, `coordinate` text not null, `rule` text not null, `detail` text null)",
  "create unique index `agreement_field_rule_grant_id_coordinate_unique` on `agreement_field_rule` (`grant_id`, `coordinate`)",
  "create table `agreement_grant` (`id` text not null primary key, `agreement_id` text not null, `receiver_code` text null, `record_type` text not null, `row_scope` text null, `uplift_duty` text null)",
  "create index `agreement_grant_agreement_id_id_index` on `agreement_grant` (`agreement_id`, `id`)",
  "create table `agreement_step` (`id` text not null primary key, `agreement_id` text not null, `step` text not null, `at` datetime not null, `party_code` text null, `actor` text not null, `note` text null)",
  "create index `agreement_step_agreement_id_at_id_index` on `agreement_step` (`agreement_id`, `at`, `id`)",
  "create table `sharing_category` (`dataset` text not null primary key, `category` text not null, `label` text not null)",
  "alter table `agreement` add column `legal_basis` text null",
  "alter table `agreement` add column `quota_per_day` integer null",
  "alter table `agreement` add column `retention_days` integer null",
];
