import { sql } from "kysely";
import type { Store } from "./store.js";
import { writeTransaction } from "./write-transaction.js";

/** What a request has given to a partner on a day, by agreement; asked for once. */
export interface GivenRecords {
  readonly partner: string;
  /** In Asia/Shanghai, `YYYY-MM-DD`. */
  readonly day: string;
  takeGiven(): ReadonlyMap<string, number>;
}

/**
 * Adds what a request has given to what was given that day, in one statement; nothing where it gave nothing. What is
 * taken and not yet settled is known to the requests of one process that began within the same second: others can go beyond the
 * quota by so much.
 */
export async function settleQuota(store: Store, quota: GivenRecords | undefined): Promise<void> {
  // A gateway of remote subgraphs has no store to be looked at.
  if (quota === undefined) return;
  const { engine } = store;
  const given = [...quota.takeGiven()].filter(([, records]) => records > 0);
  if (given.length === 0) return;
  const { partner, day } = quota;
  const rows = given.map(([agreement, records]) => sql`(${agreement}, ${partner}, ${day}, ${records})`);
  const added =
    engine === "sqlite"
      ? sql`on conflict (agreement_id, partner, day) do update set records = quota_use.records + excluded.records`
      : sql`on duplicate key update records = quota_use.records + values(records)`;
  // Not by itself: SQLite would wait for another writer inside the call, and everything else in this process with it.
  await writeTransaction(store, (db) =>
    sql`insert into quota_use (agreement_id, partner, day, records) values ${sql.join(rows)} ${added}`.execute(
      db,
    ),
  );
}
