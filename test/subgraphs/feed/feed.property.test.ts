import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sql } from "kysely";
import { describeEachEngine } from "../../support/engines.js";
import {
  applyChange,
  digestOf,
  emptyFeedStore,
  feedUnder,
  type Mirror,
  newMirror,
  openFeedStore,
  partnerContext,
  pull,
  type TestGrants,
  writeCapabilities,
  writeTeams,
} from "./feed-harness.js";

const id = fc.integer({ min: 0, max: 5 });
const county = fc.constantFrom("310101", "310115", "310120");
const reader = fc.integer({ min: 0, max: 1 });

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("team" as const), id, county }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("deleteTeam" as const), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("capability" as const), id, team: id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("deleteCapability" as const), id }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("agreement" as const),
      counties: fc.subarray(["310101", "310115", "310120"]),
      rules: fc.constantFrom("a", "b"),
    }),
  },
  // A puller that reads a page, applies a part of it and dies.
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("pull" as const),
      reader,
      first: fc.integer({ min: 1, max: 4 }),
      applied: fc.integer({ min: 0, max: 4 }),
    }),
  },
);

describeEachEngine("a feed, whatever is written and wherever its readers die,", (engine) => {
  let opened: Awaited<ReturnType<typeof openFeedStore>>;
  beforeAll(async () => {
    opened = await openFeedStore(engine);
  });
  afterAll(() => opened.close());

  test("leaves every reader with exactly what a fresh snapshot gives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const { store } = opened;
        await emptyFeedStore(store);
        const grants: TestGrants = { version: "0", teams: among(["310101", "310115"]), rules: sql`'a'` };
        const feed = feedUnder(grants);
        const context = () => partnerContext(store, grants);
        const readers = [newMirror(), newMirror()] as [Mirror, Mirror];
        for (const [at, step] of steps.entries()) {
          if (step.do === "team") {
            await sql`delete from team where id = ${`t${step.id}`}`.execute(store.db);
            await writeTeams(store, { id: `t${step.id}`, countyCode: step.county, name: `at ${at}` });
          } else if (step.do === "deleteTeam") {
            await sql`delete from team where id = ${`t${step.id}`}`.execute(store.db);
          } else if (step.do === "capability") {
            const found =
              await sql`update team_capability set team_id = ${`t${step.team}`}, type_level = ${at}
                where id = ${`c${step.id}`}`.execute(store.db);
            if (Number(found.numAffectedRows) === 0) {
              await writeCapabilities(store, { id: `c${step.id}`, teamId: `t${step.team}` });
            }
          } else if (step.do === "deleteCapability") {
            await sql`delete from team_capability where id = ${`c${step.id}`}`.execute(store.db);
          } else if (step.do === "agreement") {
            Object.assign(grants, {
              version: `${at + 1}`,
              teams: among(step.counties),
              rules: sql`${step.rules}`,
            });
          } else {
            const mirror = readers[step.reader] as Mirror;
            const page = await feed.read(context(), "TEAMS", { after: mirror.cursor, first: step.first });
            for (const change of page.changes.slice(0, step.applied)) applyChange(mirror, change);
          }
        }
        const fresh = newMirror();
        await pull(feed, context, fresh, { first: 3 });
        expect(fresh.seen.filter((line) => line.startsWith("-"))).toEqual([]);
        for (const mirror of readers) {
          await pull(feed, context, mirror, { first: 2 });
          expect(sorted(mirror)).toEqual(sorted(fresh));
          expect(mirror.cursor).toBe(fresh.cursor);
        }
        const told = await feed.digest(context(), "TEAMS", fresh.cursor);
        expect([told.digest, told.current]).toEqual([digestOf(fresh), true]);
        // And that is what the tables hold for this partner.
        const teams = await sql<{ id: string }>`select c.id from team as c where ${grants.teams}`.execute(
          store.db,
        );
        expect([...fresh.records.keys()].filter((key) => key.startsWith("Team "))).toHaveLength(
          teams.rows.length,
        );
      }),
      { numRuns: engine.name === "sqlite" ? 60 : 12 },
    );
  }, 120_000);
});

const sorted = ({ records }: Mirror) => [...records].sort(([one], [other]) => (one < other ? -1 : 1));

function among(counties: readonly string[]) {
  return counties.length === 0 ? sql`1 = 0` : sql`c.county_code in (${sql.join(counties)})`;
}
