/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "alter table `air_unit` drop index `air_unit_kind_index`",
  "alter table `air_unit` add index `air_unit_kind_id_index` (`kind`, `id`)",
  "alter table `depot` drop index `depot_mode_index`",
  "alter table `depot` drop index `depot_tier_index`",
  "alter table `depot` add index `depot_tier_id_index` (`tier`, `id`)",
  "alter table `depot` add index `depot_mode_id_index` (`mode`, `id`)",
  "alter table `item` drop index `item_category_id_index`",
  "alter table `item` add index `item_category_id_code_index` (`category_id`, `code`)",
  "alter table `landing_site` drop index `landing_site_kind_index`",
  "alter table `landing_site` add index `landing_site_kind_id_index` (`kind`, `id`)",
  "alter table `team` drop index `team_category_index`",
  "alter table `team` drop index `team_level_index`",
  "alter table `team` add index `team_category_id_index` (`category`, `id`)",
  "alter table `team` add index `team_level_id_index` (`level`, `id`)",
];
