/** The statements of this migration, in order. Written by `npm run migration`; never changed once released. */
export const statements: readonly string[] = [
  "create table `search_document` (`id` int unsigned not null, `record_type` varchar(40) not null, `record_key` varchar(60) not null, `wgs84latitude` double null, `wgs84longitude` double null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `search_document` add index `search_document_wgs84latitude_wgs84longitude_index` (`wgs84latitude`, `wgs84longitude`)",
  "alter table `search_document` add unique `search_document_record_type_record_key_unique` (`record_type`, `record_key`)",
  "create table `search_gram` (`gram` varchar(40) not null, `document_id` int unsigned not null, `policy` int unsigned not null, `score` int not null, primary key (`gram`, `document_id`, `policy`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "create table `search_text` (`id` int unsigned not null, `document_id` int not null, `field` varchar(60) not null, `policy` int not null, `weight` int not null, `text` varchar(500) not null, `folded` varchar(1000) not null, `length` int not null, `initials` varchar(500) not null, `valid_from` date null, `valid_to` date null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
  "alter table `search_text` add index `search_text_document_id_policy_index` (`document_id`, `policy`)",
  "create table `search_word` (`pair` varchar(2) not null, `word` varchar(40) not null, `policy` int unsigned not null, primary key (`pair`, `word`, `policy`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB",
];
