import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import type { RequestContext } from "../../../src/context.js";
import { createCallers } from "../../../src/edge/callers.js";
import { writeRows } from "../../../src/store/write-rows.js";
import { describeEachEngine } from "../../support/engines.js";
import { testContext } from "../../support/test-context.js";
import {
  digestOf,
  emptyFeedStore,
  type Mirror,
  newMirror,
  openFeedStore,
  plainFeed,
  pull,
  writeCapabilities,
  writeTeams,
} from "./feed-harness.js";

describeEachEngine("a partner's feed under agreements of the store", (engine) => {
  let opened: Awaited<ReturnType<typeof openFeedStore>>;
  const feed = plainFeed();
  const mirror: { is: Mirror } = { is: newMirror() };
  beforeAll(async () => {
    opened = await openFeedStore(engine);
  });
  beforeEach(async () => {
    await emptyFeedStore(opened.store);
    mirror.is = newMirror();
    for (const table of ["agreement_field_rule", "agreement_grant", "agreement_party", "agreement"]) {
      await run(sql`delete from ${sql.table(table)}`);
    }
    await writeTeams(
      opened.store,
      { id: "a", contactPhone: "13800000001" },
      { id: "b", category: "COMPREHENSIVE_FIRE", contactPhone: "13800000002" },
    );
    await writeCapabilities(opened.store, { id: "a1", teamId: "a" }, { id: "b1", teamId: "b" });
    await agree({ category: { eq: "COMPREHENSIVE_FIRE" } });
  });
  afterAll(() => opened.close());
  const run = (statement: ReturnType<typeof sql>) => statement.execute(opened.store.db);
  const agree = async (rows: object) => {
    const { db } = opened.store;
    await writeRows(db, "agreement", [
      {
        id: "g",
        title: "协议",
        titleEn: "Agreement",
        scopeLevel: "PROVINCE",
        status: "IN_FORCE",
        synthetic: 1,
        legalBasis: "STATUTORY_DUTY",
      },
    ]);
    await writeRows(db, "agreement_party", [
      { id: "p", agreementId: "g", divisionCode: "33", role: "RECEIVER", position: 1 },
    ]);
    await writeRows(db, "agreement_grant", [
      { id: "gt", agreementId: "g", recordType: "Team", rowScope: JSON.stringify(rows) },
    ]);
    await writeRows(db, "agreement_field_rule", [
      { id: "r", grantId: "gt", coordinate: "Team.contactPhone", rule: "MASK", detail: null },
    ]);
  };

  /** What has come since the last time, with the mirror proved equal to what the reader should hold. */
  async function come(): Promise<string[]> {
    const callers = createCallers(
      async () => ({ role: "partner", subject: "p", partner: "33" }),
      opened.store,
      "key",
    );
    const caller = await callers.authenticate(undefined);
    const context = (): RequestContext => ({ ...testContext(opened.store, "partner"), caller });
    const came = await pull(feed, context, mirror.is);
    const told = await feed.digest(context(), "TEAMS", mirror.is.cursor);
    expect([told.digest, told.current]).toEqual([digestOf(mirror.is), true]);
    return came;
  }
  const phone = (id: string) => JSON.parse(mirror.is.records.get(`Team ${id}`) as string).record.contactPhone;

  test("begins with what is granted, masked as agreed, and follows what is written", async () => {
    expect(await come()).toEqual(["+Team b", "+TeamCapability b1"]);
    expect(phone("b")).not.toBe("13800000002");
    expect(phone("b")).toEqual(expect.any(String));
    await run(sql`update team set category = 'COMPREHENSIVE_FIRE' where id = 'a'`);
    expect(await come()).toEqual(["+Team a", "+TeamCapability a1"]);
  });

  test("sends again what is masked in another way, and tombstones when the agreement ends", async () => {
    await come();
    await run(sql`update agreement_field_rule set rule = 'CLEAR'`);
    expect(await come()).toEqual(expect.arrayContaining(["+Team b"]));
    expect(phone("b")).toBe("13800000002");
    await run(sql`update agreement set status = 'SUSPENDED'`);
    expect(await come()).toEqual(["-Team b", "-TeamCapability b1"]);
    await run(sql`update agreement set status = 'IN_FORCE'`);
    expect(await come()).toEqual(["+Team b", "+TeamCapability b1"]);
  });

  test("follows a scope that depends on what belongs to a row", async () => {
    await run(
      sql`update agreement_grant set row_scope = ${JSON.stringify({ capabilities: { some: { typeLevel: { eq: 1 } } } })}`,
    );
    expect((await come()).sort()).toEqual(["+Team a", "+Team b", "+TeamCapability a1", "+TeamCapability b1"]);
    await run(sql`update team_capability set type_level = 3 where id = 'a1'`);
    expect((await come()).sort()).toEqual(expect.arrayContaining(["-Team a", "-TeamCapability a1"]));
    await run(sql`delete from team_capability where id = 'b1'`);
    expect((await come()).sort()).toEqual(["-Team b", "-TeamCapability b1"]);
  });
});
