import { sql } from "kysely";
import type { Store } from "../store/store.js";

const NOTE = "seed";

/**
 * Whether the store waits for sample data: it has never held any, or a seeding of it was cut off half-way.
 * A store that holds other data never does.
 */
export async function needsSeed(store: Store): Promise<boolean> {
  const note = await sql<{ value: string }>`select value from store_note where name = ${NOTE}`.execute(
    store.db,
  );
  const value = note.rows[0]?.value;
  if (value !== undefined) return value.startsWith("started");
  const found = await sql`select 1 from division limit 1`.execute(store.db);
  return found.rows.length === 0;
}

/** Keeps how far a seeding came, and with which settings. */
export async function noteSeed(store: Store, state: "started" | "finished", settings: object): Promise<void> {
  await sql`delete from store_note where name = ${NOTE}`.execute(store.db);
  const value = `${state} ${JSON.stringify(settings)}`;
  await sql`insert into store_note (name, value) values (${NOTE}, ${value})`.execute(store.db);
}
