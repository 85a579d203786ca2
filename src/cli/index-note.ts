import { sql } from "kysely";
import type { Store } from "../store/store.js";

const NOTE = "search-index";

/** Whether the search index may hold what was erased since it was made. */
export async function isIndexStale(store: Store): Promise<boolean> {
  const note = await sql<{ value: string }>`select value from store_note where name = ${NOTE}`.execute(
    store.db,
  );
  return note.rows[0]?.value === "stale";
}

/** Keeps whether the search index is what the tables hold. */
export async function noteIndex(store: Store, state: "stale" | "current"): Promise<void> {
  await sql`delete from store_note where name = ${NOTE}`.execute(store.db);
  await sql`insert into store_note (name, value) values (${NOTE}, ${state})`.execute(store.db);
}
