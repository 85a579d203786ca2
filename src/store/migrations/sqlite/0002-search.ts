/**
 * The statements of this migration, in order. Written by `npm run migration`; never changed once released. By hand:
 * `without rowid`, so that the key is the table, as InnoDB has it, and not a second copy of it.
 */
export const statements: readonly string[] = [
  "create table `search_document` (`id` integer not null primary key, `record_type` text not null, `record_key` text not null, `wgs84latitude` double null, `wgs84longitude` double null)",
  "create index `search_document_wgs84latitude_wgs84longitude_index` on `search_document` (`wgs84latitude`, `wgs84longitude`)",
  "create unique index `search_document_record_type_record_key_unique` on `search_document` (`record_type`, `record_key`)",
  "create table `search_gram` (`gram` text not null, `document_id` integer not null, `policy` integer not null, `score` integer not null, primary key (`gram`, `document_id`, `policy`)) without rowid",
  "create table `search_text` (`id` integer not null primary key, `document_id` integer not null, `field` text not null, `policy` integer not null, `weight` integer not null, `text` text not null, `folded` text not null, `length` integer not null, `initials` text not null, `valid_from` date null, `valid_to` date null)",
  "create index `search_text_document_id_policy_index` on `search_text` (`document_id`, `policy`)",
  "create table `search_word` (`pair` text not null, `word` text not null, `policy` integer not null, primary key (`pair`, `word`, `policy`)) without rowid",
];
