import { expect, test } from "@jest/globals";
import { sql } from "kysely";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { describeEachEngine } from "../support/engines.js";

/** By column type, values that the two protocols of MySQL might write differently, as literals. */
const VALUES: readonly (readonly [string, readonly string[]])[] = [
  ["double", ["0.1", "31.230416", "121.473701", "1e21", "-1.7976931348623157e308", "5e-324", "0"]],
  ["float", ["0.1", "16777217", "3.4e38"]],
  ["bigint", ["0", "9007199254740991", "-1"]],
  ["tinyint", ["0", "1", "-128"]],
  ["decimal(20, 4)", ["0", "12.3400", "-9999999999.9999"]],
  ["date", ["'2026-11-01'", "'1900-01-01'"]],
  ["datetime(3)", ["'2026-11-01 08:00:00.000'", "'2026-11-01 08:00:00.120'", "'2026-11-01 00:00:00.000'"]],
  ["varchar(40)", ["''", "'上海'", "'a'"]],
];

describeEachEngine("a read past Kysely", (engine) => {
  async function withStore(body: (store: Store) => Promise<void>) {
    const database = await engine.freshDatabase();
    const store = await openStore(database.url, []);
    try {
      await body(store);
    } finally {
      await store.close();
      await database.drop();
    }
  }

  test.each(VALUES)("gives the same each time, and what Kysely gives: %s", async (type, values) => {
    await withStore(async (store) => {
      await sql.raw(`create table t (id integer, v ${type})`).execute(store.db);
      const rows = [...values, "null"].map((value, at) => `(${at}, ${value})`);
      await sql.raw(`insert into t (id, v) values ${rows.join(", ")}`).execute(store.db);
      const text = "select id, v from t where id >= ? order by id";
      const statement = sql<{ id: number; v: unknown }>`select id, v from t where id >= ${0} order by id`;
      const byKysely = (await statement.execute(store.db)).rows.map(({ id, v }) => [id, v]);
      expect(byKysely).toHaveLength(rows.length);
      for (let time = 0; time < 4; time++) {
        expect([time, await store.readArrays(text, [0], store.db)]).toEqual([time, byKysely]);
      }
    });
  });

  test("takes every kind of parameter the second time as the first, and many of them", async () => {
    await withStore(async (store) => {
      const text = "select ? as a, ? as b, ? as c where ? is null";
      const parameters = ["上海", 7, null, null];
      const first = await store.readArrays(text, parameters, store.db);
      const rows = await store.readArrays(text, parameters, store.db);
      expect((rows ?? []).map((row) => row.map((value) => value && String(value)))).toEqual([
        ["上海", "7", null],
      ]);
      expect(rows?.[0]?.[0]).toEqual(first?.[0]?.[0]);
      const many = Array.from({ length: 2000 }, (_, at) => at);
      const list = `select count(*) from (select 1 as n) as one where n in (${many.map(() => "?").join(", ")})`;
      for (let time = 0; time < 3; time++) {
        expect((await store.readArrays(list, many, store.db))?.map(([n]) => Number(n))).toEqual([1]);
      }
    });
  });

  test("follows a table that gets another column", async () => {
    await withStore(async (store) => {
      await sql.raw("create table t (id integer)").execute(store.db);
      await sql.raw("insert into t values (1)").execute(store.db);
      const read = () => store.readArrays("select * from t", [], store.db);
      for (let time = 0; time < 3; time++) expect(await read()).toEqual([[1]]);
      await sql.raw("alter table t add column n integer").execute(store.db);
      expect(await read()).toEqual([[1, null]]);
    });
  });
});
