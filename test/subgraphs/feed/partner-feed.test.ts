import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { codeOf } from "../../../src/errors.js";
import { describeEachEngine } from "../../support/engines.js";
import {
  emptyFeedStore,
  emptyFeeds,
  feedUnder,
  newMirror,
  openFeedStore,
  partnerContext,
  pull,
  type TestGrants,
  writeCapabilities,
  writeTeams,
} from "./feed-harness.js";

describeEachEngine("a partner's feed", (engine) => {
  let opened: Awaited<ReturnType<typeof openFeedStore>>;
  let grants: TestGrants;
  beforeAll(async () => {
    opened = await openFeedStore(engine);
  });
  beforeEach(async () => {
    await emptyFeedStore(opened.store);
    grants = { version: "1", teams: sql`c.county_code = '310115'`, rules: sql`'r1'` };
    await writeTeams(opened.store, { id: "in" }, { id: "out", countyCode: "310101" });
    await writeCapabilities(opened.store, { id: "in1", teamId: "in" }, { id: "out1", teamId: "out" });
  });
  afterAll(() => opened.close());
  const context = () => partnerContext(opened.store, grants);
  const run = (statement: ReturnType<typeof sql>) => statement.execute(opened.store.db);

  test("shows what enters the scope and a tombstone of what leaves it, with all that belongs to it", async () => {
    const feed = feedUnder(grants);
    const mirror = newMirror();
    expect(await pull(feed, context, mirror)).toEqual(["+Team in", "+TeamCapability in1"]);
    await run(sql`update team set county_code = '310115' where id = 'out'`);
    expect(await pull(feed, context, mirror)).toEqual(["+Team out", "+TeamCapability out1"]);
    await run(sql`update team set county_code = '310101' where id = 'in'`);
    expect(await pull(feed, context, mirror)).toEqual(["-Team in", "-TeamCapability in1"]);
    await run(sql`update team_capability set team_id = 'in' where id = 'out1'`);
    expect(await pull(feed, context, mirror)).toEqual(["-TeamCapability out1"]);
    expect([...mirror.records.keys()]).toEqual(["Team out"]);
  });

  test("never shows what was outside the scope, not even its end", async () => {
    const feed = feedUnder(grants);
    const mirror = newMirror();
    await pull(feed, context, mirror);
    await run(sql`update team set name = 'x' where id = 'out'`);
    await run(sql`update team_capability set type_level = 2 where id = 'out1'`);
    await run(sql`delete from team_capability where id = 'out1'`);
    await run(sql`delete from team where id = 'out'`);
    expect(await pull(feed, context, mirror)).toEqual([]);
    expect(mirror.seen.filter((line) => line.includes("out"))).toEqual([]);
  });

  test("follows a change of agreements: what came, what went, what is masked in another way, and nothing else", async () => {
    const feed = feedUnder(grants);
    const mirror = newMirror();
    await pull(feed, context, mirror);
    Object.assign(grants, { version: "2", teams: sql`c.county_code in ('310115', '310101')` });
    expect(await pull(feed, context, mirror)).toEqual(["+Team out", "+TeamCapability out1"]);
    Object.assign(grants, { version: "3", rules: sql`case when c.id like 'in%' then 'r2' else 'r1' end` });
    expect(await pull(feed, context, mirror)).toEqual(["+Team in", "+TeamCapability in1"]);
    Object.assign(grants, { version: "4" });
    expect(await pull(feed, context, mirror)).toEqual([]);
    Object.assign(grants, { version: "5", teams: sql`1 = 0` });
    expect((await pull(feed, context, mirror)).sort()).toEqual(
      ["-Team in", "-Team out", "-TeamCapability in1", "-TeamCapability out1"].sort(),
    );
    expect(mirror.records.size).toBe(0);
  });

  test("gives no data once an agreement has ended in the middle of a pull, but tombstones", async () => {
    const feed = feedUnder(grants);
    await writeTeams(opened.store, { id: "in2" }, { id: "in3" });
    const first = await feed.read(context(), "TEAMS", { first: 2 });
    expect(first.changes.map(({ op, id }) => `${op} ${id}`)).toEqual(["UPSERT in", "UPSERT in2"]);
    Object.assign(grants, { version: "2", teams: sql`1 = 0` });
    const rest = await feed.read(context(), "TEAMS", { after: first.cursor, first: 100, until: first.until });
    expect(rest.changes.every(({ op }) => op === "DELETE")).toBe(true);
    expect(rest.changes.map(({ id }) => id).sort()).toEqual(["in", "in1", "in2", "in3"]);
  });

  test("is one partner's own: another sees its own scope and cannot use its cursors", async () => {
    const feed = feedUnder(grants);
    const mirror = newMirror();
    await pull(feed, context, mirror);
    const other = () => partnerContext(opened.store, grants, "34");
    await expect(pull(feed, other, { ...newMirror(), cursor: mirror.cursor }).catch(codeOf)).resolves.toBe(
      "CURSOR_MISMATCH",
    );
    expect(await pull(feed, other, newMirror())).toEqual(["+Team in", "+TeamCapability in1"]);
  });

  test("is cut off in the middle of its first filling and made whole by the next reader", async () => {
    const feed = feedUnder(grants);
    let cuts = 0;
    for (let after = 0; ; after++) {
      await emptyFeeds(opened.store);
      const cut = await feed
        .read({ ...context(), store: failing(opened.store, after) }, "TEAMS", { first: 1 })
        .then(() => false)
        .catch(() => true);
      expect(await pull(feed, context, newMirror())).toEqual(["+Team in", "+TeamCapability in1"]);
      if (!cut) break;
      cuts++;
    }
    expect(cuts).toBeGreaterThan(8);
  });
});

/** A store whose connection breaks after so many statements and transactions. */
function failing<T extends object>(store: T, after: number): T {
  let left = after;
  return new Proxy(store, {
    get(target, property) {
      if (property === "db" && left-- <= 0) throw new Error("cut");
      return Reflect.get(target, property);
    },
  });
}
