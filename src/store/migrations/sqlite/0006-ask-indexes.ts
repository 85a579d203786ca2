/** The statements of this migration, in order: what large lists are ordered and narrowed by. Never changed once released. */
export const statements: readonly string[] = [
  "create index `stock_line_expires_on_id_index` on `stock_line` (`expires_on`, `id`)",
  "create index `volunteer_registered_on_id_index` on `volunteer` (`registered_on`, `id`)",
  "create index `volunteer_service_hours_id_index` on `volunteer` (`service_hours`, `id`)",
  "create index `volunteer_skill_valid_until_volunteer_id_index` on `volunteer_skill` (`valid_until`, `volunteer_id`)",
];
