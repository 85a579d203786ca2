import { defineEntity, p } from "@mikro-orm/core";
import { instant, text } from "./columns.js";

/** Characters of a query's name and of its owner's subject, at most. */
export const NAME_LENGTH = 60;
export const SUBJECT_LENGTH = 255;

/** A query that somebody keeps under a name, beside those in `queries/`. What it asks for is checked by the edge. */
export const SavedQueryEntity = defineEntity({
  name: "SavedQuery",
  tableName: "saved_query",
  indexes: [{ properties: ["savedBy"] }],
  properties: {
    name: text(NAME_LENGTH).primary(),
    text: p.text(),
    savedBy: text(SUBJECT_LENGTH),
    savedAt: instant(),
    shared: p.boolean(),
  },
});
