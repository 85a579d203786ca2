import { defineEntity, p } from "@mikro-orm/core";
import { day, real, text } from "../../store/columns.js";

/** Characters of a gram, at most: longer words are cut to it, when they are written and when they are looked for. */
export const GRAM_MAXIMUM = 40;

/** Something that can be found. Ids are given in the order of types and keys, so that they order hits of one score. */
export const SearchDocumentEntity = defineEntity({
  name: "SearchDocument",
  tableName: "search_document",
  uniques: [{ properties: ["recordType", "recordKey"] }],
  indexes: [{ properties: ["wgs84Latitude", "wgs84Longitude"] }],
  properties: {
    id: p.integer().primary().autoincrement(false),
    recordType: text(40),
    recordKey: text(60),
    wgs84Latitude: real().nullable(),
    wgs84Longitude: real().nullable(),
  },
});

/**
 * A text that something is found by. `policy` is the place of its class in `POLICY_CLASSES`; `folded` is what is
 * compared, and `length` its characters; `initials` are those of its Chinese characters in pinyin, in each reading.
 */
export const SearchTextEntity = defineEntity({
  name: "SearchText",
  tableName: "search_text",
  indexes: [{ properties: ["documentId", "policy"] }],
  properties: {
    id: p.integer().primary().autoincrement(false),
    documentId: p.integer(),
    field: text(60),
    policy: p.integer(),
    weight: p.integer(),
    text: text(500),
    folded: text(1000),
    length: p.integer(),
    initials: text(500),
    validFrom: day().nullable(),
    validTo: day().nullable(),
  },
});

/** That something has a gram in its texts of one class, and the score of the best of them. */
export const SearchGramEntity = defineEntity({
  name: "SearchGram",
  tableName: "search_gram",
  properties: {
    gram: text(GRAM_MAXIMUM).primary(),
    documentId: p.integer().primary(),
    policy: p.integer().primary(),
    score: p.integer(),
  },
});

/** A pair of letters of a Latin word that some text of a class holds: where words that are like another are found. */
export const SearchWordEntity = defineEntity({
  name: "SearchWord",
  tableName: "search_word",
  properties: { pair: text(2).primary(), word: text(GRAM_MAXIMUM).primary(), policy: p.integer().primary() },
});
