import type { EntitySchema } from "@mikro-orm/core";
import { SavedQueryEntity } from "../store/saved-query.entity.js";
import { StoreNoteEntity } from "../store/store-note.entity.js";
import { SUBGRAPHS } from "../subgraphs/index.js";

/** Every table of the store. */
export function storeEntities(): EntitySchema[] {
  return [StoreNoteEntity, SavedQueryEntity, ...SUBGRAPHS.flatMap(({ entities }) => entities)];
}
