/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `saved_query` (`name` text not null primary key, `text` text not null, `saved_by` text not null, `saved_at` datetime not null, `shared` integer not null)",
  "create index `saved_query_saved_by_index` on `saved_query` (`saved_by`)",
];
