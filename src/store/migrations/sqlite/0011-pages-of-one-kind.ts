/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "drop index `air_unit_kind_index`",
  "create index `air_unit_kind_id_index` on `air_unit` (`kind`, `id`)",
  "drop index `depot_mode_index`",
  "drop index `depot_tier_index`",
  "create index `depot_tier_id_index` on `depot` (`tier`, `id`)",
  "create index `depot_mode_id_index` on `depot` (`mode`, `id`)",
  "drop index `item_category_id_index`",
  "create index `item_category_id_code_index` on `item` (`category_id`, `code`)",
  "drop index `landing_site_kind_index`",
  "create index `landing_site_kind_id_index` on `landing_site` (`kind`, `id`)",
  "drop index `team_level_index`",
  "drop index `team_category_index`",
  "create index `team_category_id_index` on `team` (`category`, `id`)",
  "create index `team_level_id_index` on `team` (`level`, `id`)",
];
