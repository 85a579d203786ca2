import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { storeEntities } from "../../../src/cli/store-entities.js";
import { codeOf } from "../../../src/errors.js";
import { openStore } from "../../../src/store/open-store.js";
import { writeRows } from "../../../src/store/write-rows.js";
import { feedTypes, pruneFeeds, resetFeeds } from "../../../src/subgraphs/feed/subgraph.js";
import { describeEachEngine } from "../../support/engines.js";
import { exerciseRow, planRow } from "../plans/plan-rows.js";
import {
  digestOf,
  emptyFeedStore,
  newMirror,
  openFeedStore,
  plainFeed,
  pull,
  roleContext,
  writeCapabilities,
  writeTeams,
} from "./feed-harness.js";

describeEachEngine("a feed", (engine) => {
  let opened: Awaited<ReturnType<typeof openFeedStore>>;
  const feed = plainFeed();
  beforeAll(async () => {
    opened = await openFeedStore(engine);
  });
  beforeEach(() => emptyFeedStore(opened.store));
  afterAll(() => opened.close());
  const as = (role: "admin" | "steward" | "analyst" | "anonymous") => () => roleContext(opened.store, role);
  const run = (statement: ReturnType<typeof sql>) => statement.execute(opened.store.db);
  const refused = (promise: Promise<unknown>) => promise.then(() => "nothing", codeOf);

  test("begins with each record once and goes on with inserts, updates and tombstones", async () => {
    await writeTeams(opened.store, { id: "a" }, { id: "b" });
    await writeCapabilities(opened.store, { id: "x", teamId: "a" });
    const mirror = newMirror();
    expect(await pull(feed, as("admin"), mirror)).toEqual(["+Team a", "+Team b", "+TeamCapability x"]);
    await run(sql`update team set name = '改' where id = 'a'`);
    await writeTeams(opened.store, { id: "c" });
    await run(sql`delete from team where id = 'b'`);
    expect(await pull(feed, as("admin"), mirror)).toEqual(["+Team a", "+Team c", "-Team b"]);
    expect(JSON.parse(mirror.records.get("Team a") as string).record.name).toBe("改");
    expect(JSON.parse(mirror.records.get("TeamCapability x") as string).owner).toEqual({
      id: "a",
      type: "Team",
    });
    expect(await pull(feed, as("admin"), mirror)).toEqual([]);
  });

  test("shows a new reader no tombstone of what it never had", async () => {
    await writeTeams(opened.store, { id: "a" }, { id: "b" });
    const first = newMirror();
    await pull(feed, as("admin"), first);
    await run(sql`delete from team where id = 'a'`);
    expect(await pull(feed, as("admin"), first)).toEqual(["-Team a"]);
    expect(await pull(feed, as("admin"), newMirror())).toEqual(["+Team b"]);
    const { cursor, counts } = await feed.snapshot(as("admin")(), "TEAMS");
    expect(counts.filter(({ count }) => count > 0)).toEqual([{ type: "Team", count: 1 }]);
    expect(await pull(feed, as("admin"), { ...newMirror(), cursor })).toEqual(["+Team b"]);
  });

  test("gives tombstones of what is deleted while the start is read", async () => {
    await writeTeams(opened.store, { id: "a" }, { id: "b" }, { id: "c" });
    const mirror = newMirror();
    const page = await feed.read(as("admin")(), "TEAMS", { first: 1 });
    mirror.records.set("Team a", "");
    await run(sql`delete from team where id = 'a'`);
    expect(await pull(feed, as("admin"), { ...mirror, cursor: page.cursor })).toEqual([
      "+Team b",
      "+Team c",
      "-Team a",
    ]);
  });

  test("gives fields by the role's class, and nothing that passes with time alone", async () => {
    await writeTeams(opened.store, { id: "a", contactName: "王", standbyHeadcount: 3 });
    const recordFor = async (role: "steward" | "analyst") => {
      const mirror = newMirror();
      await pull(feed, as(role), mirror);
      return JSON.parse(mirror.records.get("Team a") as string).record;
    };
    const steward = await recordFor("steward");
    const analyst = await recordFor("analyst");
    expect([steward.contactName, steward.standbyHeadcount]).toEqual(["王", 3]);
    expect([analyst.contactName, analyst.standbyHeadcount]).toEqual([undefined, 3]);
    expect(Object.keys(analyst)).not.toContain("contactName");
    expect(Object.keys(steward.provenance)).not.toContain("freshness");
    expect(steward.division).toEqual({ code: "310115" });
    expect(Object.keys(steward)).toEqual([...Object.keys(steward)].sort());
    await expect(refused(feed.read(as("anonymous")(), "TEAMS", { first: 1 }))).resolves.toBe(
      "FEED_FORBIDDEN",
    );
  });

  test("sends a record again when what it is computed from is written", async () => {
    await writeRows(opened.store.db, "plan", [planRow({ id: "p" })]);
    const mirror = newMirror();
    expect(await pull(feed, as("admin"), mirror, { dataset: "PLANS" })).toEqual(["+Plan p"]);
    const exercise = exerciseRow({ id: "e", planId: "p", heldOn: "2026-05-12" });
    await writeRows(opened.store.db, "exercise", [exercise]);
    expect(await pull(feed, as("admin"), mirror, { dataset: "PLANS" })).toEqual(["+Plan p", "+Exercise e"]);
    expect(JSON.parse(mirror.records.get("Plan p") as string).record.lastExercisedOn).toBe("2026-05-12");
  });

  test("is noted by triggers on every table that it has records of", async () => {
    const triggers =
      engine.name === "sqlite"
        ? await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(
            opened.store.db,
          )
        : await sql<{ name: string }>`select trigger_name as name from information_schema.triggers
            where trigger_schema = database()`.execute(opened.store.db);
    const names = new Set(triggers.rows.map(({ name }) => name));
    const types = [...feedTypes().values()].flat();
    expect(types.length).toBeGreaterThan(25);
    for (const { dataset } of types) {
      for (const event of ["insert", "update", "delete"])
        expect(names).toContain(`feed_${dataset.table}_${event}`);
    }
  });

  test("notes nothing of a seeding, after which readers begin anew", async () => {
    await writeTeams(opened.store, { id: "a" });
    const mirror = newMirror();
    await pull(feed, as("admin"), mirror);
    await run(sql`insert into store_note (name, value) values ('seed', 'started {}')`);
    await writeTeams(opened.store, { id: "b" });
    expect((await run(sql`select * from change_outbox`)).rows).toEqual([]);
    await resetFeeds(opened.store.db);
    await run(sql`delete from store_note where name = 'seed'`);
    await expect(refused(pull(feed, as("admin"), mirror))).resolves.toBe("SNAPSHOT_REQUIRED");
    expect(await pull(feed, as("admin"), newMirror())).toEqual(["+Team a", "+Team b"]);
  });

  test("refuses cursors that are forged, cut, another reader's or another dataset's", async () => {
    await writeTeams(opened.store, { id: "a" });
    const { cursor } = await feed.read(as("admin")(), "TEAMS", { first: 10 });
    const read = (after: string, role: "admin" | "steward" = "admin", dataset = "TEAMS") =>
      refused(feed.read(as(role)(), dataset, { after, first: 1 }));
    for (let at = 0; at < cursor.length; at++) {
      const forged = `${cursor.slice(0, at)}${cursor[at] === "A" ? "B" : "A"}${cursor.slice(at + 1)}`;
      expect([at, await read(forged)]).toEqual([at, "BAD_CURSOR"]);
      if (at % 8 === 0) expect(await read(cursor.slice(0, at))).toBe("BAD_CURSOR");
    }
    for (const bad of ["", "x", `${cursor}A`, "🜁", "null", "A".repeat(100_000)])
      expect(await read(bad)).toBe("BAD_CURSOR");
    expect(await read(cursor, "steward")).toBe("CURSOR_MISMATCH");
    expect(await read(cursor, "admin", "SUPPLIES")).toBe("CURSOR_MISMATCH");
    expect(await read(cursor)).toBe("nothing");
  });

  test("asks for a snapshot once tombstones that a reader lacks are gone, and not before", async () => {
    await writeTeams(opened.store, { id: "a" }, { id: "b" });
    const [early, late] = [newMirror(), newMirror()];
    await pull(feed, as("admin"), early);
    await run(sql`delete from team where id = 'a'`);
    await pull(feed, as("admin"), late);
    expect((await pruneFeeds(opened.store, 1)).tombstones).toBe(0);
    await run(sql`update feed_entry set gone = 1 where gone > 0`);
    expect((await pruneFeeds(opened.store, 1)).tombstones).toBe(1);
    await expect(refused(pull(feed, as("admin"), early))).resolves.toBe("SNAPSHOT_REQUIRED");
    expect(await pull(feed, as("admin"), late)).toEqual([]);
    expect(await pull(feed, as("admin"), newMirror())).toEqual(["+Team b"]);
  });

  test("asks for a snapshot when changes that a view did not read are gone", async () => {
    await writeTeams(opened.store, { id: "a" });
    const mirror = newMirror();
    await pull(feed, as("admin"), mirror);
    await pull(feed, as("steward"), newMirror());
    await writeTeams(opened.store, { id: "b" });
    await pruneFeeds(opened.store, 1);
    expect(await pull(feed, as("admin"), mirror)).toEqual(["+Team b"]);
    await run(sql`update team set name = 'x'`);
    await pull(feed, as("steward"), newMirror());
    await run(sql`update change_log set at = '2020-01-01 00:00:00.000'`);
    await pruneFeeds(opened.store, 1);
    await expect(refused(pull(feed, as("admin"), mirror))).resolves.toBe("SNAPSHOT_REQUIRED");
  });

  test("goes on after a restart, and is told apart from a store restored from an older copy", async () => {
    await writeTeams(opened.store, { id: "a" });
    const mirror = newMirror();
    await pull(feed, as("admin"), mirror);
    await writeTeams(opened.store, { id: "b" });
    const again = await openStore(opened.url, storeEntities());
    try {
      expect(await pull(plainFeed(), () => roleContext(again, "admin"), mirror)).toEqual(["+Team b"]);
    } finally {
      await again.close();
    }
    await run(sql`delete from feed_entry where record_id = 'b'`);
    await run(sql`update feed_view set head = head - 1`);
    await expect(
      refused(feed.read(as("admin")(), "TEAMS", { after: mirror.cursor, first: 1 })),
    ).resolves.toBe("SNAPSHOT_REQUIRED");
  });

  test("takes as many statements for a page of many as for one of few", async () => {
    await writeTeams(opened.store, ...Array.from({ length: 300 }, (_, at) => ({ id: `t${1000 + at}` })));
    await pull(feed, as("admin"), newMirror());
    let statements = 0;
    const stop = opened.store.onStatement(() => statements++);
    const counted = async (first: number) => {
      const before = statements;
      await feed.read(as("admin")(), "TEAMS", { first });
      return statements - before;
    };
    const [few, many] = [await counted(2), await counted(250)];
    stop();
    expect([many, few <= 8]).toEqual([few, true]);
  });

  test("adds up what a reader holds, as a mirror does for itself", async () => {
    await writeTeams(
      opened.store,
      { id: "a", name: '甲 "<>&\u2028' },
      { id: "b", latitude: 31.2, longitude: 121.5, datum: "WGS84" },
    );
    await writeCapabilities(opened.store, { id: "x", teamId: "a" });
    const mirror = newMirror();
    await pull(feed, as("steward"), mirror);
    const told = await feed.digest(as("steward")(), "TEAMS", mirror.cursor);
    expect(told).toMatchObject({
      counts: { Team: 2, TeamCapability: 1 },
      digest: digestOf(mirror),
      current: true,
    });
    await run(sql`update team set name = 'z' where id = 'a'`);
    const later = await feed.digest(as("steward")(), "TEAMS", mirror.cursor);
    expect([later.current, later.digest === told.digest]).toEqual([false, false]);
  });
});
