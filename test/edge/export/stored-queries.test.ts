import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { storeEntities } from "../../../src/cli/store-entities.js";
import { MOST_QUERIES } from "../../../src/edge/query-book.js";
import type { Role } from "../../../src/policy/caller.js";
import { migrateStore } from "../../../src/store/migrate-store.js";
import { openStore } from "../../../src/store/open-store.js";
import type { Store } from "../../../src/store/store.js";
import { writeRows } from "../../../src/store/write-rows.js";
import { writeTransaction } from "../../../src/store/write-transaction.js";
import { describeEachEngine } from "../../support/engines.js";
import { teamRow } from "../../support/team-row.js";
import { type ExportGraph, refusal, type SendOptions, serveExportGraph } from "./export-harness.js";
import { GRAPHQL, TEXT, UNSAVABLE } from "./unsavable-queries.js";

interface Listed {
  readonly name: string;
  readonly origin: string;
  readonly problem?: string;
}

describeEachEngine("queries in the store", (engine) => {
  const stores: Store[] = [];
  let [graph, other] = [] as unknown as [ExportGraph, ExportGraph];
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await engine.freshDatabase();
    drop = database.drop;
    // As two server processes on one store: nothing is shared but the database.
    for (let at = 0; at < 2; at++) stores.push(await openStore(database.url, storeEntities()));
    await migrateStore(stores[0] as Store);
    await writeRows((stores[0] as Store).db, "team", [
      teamRow({ id: "t1", level: "MUNICIPAL", contactName: "张三", headcount: 30 }),
    ]);
    graph = await serveExportGraph(stores[0] as Store, undefined, {}, true);
    other = await serveExportGraph(stores[1] as Store);
  }, 60_000);

  afterAll(async () => {
    await graph.stop();
    await other.stop();
    for (const store of stores) await store.close();
    await drop();
  });

  beforeEach(async () => {
    await sql`delete from saved_query`.execute((stores[0] as Store).db);
  });

  const put = (path: string, options: SendOptions = {}, on = graph) =>
    on.send("PUT", path, {
      role: "analyst",
      body: TEXT,
      ...options,
      headers: { ...GRAPHQL, ...options.headers },
    });
  const list = async (role: Role, subject?: string, on = graph) =>
    (await (await on.send("GET", "/queries", { role, ...(subject && { subject }) })).json()) as Listed[];
  const kept = async (role: Role, subject?: string, on = graph) =>
    (await list(role, subject, on)).filter(({ origin }) => origin === "store");
  const rows = async () =>
    (await sql<{ name: string }>`select * from saved_query order by name`.execute((stores[0] as Store).db))
      .rows;

  test("are saved, listed, given back to the byte, changed and removed", async () => {
    const made = await put("/queries/my-teams");
    const shown = {
      name: "my-teams",
      title: { zh: "队伍及其人数", en: "Teams and their headcounts" },
      description: { zh: "某级别的队伍。", en: "The teams of a level." },
      parameters: [
        { name: "level", type: "TeamLevel", required: false, default: "MUNICIPAL" },
        { name: "first", type: "Int", required: false },
      ],
      formats: ["csv", "ndjson", "xlsx"],
      origin: "store",
      own: true,
      shared: false,
      savedBy: "tester",
      savedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
    };
    expect([made.status, await made.json()]).toEqual([201, shown]);
    expect(await kept("analyst")).toEqual([shown]);
    const text = await graph.send("GET", "/queries/my-teams", { role: "analyst" });
    expect(text.headers.get("content-type")).toBe("application/graphql; charset=utf-8");
    expect(await text.text()).toBe(TEXT);

    const changed = await put("/queries/my-teams?shared=true", {
      body: TEXT.replace("  headcount\n", "  id\n"),
    });
    expect([changed.status, await changed.json()]).toEqual([200, { ...shown, shared: true }]);
    // Left out, sharing stays as it is.
    await put("/queries/my-teams");
    expect(await kept("analyst")).toMatchObject([{ name: "my-teams", shared: true }]);
    expect((await graph.send("DELETE", "/queries/my-teams", { role: "analyst" })).status).toBe(204);
    expect(await rows()).toEqual([]);
  });

  test("are given and run beside those of the release, with the rights of whoever asks", async () => {
    await put("/queries/shared-teams?shared=true", {
      subject: "an",
      body: TEXT.replace("name", "contactName"),
    });
    const run = async (role: Role) => {
      const response = await graph.send("GET", "/export/shared-teams.csv?labels=path", { role });
      return [response.status, response.headers.get("x-export-forbidden"), (await response.text()).trim()];
    };
    expect(await run("analyst")).toEqual([200, "Team.contactName", expect.stringContaining("\n,30")]);
    const [, forbidden, csv] = await run("steward");
    expect([forbidden, csv]).toEqual([null, expect.stringContaining("\n张三,30")]);
    const file = await graph.send("GET", "/queries/municipal-teams", { role: "anonymous" });
    expect(await file.text()).toContain("query MunicipalTeams");
    const xlsx = await graph.send("GET", "/export/shared-teams.xlsx", { role: "steward" });
    expect(xlsx.status).toBe(200);
    expect((await graph.send("GET", "/export/shared-teams.ndjson?level=DISTRICT")).status).toBe(200);
    expect(await refusal(await graph.send("GET", "/export/shared-teams.csv?level=X"))).toEqual([
      "EXPORT_PARAMETER",
      400,
    ]);
  });

  test("that are not shared are seen by nobody else, whatever the role", async () => {
    await put("/queries/private-one", { subject: "an" });
    await put("/queries/shared-one?shared=true", { subject: "an" });
    const names = async (role: Role, subject: string) => (await kept(role, subject)).map(({ name }) => name);
    expect(await names("analyst", "an")).toEqual(["private-one", "shared-one"]);
    for (const role of ["analyst", "steward", "admin"] as const) {
      expect(await names(role, "bo")).toEqual(["shared-one"]);
      for (const path of ["/queries/private-one", "/export/private-one.csv"]) {
        const answer = await graph.send("GET", path, { role, subject: "bo" });
        expect(await refusal(answer)).toEqual(["SAVED_QUERY_UNKNOWN", 404]);
      }
    }
    for (const role of ["partner", "anonymous"] as const) {
      expect(await names(role, "an")).toEqual([]);
      const answer = await graph.send("GET", "/export/shared-one.csv", { role, subject: "an" });
      expect(await refusal(answer)).toEqual(["SAVED_QUERY_UNKNOWN", 404]);
    }
    // A subject is a person: who may not read PERSONAL is not told whose it is.
    expect((await kept("analyst", "bo"))[0]).not.toHaveProperty("savedBy");
    expect((await kept("steward", "bo"))[0]).toMatchObject({ savedBy: "an", own: false });
  });

  test("of somebody else are changed and removed by an admin alone", async () => {
    await put("/queries/private-one", { subject: "an" });
    await put("/queries/shared-one?shared=true", { subject: "an" });
    const before = await rows();
    const as = (role: Role) => ({ role, subject: "bo" });
    for (const role of ["analyst", "steward"] as const) {
      expect(await refusal(await put("/queries/shared-one", as(role)))).toEqual([
        "SAVED_QUERY_NOT_YOURS",
        403,
      ]);
      expect(await refusal(await put("/queries/private-one", as(role)))).toEqual([
        "SAVED_QUERY_NAME_TAKEN",
        409,
      ]);
      const remove = (name: string) => graph.send("DELETE", `/queries/${name}`, as(role));
      expect(await refusal(await remove("shared-one"))).toEqual(["SAVED_QUERY_NOT_YOURS", 403]);
      expect(await refusal(await remove("private-one"))).toEqual(["SAVED_QUERY_UNKNOWN", 404]);
    }
    expect(await rows()).toEqual(before);
    const longer = TEXT.replace("nodes {", "totalCount nodes {");
    expect((await put("/queries/shared-one", { ...as("admin"), body: longer })).status).toBe(200);
    // It stays its keeper's.
    const text = await graph.send("GET", "/queries/shared-one", { role: "analyst", subject: "an" });
    expect(await text.text()).toBe(longer);
    expect(await kept("analyst", "an")).toMatchObject([{}, { name: "shared-one", own: true }]);
    for (const name of ["shared-one", "private-one"]) {
      expect((await graph.send("DELETE", `/queries/${name}`, as("admin"))).status).toBe(204);
    }
    expect(await rows()).toEqual([]);
  });

  test("are seen by every process on the store at once", async () => {
    await put("/queries/my-teams");
    expect((await kept("analyst", undefined, other)).map(({ name }) => name)).toEqual(["my-teams"]);
    await put("/queries/my-teams", { body: TEXT.replace("name", "nameEn") }, other);
    const csv = await (
      await graph.send("GET", "/export/my-teams.csv?labels=path", { role: "analyst" })
    ).text();
    expect(csv.split("\n")[0]).toContain("nameEn,headcount");
    await other.send("DELETE", "/queries/my-teams", { role: "analyst" });
    expect(await kept("analyst")).toEqual([]);
    // One name, taken by two at the same moment: one has it.
    const both = await Promise.all([
      put("/queries/race", { subject: "an" }),
      put("/queries/race", { subject: "bo" }, other),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test("that no longer fit the schema are listed with what is wrong and stop nothing", async () => {
    await put("/queries/my-teams");
    const stale = TEXT.replace("  headcount", "  shoeSize");
    await sql`update saved_query set text = ${stale}`.execute((stores[0] as Store).db);
    const fresh = await serveExportGraph(stores[1] as Store);
    expect(await kept("analyst", undefined, fresh)).toEqual([
      {
        name: "my-teams",
        problem: expect.stringContaining("shoeSize"),
        origin: "store",
        own: true,
        shared: false,
        savedBy: "tester",
        savedAt: expect.any(String),
      },
    ]);
    const run = await fresh.send("GET", "/export/my-teams.csv", { role: "analyst" });
    expect(await refusal(run)).toEqual(["SAVED_QUERY_BROKEN", 409]);
    expect(await (await fresh.send("GET", "/queries/my-teams", { role: "analyst" })).text()).toBe(stale);
    expect((await put("/queries/my-teams", {}, fresh)).status).toBe(200);
    await fresh.stop();
  });

  test.each(UNSAVABLE)("are refused with %s and %i: %s %j", async (code, status, path, options) => {
    expect(await refusal(await put(path, options))).toEqual([code, status]);
    expect(await rows()).toEqual([]);
  });

  test("are not removed or listed by a page of another site", async () => {
    await put("/queries/my-teams");
    const headers = { "sec-fetch-site": "cross-site", "apollo-require-preflight": "true" };
    const remove = await graph.send("DELETE", "/queries/my-teams", { role: "analyst", headers });
    expect(await refusal(remove)).toEqual(["BAD_REQUEST", 400]);
    const read = await graph.send("GET", "/queries", { headers: { "sec-fetch-site": "cross-site" } });
    expect(await refusal(read)).toEqual(["BAD_REQUEST", 400]);
    expect(await rows()).toHaveLength(1);
    expect(await refusal(await graph.send("DELETE", "/queries/municipal-teams"))).toEqual([
      "SAVED_QUERY_READ_ONLY",
      403,
    ]);
    expect(await refusal(await graph.send("DELETE", "/queries/none"))).toEqual(["SAVED_QUERY_UNKNOWN", 404]);
    const odd = await graph.send("POST", "/queries/my-teams", { role: "analyst" });
    expect([await refusal(odd), odd.headers.get("allow")]).toEqual([
      ["METHOD_NOT_ALLOWED", 405],
      "GET, PUT, DELETE",
    ]);
  });

  test("are bounded in number, for one subject and in all", async () => {
    const row = (at: number, savedBy: string) => ({
      name: `q${at}`,
      text: TEXT,
      savedBy,
      savedAt: "2026-11-01 08:00:00.000",
      shared: 0,
    });
    const { db } = stores[0] as Store;
    await writeRows(
      db,
      "saved_query",
      Array.from({ length: MOST_QUERIES.own }, (_, at) => row(at, "an")),
    );
    expect(await refusal(await put("/queries/one-more", { subject: "an" }))).toEqual([
      "SAVED_QUERY_TOO_MANY",
      409,
    ]);
    expect((await put("/queries/q1", { subject: "an" })).status).toBe(200);
    const others = Array.from({ length: MOST_QUERIES.all - MOST_QUERIES.own }, (_, at) =>
      row(at + 500, "bo"),
    );
    await writeRows(db, "saved_query", others);
    expect(await refusal(await put("/queries/one-more"))).toEqual(["SAVED_QUERY_TOO_MANY", 409]);
    expect(await rows()).toHaveLength(MOST_QUERIES.all);
  });

  test("are found from the IDE, on a page that needs nothing from elsewhere", async () => {
    const html = { accept: "text/html" };
    const ide = await (await fetch(`${graph.origin}/graphql`, { headers: html })).text();
    expect(ide).toContain('href="/ide/queries"');
    const page = await fetch(`${graph.origin}/ide/queries`, { headers: html });
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    const text = await page.text();
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(text).toContain('<script type="module" src="/ide/queries.js"></script>');
    const script = await fetch(`${graph.origin}/ide/queries.js`);
    expect(await script.text()).toContain("/graphql?saved=");
    expect((await fetch(`${other.origin}/ide/queries`)).status).toBe(404);
  });

  // SQLite has one writer at a time, and waits for it inside its call unless it is told not to.
  test("saving waits for another writer, and nobody else waits with it", async () => {
    const [, second] = stores as [Store, Store];
    const held = Promise.withResolvers<void>();
    const holds = Promise.withResolvers<void>();
    const writer = writeTransaction(second, async (db) => {
      await sql`delete from saved_query`.execute(db);
      holds.resolve();
      await held.promise;
    });
    await holds.promise;
    const saving = put("/queries/waits");
    for (let at = 0; at < 5; at++) expect(await list("analyst")).toEqual(expect.any(Array));
    held.resolve();
    await writer;
    expect((await saving).status).toBe(201);
  });
});
