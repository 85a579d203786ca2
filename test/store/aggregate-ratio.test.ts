import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { readGroups } from "../../src/store/aggregate-groups.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { writeRows } from "../../src/store/write-rows.js";
import { teamsSubgraph } from "../../src/subgraphs/teams/subgraph.js";
import { describeEachEngine, type FreshDatabase } from "../support/engines.js";
import { teamRow } from "../support/team-row.js";

describeEachEngine("a ratio of sums", (engine) => {
  let database: FreshDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await engine.freshDatabase();
    store = await openStore(database.url, teamsSubgraph.entities);
    await store.orm.schema.create();
    const team = (
      id: string,
      countyCode: string,
      standbyHeadcount: number | null,
      headcount: number | null,
    ) => teamRow({ id, countyCode, standbyHeadcount, headcount });
    await writeRows(store.db, "team", [
      team("tm1", "310101", 1, 3),
      team("tm2", "310101", 1, 4),
      // Without its whole, and without its part: neither is in the scales.
      team("tm3", "310101", 50, null),
      team("tm4", "310101", null, 50),
      team("tm5", "310104", 5, 0),
      team("tm6", "310105", null, 9),
    ]);
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  const column = (name: string) => sql.ref(`c.${name}`);
  const ratio = {
    as: "r",
    function: "ratio",
    column: column("standby_headcount"),
    whole: column("headcount"),
  } as const;
  const median = { as: "m", function: "median", column: column("headcount") } as const;

  test.each([
    ["alone", [ratio]],
    ["beside a median, for which the rows are numbered first", [ratio, median]],
  ])(
    "counts only rows that have both, to a millionth, and is missing over nothing: %s",
    async (_name, measures) => {
      const { groups } = await readGroups(store, {
        table: "team",
        joins: [],
        where: undefined,
        keys: [{ as: "k", sql: column("county_code") }],
        measures,
        atLeast: 1,
        having: undefined,
        order: sql`g.k`,
        limit: 10,
        offset: 0,
        counted: false,
      });
      expect(groups.map(({ k, n, r }) => [k, Number(n), r])).toEqual([
        ["310101", 4, 285714],
        ["310104", 1, null],
        ["310105", 1, null],
      ]);
    },
  );
});
