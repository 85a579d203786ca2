import { expect, test } from "@jest/globals";
import { sql } from "kysely";
import { storeEntities } from "../../../src/cli/store-entities.js";
import { codeOf } from "../../../src/errors.js";
import { openStore } from "../../../src/store/open-store.js";
import { describeEachEngine } from "../../support/engines.js";
import {
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

// Each process believes the agreements that it has read for up to a second: for that long two of them can bring the same
// view to different ends. A store that is opened twice stands for two processes; a view is queued by store.

const OLD: TestGrants = { version: "old", teams: sql`c.category = 'SOCIAL'`, rules: sql`''` };
const NEW: TestGrants = { version: "new", teams: sql`c.category <> 'SOCIAL'`, rules: sql`''` };
const ROUNDS = 25;

describeEachEngine("a partner's view under two processes, of which one knows the new grants", (engine) => {
  test("holds what the new grants give, once both know them", async () => {
    const opened = await openFeedStore(engine);
    const other = await openStore(opened.url, storeEntities());
    try {
      for (let at = 0; at < 40; at++) {
        const id = `t${at}`;
        await writeTeams(opened.store, { id, category: at % 2 === 0 ? "SOCIAL" : "COMPREHENSIVE_FIRE" });
        await writeCapabilities(opened.store, { id: `c${at}`, teamId: id });
      }
      const granted = (grants: TestGrants) =>
        Array.from({ length: 40 }, (_, at) => at)
          .filter((at) => (at % 2 === 0) === (grants === OLD))
          .flatMap((at) => [`Team t${at}`, `TeamCapability c${at}`])
          .sort();
      for (let round = 0; round < ROUNDS; round++) {
        await emptyFeeds(opened.store);
        const mirror = newMirror();
        await pull(feedUnder(OLD), () => partnerContext(other, OLD), mirror);
        expect([...mirror.records.keys()].sort()).toEqual(granted(OLD));

        await sql`update team set headcount = ${round}`.execute(opened.store.db);
        const began = (store: typeof other, grants: TestGrants) =>
          pull(feedUnder(grants), () => partnerContext(store, grants), newMirror()).catch(
            (error: unknown) => {
              expect(codeOf(error)).toBe("FEED_BUSY");
            },
          );
        const late = new Promise((next) => setTimeout(next, (round % 5) * 2));
        await Promise.all([began(opened.store, NEW), late.then(() => began(other, OLD)), began(other, OLD)]);

        for (const store of [other, opened.store]) {
          const seen = newMirror();
          await pull(feedUnder(NEW), () => partnerContext(store, NEW), seen);
          expect([round, [...seen.records.keys()].sort()]).toEqual([round, granted(NEW)]);
        }
        // Who has read on from before holds the same.
        await pull(feedUnder(NEW), () => partnerContext(other, NEW), mirror);
        expect([round, [...mirror.records.keys()].sort()]).toEqual([round, granted(NEW)]);
      }
    } finally {
      await other.close();
      await opened.close();
    }
  }, 120_000);
});
