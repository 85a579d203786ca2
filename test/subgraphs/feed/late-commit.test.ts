import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { type Connection, createConnection } from "mysql2/promise";
import { describeEachEngine } from "../../support/engines.js";
import {
  emptyFeedStore,
  newMirror,
  openFeedStore,
  plainFeed,
  pull,
  roleContext,
  writeTeams,
} from "./feed-harness.js";

const WRITERS = 8;
const TRANSACTIONS = 12;

describeEachEngine("a feed under writers that commit late", (engine) => {
  let opened: Awaited<ReturnType<typeof openFeedStore>>;
  const feed = plainFeed();
  beforeAll(async () => {
    opened = await openFeedStore(engine);
  });
  beforeEach(async () => {
    await emptyFeedStore(opened.store);
    for (let writer = 0; writer < WRITERS; writer++) await writeTeams(opened.store, { id: `w${writer}-0` });
  });
  afterAll(() => opened.close());
  const context = () => roleContext(opened.store, "admin");
  const names = async () => {
    const found = await sql<{ id: string; name: string }>`select id, name from team order by id`.execute(
      opened.store.db,
    );
    return found.rows.map(({ id, name }) => [id, name]);
  };
  const held = (mirror: ReturnType<typeof newMirror>) =>
    [...mirror.records.values()]
      .map((text) => JSON.parse(text).record)
      .map(({ id, name }) => [id, name])
      .sort(([one], [other]) => (one < other ? -1 : 1));

  test("gives a write that began first and was committed last, after one that overtook it was read", async () => {
    const mirror = newMirror();
    await pull(feed, context, mirror);
    // SQLite has one writer at a time: there the second waits, and nothing can overtake.
    if (engine.name === "sqlite") return;
    const slow = await createConnection(opened.url);
    try {
      await slow.query("start transaction");
      await slow.query("update team set name = 'slow' where id = 'w0-0'");
      await sql`update team set name = 'fast' where id = 'w1-0'`.execute(opened.store.db);
      expect(await pull(feed, context, mirror)).toEqual(["+Team w1-0"]);
      await slow.query("commit");
      expect(await pull(feed, context, mirror)).toEqual(["+Team w0-0"]);
    } finally {
      await slow.end();
    }
  });

  test("lets a reader at the tail miss nothing of many writers, some of whom roll back", async () => {
    const mirror = newMirror();
    let writing = true;
    let late = 0;
    const reading = (async () => {
      while (writing) {
        late += (await pull(feed, context, mirror, { first: 3 })).length;
        await pause(1);
      }
    })();
    const writers = await Promise.all(Array.from({ length: WRITERS }, (_, at) => openWriter(at)));
    await Promise.all(writers.map((write) => write()));
    writing = false;
    await reading;
    expect(late).toBeGreaterThan(WRITERS);
    await pull(feed, context, mirror);
    expect(held(mirror)).toEqual(await names());
    const fresh = newMirror();
    await pull(feed, context, fresh);
    expect([...mirror.records].sort()).toEqual([...fresh.records].sort());
  });

  /** Somebody who writes in transactions of a few statements, and waits before each commit. */
  async function openWriter(writer: number): Promise<() => Promise<void>> {
    const random = numbers(writer + 1);
    const own = (at: number) => `w${writer}-${at}`;
    const statements = (at: number): [string, string][] => [
      [`update team set name = '${writer}.${at}' where id = ?`, own(at - 1)],
      [`insert into team (${COLUMNS}) select ${COPIED} from team where id = ?`, own(at - 1)],
      ...(at % 3 === 0 ? [[`delete from team where id = ?`, own(at - 1)] as [string, string]] : []),
    ];
    const COLUMNS = await columns();
    const COPIED = COLUMNS.replace(
      /`id`/,
      "concat(substring_index(`id`, '-', 1), '-', substring_index(`id`, '-', -1) + 1)",
    );
    if (engine.name === "sqlite") {
      return async () => {
        for (let at = 1; at <= TRANSACTIONS; at++) {
          const rollsBack = random() < 0.2;
          await opened.store.db
            .transaction()
            .execute(async (db) => {
              await sql`update team set name = ${`${writer}.${at}`} where id = ${own(0)}`.execute(db);
              await pause(random() * 3);
              if (rollsBack) throw new Error("rolled back");
            })
            .catch(() => {});
        }
      };
    }
    const connection: Connection = await createConnection(opened.url);
    return async () => {
      let at = 1;
      for (let tried = 0; tried < TRANSACTIONS; tried++) {
        const rollsBack = random() < 0.2;
        await connection.query("start transaction");
        for (const [statement, id] of statements(at)) {
          await connection.query(statement, [id]);
          await pause(random() * 10);
        }
        await pause(random() * 30);
        await connection.query(rollsBack ? "rollback" : "commit");
        if (!rollsBack) at++;
      }
      await connection.end();
    };
  }

  async function columns(): Promise<string> {
    if (engine.name === "sqlite") return "";
    const found = await sql<{ name: string }>`select column_name as name from information_schema.columns
      where table_schema = database() and table_name = 'team' order by ordinal_position`.execute(
      opened.store.db,
    );
    return found.rows.map(({ name }) => `\`${name}\``).join(", ");
  }
});

/** The same numbers from 0 to 1 in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
