import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeEachEngine } from "../support/engines.js";
import { asCells, openSavedQuery, type SavedQueryHarness } from "./saved-query.js";

const TABLES = { teams: "team", depots: "depot" } as const;

describeEachEngine("the share of records with an inferred datum", (engine) => {
  let query: SavedQueryHarness;
  beforeAll(async () => {
    query = await openSavedQuery(engine, "inferred-datum-share");
  }, 120_000);
  afterAll(() => query.close());

  async function plainly() {
    const lists = Object.entries(TABLES).map(async ([list, table]) => {
      const rows = await query.rows<{ province: string; n: number; known: number; inferred: number }>(`
        select source_province as province, count(*) as n, count(datum) as known,
          sum(case when datum is not null and datum_inferred = 1 then 1 else 0 end) as inferred
        from ${table} group by source_province order by source_province`);
      return rows.map(({ province, n, known, inferred }) => {
        const share = Math.floor((Number(inferred) / Number(known)) * 1e6 + 0.5) / 1e6;
        return { list, province, n: Number(n), share };
      });
    });
    return (await Promise.all(lists)).flat();
  }

  test("agrees with SQL, dataset by dataset and by province, for everybody", async () => {
    const expected = await plainly();
    expect(expected.map(({ province }) => province)).toEqual(
      [..."31323334".matchAll(/../g), ..."31323334".matchAll(/../g)].map(String),
    );
    expect(expected.some(({ share }) => share > 0)).toBe(true);
    const table = await query.table({}, "anonymous");
    expect(
      table.map((row) => ({
        list: row["list"],
        province: row["key.sourceProvince.code"],
        n: row["count"],
        share: row["share.datumInferred"],
      })),
    ).toEqual(asCells(expected));
  });

  test("is told by groups of the datum too", async () => {
    const { teamAggregate } = (await query.graph.ask(
      "{ teamAggregate(groupBy: [{ datum: true }, { datumInferred: true }]) { nodes { key { datum datumInferred } count } } }",
    )) as {
      teamAggregate: { nodes: { key: { datum: string | null; datumInferred: boolean }; count: number }[] };
    };
    const rows = await query.rows<{ datum: string | null; inferred: number; n: number }>(`
      select datum, datum_inferred as inferred, count(*) as n from team
      group by datum, datum_inferred order by datum is null, datum, datum_inferred`);
    expect(teamAggregate.nodes).toEqual(
      rows.map(({ datum, inferred, n }) => ({
        key: { datum, datumInferred: Number(inferred) === 1 },
        count: Number(n),
      })),
    );
  });
});
