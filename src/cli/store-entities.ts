import type { EntitySchema } from "@mikro-orm/core";
import { StoreNoteEntity } from "../store/store-note.entity.js";
import { SUBGRAPHS } from "../subgraphs/index.js";

/** Every table of the store. */
export function storeEntities(): EntitySchema[] {
  return [StoreNoteEntity, ...SUBGRAPHS.flatMap(({ entities }) => entities)];
}
