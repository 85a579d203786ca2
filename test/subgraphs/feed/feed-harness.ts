import { createHash } from "node:crypto";
import { sql } from "kysely";
import { storeEntities } from "../../../src/cli/store-entities.js";
import type { RequestContext } from "../../../src/context.js";
import type { Caller, Role } from "../../../src/policy/caller.js";
import { migrateStore } from "../../../src/store/migrate-store.js";
import { openStore } from "../../../src/store/open-store.js";
import type { Sql } from "../../../src/store/per-parent.js";
import type { Store } from "../../../src/store/store.js";
import { type StoredRow, writeRows } from "../../../src/store/write-rows.js";
import type { FeedChange } from "../../../src/subgraphs/feed/feed.js";
import { createFeed, type Feed, feedTypes, resetFeeds } from "../../../src/subgraphs/feed/subgraph.js";
import "../../../src/subgraphs/index.js";
import type { TestEngine } from "../../support/engines.js";
import { teamRow } from "../../support/team-row.js";
import { testContext } from "../../support/test-context.js";

/** An empty store with every table and trigger. */
export async function openFeedStore(engine: TestEngine) {
  const database = await engine.freshDatabase();
  const store = await openStore(database.url, storeEntities());
  await migrateStore(store);
  return {
    store,
    url: database.url,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}

/** Empties what the tests write, and everything that feeds keep: tests share a store, for its making takes long. */
export async function emptyFeedStore(store: Store): Promise<void> {
  for (const table of ["team_capability", "team", "exercise", "plan"]) {
    await sql`delete from ${sql.table(table)}`.execute(store.db);
  }
  await emptyFeeds(store);
}

/** Empties what feeds keep. */
export const emptyFeeds = ({ db }: Store): Promise<void> => resetFeeds(db);

/** A partner's agreements, as far as they decide over rows: teams by a condition, and what belongs to them. */
export interface TestGrants {
  version: string;
  /** Over the alias `c` of teams. */
  teams: Sql;
  /** Under which rules, as SQL over teams or what belongs to them. */
  rules: Sql;
}

/** The feeds of a partner whose agreements are what `grants` says at the time. */
export function feedUnder(grants: TestGrants): Feed {
  return createFeed(feedTypes(), ({ caller }, { table }) => {
    if (caller.role !== "partner") return undefined;
    const { teams, rules } = grants;
    if (table === "team") return { sql: teams, rules } as never;
    return { sql: sql`c.team_id in (select c.id from team as c where ${teams})`, rules } as never;
  });
}

/** The feeds as they are served. */
export const plainFeed = (): Feed => createFeed(feedTypes());

/** A context of a partner under grants of this version. */
export function partnerContext(
  store: Store,
  grants: Pick<TestGrants, "version">,
  partner = "33",
): RequestContext {
  const open = { version: grants.version, scopes: new Map(), unconditional: new Set(["TEAMS"]) };
  return {
    ...testContext(store, "partner"),
    caller: { role: "partner", subject: "p", partner, grants: open } as Caller,
  };
}

export const roleContext = (store: Store, role: Role) => testContext(store, role);

export async function writeTeams(store: Store, ...rows: (StoredRow & { id: string })[]): Promise<void> {
  await writeRows(store.db, "team", rows.map(teamRow));
}

export async function writeCapabilities(
  store: Store,
  ...rows: { id: string; teamId: string }[]
): Promise<void> {
  await writeRows(
    store.db,
    "team_capability",
    rows.map((row) => ({ capabilityCode: "search", typeLevel: 1, ...row })),
  );
}

/** What somebody holds who applies each change, and where they stand. */
export interface Mirror {
  readonly records: Map<string, string>;
  cursor: string | undefined;
  /** Every change that came, in short: `+Team a`, `-Team a`. */
  readonly seen: string[];
}

export const newMirror = (): Mirror => ({ records: new Map(), cursor: undefined, seen: [] });

/** Applies one change, and keeps its cursor. */
export function applyChange(mirror: Mirror, change: FeedChange): void {
  const key = `${change.type} ${change.id}`;
  mirror.seen.push(`${change.op === "UPSERT" ? "+" : "-"}${key}`);
  if (change.op === "DELETE") mirror.records.delete(key);
  else {
    const { id, owner, record, type } = change;
    mirror.records.set(
      key,
      JSON.stringify(owner === undefined ? { id, record, type } : { id, owner, record, type }),
    );
  }
  mirror.cursor = change.cursor;
}

/** Pulls to the head, in pages. @returns what came, in short */
export async function pull(
  feed: Feed,
  context: () => RequestContext,
  mirror: Mirror,
  { dataset = "TEAMS", first = 1000 } = {},
): Promise<string[]> {
  const from = mirror.seen.length;
  for (let hasMore = true; hasMore; ) {
    const page = await feed.read(context(), dataset, { after: mirror.cursor, first });
    for (const change of page.changes) applyChange(mirror, change);
    mirror.cursor = page.cursor;
    hasMore = page.hasMore;
  }
  return mirror.seen.slice(from);
}

/** The digest of a mirror, by the README's words. */
export function digestOf({ records }: Pick<Mirror, "records">): string {
  let sum = 0n;
  for (const text of records.values()) sum += BigInt(`0x${createHash("sha256").update(text).digest("hex")}`);
  return (sum % (1n << 256n)).toString(16).padStart(64, "0");
}
