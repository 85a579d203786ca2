import { expect, test } from "@jest/globals";
import { sql } from "kysely";
import { storeEntities } from "../../src/cli/store-entities.js";
import { migrateStore } from "../../src/store/migrate-store.js";
import { statements as first } from "../../src/store/migrations/mysql/0001-six-datasets.js";
import { statements as sharing } from "../../src/store/migrations/mysql/0007-sharing.js";
import { statements as feed } from "../../src/store/migrations/mysql/0009-feed.js";
import { statements as pages } from "../../src/store/migrations/mysql/0011-pages-of-one-kind.js";
import { STEPS } from "../../src/store/migrations/resumable.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { engines, type TestEngine } from "../support/engines.js";

// SQLite takes back what a migration that is cut off has done; on MySQL's protocol each statement stands.
const server = engines().find(({ name }) => name === "mariadb") as TestEngine;
const onServer = server === undefined ? test.skip : test;

const shapeOf = async ({ db }: Store) =>
  (
    await sql`select table_name as t, column_name as c, column_type as k, is_nullable as n, null as s
      from information_schema.columns where table_schema = database()
      union all select table_name, index_name, column_name, non_unique, seq_in_index
      from information_schema.statistics where table_schema = database()
      union all select event_object_table, trigger_name, event_manipulation, null, null
      from information_schema.triggers where trigger_schema = database() order by 1, 2, 3, 4, 5`.execute(db)
  ).rows;

async function onNewStore<T>(engine: TestEngine, work: (store: Store) => Promise<T>): Promise<T> {
  const { url, drop } = await engine.freshDatabase();
  const store = await openStore(url, storeEntities());
  try {
    return await work(store);
  } finally {
    await store.close();
    await drop();
  }
}

onServer(
  "a migration that was cut off on MariaDB is gone on with, wherever that was",
  async () => {
    const engine = server;
    const whole = await onNewStore(engine, async (store) => {
      await migrateStore(store);
      return shapeOf(store);
    });
    const middle = Math.floor(sharing.length / 2);
    // The statement at a place has run and was not noted, or has not run.
    for (const [name, statements, at, ran] of [
      ["0001-six-datasets", first, 0, 1],
      ["0007-sharing", sharing, middle, middle + 1],
      ["0009-feed", feed, feed.length - 1, feed.length - 1],
      ["0011-pages-of-one-kind", pages, 0, 1],
      ["0011-pages-of-one-kind", pages, 4, 5],
    ] as const) {
      await onNewStore(engine, async (store) => {
        const { db, orm } = store;
        const names = (await orm.migrator.getPending()).map((each) => each.name);
        const before = names[names.indexOf(name) - 1];
        if (before !== undefined) await orm.migrator.up({ to: before });
        await sql`create table if not exists ${sql.table(STEPS)}
          (name varchar(100) not null primary key, done int not null)`.execute(db);
        for (const statement of statements.slice(0, ran)) await sql.raw(statement).execute(db);
        await sql`insert into ${sql.table(STEPS)} (name, done) values (${name}, ${at})`.execute(db);
        const { applied } = await migrateStore(store);
        expect(applied[0]).toBe(name);
        expect(await shapeOf(store)).toEqual(whole);
      });
    }
  },
  180_000,
);

onServer(
  "a table of somebody else's in a new store on MariaDB is no migration of ours",
  async () => {
    await onNewStore(server, async (store) => {
      const [table] = /`\w+`/.exec(first[0] ?? "") ?? [];
      await sql.raw(`create table ${table} (a int)`).execute(store.db);
      await expect(migrateStore(store)).rejects.toThrow(/already exists/);
    });
  },
  60_000,
);
