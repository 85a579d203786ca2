/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `saved_query` (`name` varchar(60) not null, `text` text not null, `saved_by` varchar(255) not null, `saved_at` datetime(3) not null, `shared` tinyint(1) not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `saved_query` add index `saved_query_saved_by_index` (`saved_by`)",
];
