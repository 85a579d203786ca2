/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create index `team_wgs84latitude_wgs84longitude_index` on `team` (`wgs84latitude`, `wgs84longitude`)",
];
