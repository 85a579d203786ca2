/** The statements of this migration, in order: what large lists are ordered and narrowed by. Never changed once released. */
export const statements: readonly string[] = [
  "alter table `stock_line` add index `stock_line_expires_on_id_index` (`expires_on`, `id`)",
  "alter table `volunteer` add index `volunteer_registered_on_id_index` (`registered_on`, `id`)",
  "alter table `volunteer` add index `volunteer_service_hours_id_index` (`service_hours`, `id`)",
  "alter table `volunteer_skill` add index `volunteer_skill_valid_until_volunteer_id_index` (`valid_until`, `volunteer_id`)",
];
