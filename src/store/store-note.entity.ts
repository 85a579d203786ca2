import { defineEntity } from "@mikro-orm/core";
import { text } from "./columns.js";

/** What the store remembers about itself, by name: so far, whether and how it was seeded. */
export const StoreNoteEntity = defineEntity({
  name: "StoreNote",
  tableName: "store_note",
  properties: { name: text(40).primary(), value: text(1000) },
});
