import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { DEFAULT_SEED_OPTIONS } from "../../seeds/index.js";
import { seedStore } from "../../src/cli/seed-store.js";
import type { Store } from "../../src/store/store.js";
import { writeRows } from "../../src/store/write-rows.js";
import { describeEachEngine } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";

describeEachEngine("a store that is seeded again", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine, { own: true, scale: 0.1 }));
  }, 120_000);
  afterAll(() => drop());

  const count = async (table: string) =>
    Number(
      (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(store.db)).rows[0]?.n,
    );

  // The new agreements have the old ones' ids: they would begin with records given, and have erased what they hold.
  test("has no certificates of erasure and no used quotas of the data that are gone", async () => {
    const { rows } = await sql<{ id: string }>`select min(id) as id from agreement`.execute(store.db);
    const agreementId = rows[0]?.id as string;
    await writeRows(store.db, "quota_use", [{ agreementId, partner: "33", day: "2026-11-01", records: 7 }]);
    await writeRows(store.db, "retention_purge", [
      {
        id: "rp1",
        agreementId,
        dataset: "TEAMS",
        recordType: "Team",
        records: 3,
        reason: "ENDED",
        at: "2026-11-01 00:00:00.000",
        actor: "tester",
      },
    ]);
    const teams = await count("team");
    await seedStore(store, { ...DEFAULT_SEED_OPTIONS, scale: 0.1, reset: true, onProgress: () => {} });
    expect(await Promise.all(["quota_use", "retention_purge", "team"].map(count))).toEqual([0, 0, teams]);
  }, 120_000);
});
