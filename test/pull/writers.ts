import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import type { Db, Store } from "../../src/store/store.js";

type Row = Record<string, unknown> & { id: string };

/** Writes to teams, depots, stock and an agreement until it is stopped. */
export interface Writers {
  /** Ends after what is being written; throws what went wrong in a writer. */
  stop(): Promise<{ readonly writes: number; readonly rollbacks: number }>;
}

/** Numbers that come in the same order for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Starts writers that nobody at the source knows of, as an agency's own import is: plain SQL, some transactions slow to
 * commit, some rolled back. They move records into and out of what Zhejiang is granted, and change one of its masks.
 */
export async function startWriters(store: Store, seed: number): Promise<Writers> {
  const random = numbers(seed);
  const any = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const idsOf = async (table: string) =>
    (await sql<Row>`select id from ${sql.table(table)} order by id limit 200`.execute(store.db)).rows.map(
      ({ id }) => id,
    );
  const [teams, depots, lines] = [await idsOf("team"), await idsOf("depot"), await idsOf("stock_line")];
  const gone: { table: string; row: Row }[] = [];
  const set = (db: Db, table: string, id: string, values: object) =>
    db.updateTable(table).set(values).where("id", "=", id).execute();

  const writes: ((db: Db) => Promise<unknown>)[] = [
    (db) => set(db, "team", any(teams), { headcount: Math.floor(random() * 500) }),
    (db) =>
      set(db, "team", any(teams), { province_code: any(["31", "32"]), contact_name: any(["甲某", "乙某"]) }),
    (db) =>
      set(db, "depot", any(depots), { county_code: any(["310116", "310118", "310112"]), address: "搬迁" }),
    (db) => set(db, "stock_line", any(lines), { base_quantity: Math.floor(random() * 1000) }),
    async (db) => {
      const table = any(["stock_line", "team"]);
      const id = any(table === "team" ? teams : lines);
      const row = await db.selectFrom(table).selectAll().where("id", "=", id).executeTakeFirst();
      if (row === undefined) return;
      await db.deleteFrom(table).where("id", "=", id).execute();
      gone.push({ table, row: row as Row });
    },
    async (db) => {
      const back = gone.pop();
      if (back === undefined) return;
      // What a rolled back transaction took away is still there.
      const there = await db
        .selectFrom(back.table)
        .select("id")
        .where("id", "=", back.row.id)
        .executeTakeFirst();
      if (there === undefined) await db.insertInto(back.table).values(back.row).execute();
    },
    (db) =>
      db
        .updateTable("agreement_field_rule")
        .set(
          any([
            { rule: "MASK", detail: "PHONE" },
            { rule: "TOKEN", detail: null },
          ]),
        )
        .where("coordinate", "=", "Team.contactPhone")
        .execute(),
  ];

  let stopped = false;
  const counts = { writes: 0, rollbacks: 0 };
  const undone = new Error("rolled back on purpose");
  const write = async () => {
    while (!stopped) {
      const slow = random() < 0.1 ? random() * 80 : 0;
      const undo = random() < 0.1;
      await store.db
        .transaction()
        .execute(async (transaction) => {
          for (let n = 0; n < 3; n++) await any(writes)(transaction);
          await pause(slow);
          if (undo) throw undone;
        })
        .then(() => counts.writes++)
        .catch((error: Error & { code?: string; errno?: number }) => {
          // Two writers that stand in each other's way is what databases answer with.
          const inTheWay = /deadlock|locked|busy|lock wait|duplicate entry|record has changed/i.test(
            error.message,
          );
          if (error !== undone && !inTheWay) throw error;
          counts.rollbacks++;
        });
      await pause(random() * 20);
    }
  };
  // On SQLite one connection holds the file: its second writer is the server.
  const running = Array.from({ length: store.engine === "sqlite" ? 1 : 3 }, write);
  return {
    async stop() {
      stopped = true;
      await Promise.all(running);
      return counts;
    },
  };
}
