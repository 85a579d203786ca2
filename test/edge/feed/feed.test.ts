import { createHash } from "node:crypto";
import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import type { Role } from "../../../src/policy/caller.js";
import {
  applyChange,
  digestOf,
  emptyFeedStore,
  newMirror,
  openFeedStore,
  writeCapabilities,
  writeTeams,
} from "../../subgraphs/feed/feed-harness.js";
import { describeEachEngine, engines, type TestEngine } from "../../support/engines.js";
import { serveGraph } from "../../support/graph-harness.js";
import { serveFeed, token } from "./feed-service.js";

/** What makes a record of 3.6 kB of a team. */
const LONG = { duty: "职".repeat(500), dutyEn: "职".repeat(500), address: "职".repeat(200) };

describeEachEngine("/feed", (engine) => {
  let opened: Awaited<ReturnType<typeof openFeedStore>>;
  let served: Awaited<ReturnType<typeof serveFeed>>;
  beforeAll(async () => {
    opened = await openFeedStore(engine);
    served = await serveFeed(opened.store);
  }, 120_000);
  beforeEach(() => emptyFeedStore(opened.store));
  afterAll(async () => {
    await served.stop();
    await opened.close();
  });

  const get = async (path: string, role: Role = "admin", headers: Record<string, string> = {}) =>
    fetch(`${served.url}${path}`, {
      headers: role === "anonymous" ? headers : { authorization: `Bearer ${await token(role)}`, ...headers },
    });
  const lines = (text: string) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const code = async (response: Response) => [
    response.status,
    ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code,
  ];

  test("followers of one caller do not take the places of others", async () => {
    const follow = (role: Role) => get("/feed/teams", role, { accept: "text/event-stream" });
    const followed: Response[] = [];
    for (let at = 0; at < 20; at++) followed.push(await follow("analyst"));
    expect(new Set(followed.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await code(await follow("analyst"))).toEqual([503, "FEED_BUSY"]);
    const other = await follow("admin");
    expect(other.status).toBe(200);
    for (const { body } of [...followed, other]) await body?.cancel();
  });

  test("streams a pull as NDJSON whose last line proves the others", async () => {
    const teams = Array.from({ length: 2300 }, (_, at) => ({ id: `t${10_000 + at}` }));
    await writeTeams(opened.store, ...teams);
    await writeCapabilities(opened.store, { id: "x", teamId: "t10000" });
    const response = await get("/feed/teams");
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "application/x-ndjson; charset=utf-8",
    ]);
    const text = await response.text();
    const parsed = lines(text);
    const end = parsed.pop();
    const before = text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1);
    expect(end).toEqual({
      end: true,
      cursor: expect.stringMatching(/^[A-Za-z0-9_-]{1,100}$/),
      count: 2301,
      hasMore: false,
      digest: createHash("sha256").update(before).digest("hex"),
    });
    expect(Object.keys(parsed[0])).toEqual(["op", "type", "id", "record", "cursor"]);
    expect(Object.keys(parsed[2300])).toEqual(["op", "type", "id", "owner", "record", "cursor"]);
    const mirror = newMirror();
    for (const change of parsed) applyChange(mirror, change);
    const told = (await (await get(`/feed/teams/digest?at=${end.cursor}`)).json()) as Record<string, unknown>;
    expect(told).toEqual({
      dataset: "TEAMS",
      cursor: end.cursor,
      current: true,
      counts: { Team: 2300, TeamCapability: 1 },
      digest: digestOf(mirror),
    });
    // From any line on, the rest.
    const rest = lines(await (await get(`/feed/teams?after=${parsed[2298].cursor}`)).text());
    expect(rest.slice(0, -1).map(({ id }) => id)).toEqual(["t12299", "x"]);
  });

  test("takes `first`, and says whether there is more", async () => {
    await writeTeams(opened.store, { id: "a" }, { id: "b" }, { id: "c" });
    const two = lines(await (await get("/feed/TEAMS?first=2")).text());
    expect([two.length, two[2].count, two[2].hasMore]).toEqual([3, 2, true]);
    const rest = lines(await (await get(`/feed/teams?first=2&after=${two[2].cursor}`)).text());
    expect([rest[0].id, rest[1].count, rest[1].hasMore]).toEqual(["c", 1, false]);
  });

  test("gives the same through GraphQL", async () => {
    await writeTeams(opened.store, { id: "a", name: "甲" });
    await writeCapabilities(opened.store, { id: "x", teamId: "a" });
    const ask = async (query: string, role: Role) => {
      const headers: Record<string, string> = { "content-type": "application/json" };
      if (role !== "anonymous") headers["authorization"] = `Bearer ${await token(role)}`;
      const response = await fetch(`${served.url}/graphql`, {
        method: "POST",
        headers,
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as {
        data: Record<string, never>;
        errors?: { extensions: { code: string } }[];
      };
    };
    const query = `{ snapshot(dataset: TEAMS) { cursor counts { type count } }
      changes(dataset: TEAMS, first: 10) { changes { cursor op type id owner { id type } record } endCursor hasMore } }`;
    const { data } = await ask(query, "steward");
    const byHttp = lines(await (await get("/feed/teams", "steward")).text());
    const end = byHttp.pop();
    expect(data["changes"]).toEqual({
      changes: byHttp.map((change) => ({ owner: null, ...change })),
      endCursor: end.cursor,
      hasMore: false,
    });
    expect((data["snapshot"] as unknown as { counts: unknown[] }).counts).toContainEqual({
      type: "Team",
      count: 1,
    });
    const refused = await ask("{ changes(dataset: TEAMS) { hasMore } }", "anonymous");
    expect([refused.data, refused.errors?.[0]?.extensions.code]).toEqual([
      { changes: null },
      "FEED_FORBIDDEN",
    ]);
    const tooMany = await ask("{ changes(dataset: TEAMS, first: 501) { hasMore } }", "steward");
    expect(tooMany.errors?.[0]?.extensions.code).toBe("BAD_PAGE_SIZE");
  });

  test.each([
    ["/feed", "admin", 404, "FEED_UNNAMED"],
    ["/feed/", "admin", 404, "FEED_UNNAMED"],
    ["/feed", "anonymous", 403, "FEED_FORBIDDEN"],
    ["/feed/nothing", "anonymous", 403, "FEED_FORBIDDEN"],
    ["/feed/nothing", "admin", 404, "FEED_UNKNOWN"],
    ["/feed/hazards", "admin", 404, "FEED_UNKNOWN"],
    ["/feed/teams", "anonymous", 403, "FEED_FORBIDDEN"],
    ["/feed/teams/digest", "anonymous", 403, "FEED_FORBIDDEN"],
    ["/feed/teams?after=x", "admin", 400, "BAD_CURSOR"],
    ["/feed/teams/digest?at=x", "admin", 400, "BAD_CURSOR"],
    ["/feed/teams?first=0", "admin", 400, "BAD_PAGE_SIZE"],
    ["/feed/teams?first=1e3", "admin", 400, "BAD_PAGE_SIZE"],
    ["/feed/teams?after=x&after=y", "admin", 400, "FEED_OPTION"],
    ["/feed/teams?after=", "admin", 400, "FEED_OPTION"],
    ["/feed/teams?limit=3", "admin", 400, "FEED_OPTION"],
  ] as const)("refuses %s of %s with %i %s", async (path, role, status, expected) => {
    expect(await code(await get(path, role))).toEqual([status, expected]);
  });

  test("breaks a pull off with an error line when the token ends in the middle", async () => {
    // More than the sockets between the two hold: some 50 MB.
    const many = 14_000;
    await writeTeams(
      opened.store,
      ...Array.from({ length: many }, (_, at) => ({ id: `t${10_000 + at}`, ...LONG })),
    );
    await (await get("/feed/teams?first=1")).text();
    const short = `Bearer ${await token("admin", 3)}`;
    const outcome = await new Promise<{ text: string; broke: boolean }>((done) => {
      request(`${served.url}/feed/teams`, { headers: { authorization: short } }, (response) => {
        let text = "";
        // Longer than the token lasts: what the client does not take, the service does not read.
        setTimeout(() => response.on("data", (chunk) => (text += chunk)), 4000);
        response.on("end", () => done({ text, broke: false }));
        response.on("error", () => done({ text, broke: true }));
      }).end();
    });
    const parsed = lines(outcome.text);
    expect([outcome.broke, parsed.at(-1)?.error?.code]).toEqual([true, "TOKEN_EXPIRED"]);
    expect(parsed.length).toBeLessThan(many);
  });

  test("follows live as server-sent events, and goes on from the last id", async () => {
    await writeTeams(opened.store, { id: "a" });
    const first = await follow();
    expect(await first.next()).toMatchObject({ event: "change", data: { op: "UPSERT", id: "a" } });
    const head = await first.next();
    expect(head).toMatchObject({ event: "head", data: { cursor: head.id } });
    await sql`update team set name = 'x' where id = 'a'`.execute(opened.store.db);
    const changed = await first.next();
    expect(changed).toMatchObject({
      event: "change",
      data: { op: "UPSERT", id: "a", record: { name: "x" } },
    });
    expect(changed.id).toBe((changed.data as { cursor: string }).cursor);
    first.leave();
    await sql`delete from team where id = 'a'`.execute(opened.store.db);
    const second = await follow({ "last-event-id": changed.id });
    expect(await second.next()).toMatchObject({ event: "change", data: { op: "DELETE", id: "a" } });
    second.leave();
    expect(
      await code(await get("/feed/teams", "admin", { accept: "text/event-stream", "last-event-id": "x" })),
    ).toEqual([400, "BAD_CURSOR"]);
  });

  test("stops reading when a puller goes away", async () => {
    await writeTeams(
      opened.store,
      ...Array.from({ length: 5000 }, (_, at) => ({ id: `t${10_000 + at}`, ...LONG })),
    );
    await (await get("/feed/teams?first=1")).text();
    let pages = 0;
    const stop = opened.store.onStatement((statement) => {
      if (/from feed_entry\s+where feed_id/.test(statement)) pages++;
    });
    const leaving = new AbortController();
    const response = await fetch(`${served.url}/feed/teams`, {
      headers: { authorization: `Bearer ${await token("admin")}` },
      signal: leaving.signal,
    });
    await response.body?.getReader().read();
    leaving.abort();
    await pause(200);
    const soon = pages;
    await pause(200);
    stop();
    expect([pages, pages < 8]).toEqual([soon, true]);
  });

  interface Told {
    readonly id: string;
    readonly event: string;
    readonly data: unknown;
  }

  async function follow(headers: Record<string, string> = {}) {
    const leaving = new AbortController();
    const response = await fetch(`${served.url}/feed/teams`, {
      headers: { authorization: `Bearer ${await token("admin")}`, accept: "text/event-stream", ...headers },
      signal: leaving.signal,
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = "";
    return {
      leave: () => leaving.abort(),
      async next(): Promise<Told> {
        while (!text.includes("\n\n")) text += decoder.decode((await reader.read()).value, { stream: true });
        const [block = "", ...rest] = text.split("\n\n");
        text = rest.join("\n\n");
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
        return { id: field("id"), event: field("event"), data: JSON.parse(field("data")) };
      },
    };
  }
});

describe("/feed where the feed subgraph is elsewhere", () => {
  test("says where feeds are served", async () => {
    const opened = await openFeedStore(engines()[0] as TestEngine);
    const graph = await serveGraph(opened.store);
    const response = await fetch(graph.url.replace("/graphql", "/feed/teams"));
    expect([
      response.status,
      ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code,
    ]).toEqual([404, "FEED_ELSEWHERE"]);
    await graph.stop();
    await opened.close();
  });
});
