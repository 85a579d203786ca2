import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { print } from "graphql";
import { MEDIA_TYPES } from "../../src/edge/export/formats.js";
import { readSavedQueries } from "../../src/edge/saved-queries.js";
import type { Store } from "../../src/store/store.js";
import { engines } from "../support/engines.js";
import { openSeededStore } from "../support/graph-harness.js";
import { partnerCaller } from "../support/partner-caller.js";
import { type Answer, alike, codesIn, cursorOf, lastOf } from "./http-answers.js";
import {
  byId,
  forgedCursors,
  forgedIds,
  guesses,
  type List,
  lists,
  pageAfter,
  spoiledCursors,
} from "./http-questions.js";
import { type HttpSide, type Left, serveHttpSide } from "./http-side.js";
import { type Batch, memberBatches } from "./member-batches.js";
import { leaksIn, type Model, modelOf, type Rows, readRows } from "./partner-model.js";

/** One that is given much, masked; one that is given little; one with which there is no agreement. */
const PARTNERS = ["33", "34", "35"];
/** What other rows may not even name: whole records. */
const ROOTS = [
  "team",
  "depot",
  "expert",
  "volunteer",
  "volunteer_organisation",
  "incident",
  "dispatch",
] as const;
const DATASETS = "teams experts supplies volunteers warnings plans incidents equipment".split(" ");

/** The feeds that each may have records in: what agreements give, and what is shared without one. */
const FEEDS: Readonly<Record<string, string>> = {
  "33": "equipment, experts, plans, supplies, teams, warnings",
  "34": "equipment, plans, supplies, teams, warnings",
  "35": "equipment, plans, warnings",
};
/** Rows of a page: few enough that what is shared has several. */
const PAGE = 100;

let store: Store;
let drop: () => Promise<void>;
let side: HttpSide;
let rows: Rows;
let members: Batch[];

beforeAll(async () => {
  ({ store, drop } = await openSeededStore(engines()[0] as ReturnType<typeof engines>[number], {
    own: true,
  }));
  rows = await readRows(store);
  side = await serveHttpSide(store);
  members = memberBatches(side.gateway.apiSchema, rows, (policy) => policy !== "PUBLIC");
}, 60_000);

afterAll(async () => {
  await side.stop();
  await drop();
});

describe.each(PARTNERS)("over HTTP, the partner %s", (partner) => {
  let model: Model;
  let forbidden: ReadonlySet<string>;
  beforeAll(() => {
    model = modelOf(rows, partner);
    const hidden = ROOTS.flatMap((table) => {
      const own = model.ids(table);
      return (rows.tables.get(table) ?? []).map(({ id }) => String(id)).filter((id) => !own.has(id));
    });
    forbidden = new Set([...model.forbidden, ...hidden]);
    expect(forbidden.size).toBeGreaterThan(1000);
  });

  /** What went out that must not, under the name of the path that it took. */
  const leaks = (at: string, { values }: Left, sent: ReadonlySet<string> = new Set()) =>
    leaksIn(values, forbidden, sent).map((leak) => `${leak} at ${at}`);

  /** A list page by page: to its end where agreements give it. */
  const pagesOf = async (query: string, name: string, toEnd: boolean): Promise<Left[]> => {
    const pages: Left[] = [];
    for (let after: string | null = null; ; ) {
      const page = await side.post(query, partner, "application/json", { after, first: toEnd ? PAGE : 500 });
      pages.push(page);
      const told = (page.body as Answer).data?.[name]?.pageInfo;
      if (!toEnd || told?.hasNextPage !== true) return pages;
      after = told.endCursor;
    }
  };

  const contractOf = async () => {
    const contract = side.gateway.contracts.of(await partnerCaller(store, partner));
    return contract?.schema ?? side.gateway.apiSchema;
  };

  test("takes no list away in any format with a value or a row in it that is not his", async () => {
    const wrong: string[] = [];
    const held = new Map<string, number>();
    let most = 0;
    for (const { name, query, isShared } of lists(await contractOf())) {
      const pages = await pagesOf(query, name, isShared);
      wrong.push(
        ...leaks(`the pages of ${name}`, { status: 200, values: pages.map(({ values }) => values) }),
      );
      const count = pages.reduce((sum, page) => sum + seen(page, model), 0);
      if (isShared) most = Math.max(most, pages.length);
      held.set("pages", (held.get("pages") ?? 0) + count);
      // What agreements give, in every format too: an export is the whole list.
      for (const accept of isShared ? Object.values(MEDIA_TYPES) : []) {
        const left = await side.post(query, partner, accept);
        wrong.push(...leaks(`${name} as ${accept}`, left));
        if (left.status === 200) held.set(accept, (held.get(accept) ?? 0) + seen(left, model));
      }
    }
    expect(wrong).toEqual([]);
    // What he is given does go out, in each format: the scan looks at something.
    const given = model.ids("team").size > 0;
    expect(most > 1).toBe(given);
    if (given) expect([...held.values()].filter((count) => count > 0)).toHaveLength(4);
    else expect([...held.values()].every((count) => count === 0)).toBe(true);
  }, 120_000);

  test("runs no saved query that gives more, in any format", async () => {
    const wrong: string[] = [];
    const statuses: number[] = [];
    for (const [name, { parameters }] of readSavedQueries(side.gateway.apiSchema))
      for (const ending of ["csv", "ndjson", "xlsx"]) {
        const required = parameters
          .filter(({ required: needed }) => needed)
          .map((each) => `${each.name}=310115`);
        const path = `/export/${name}.${ending}?${required.join("&")}`;
        const left = await side.get(path, partner);
        statuses.push(left.status);
        wrong.push(...leaks(path, left));
      }
    // Some he may run, some he may not.
    expect(new Set(statuses).size).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
  }, 120_000);

  test("is told no more by feeds, from their start to their end, read or followed", async () => {
    const wrong: string[] = [];
    const held = { read: 0, followed: 0 };
    for (const dataset of DATASETS) {
      const read = await side.get(`/feed/${dataset}`, partner);
      const followed = await side.follow(dataset, partner);
      wrong.push(...leaks(`/feed/${dataset}`, read), ...leaks(`/feed/${dataset} followed`, followed));
      wrong.push(...leaks(`/feed/${dataset}/digest`, await side.get(`/feed/${dataset}/digest`, partner)));
      held.read += seen(read, model);
      held.followed += seen(followed, model);
    }
    expect(wrong).toEqual([]);
    const given = model.ids("team").size > 0;
    expect([held.read > 0, held.followed > 0]).toEqual([given, given]);
  }, 120_000);

  test("reads nothing in refusals, whatever he guesses, nor from what else is served", async () => {
    const wrong: string[] = [];
    for (const { query, sent, at } of guesses(rows))
      wrong.push(...leaks(at, await side.post(query, partner), new Set([sent])));
    for (const path of [
      "/contract",
      "/queries",
      "/readyz",
      "/livez",
      "/feed/teams?after=x",
      "/export/none.csv",
    ])
      wrong.push(...leaks(path, await side.get(path, partner)));
    expect(wrong).toEqual([]);
  }, 60_000);

  test("is refused by the policy where he compares by what is not clear, not by the schema alone", async () => {
    const wrong: string[] = [];
    const codes = new Set<unknown>();
    const refused = new Set<string | undefined>();
    for (const { document, uses, sent } of members) {
      const left = await side.postWide(print(document), partner);
      const { data, errors = [] } = left.body as Answer;
      wrong.push(...leaks(String(uses[0]?.at), left, sent));
      for (const { extensions, path } of errors) {
        codes.add(extensions?.code);
        const { input } = uses.find((_, place) => path?.[0] === `u${place}`) ?? {};
        if (extensions?.code === "FORBIDDEN_FIELD")
          refused.add(/(GroupBy|Filter|Order)/.exec(`${input}`)?.[1]);
      }
      uses.forEach(({ at, coordinate, policy, target }, place) => {
        if (!model.usable(coordinate, policy, target) && data?.[`u${place}`] != null)
          wrong.push(`${at} of ${coordinate} is answered`);
      });
    }
    expect(wrong).toEqual([]);
    // Some would be wrong for whomever: an order of groups by what they are not grouped by. None failed validation.
    expect([...codes].filter((code) => !["BAD_ORDER", "BAD_FILTER"].includes(`${code}`))).toEqual([
      "FORBIDDEN_FIELD",
    ]);
    expect([...refused]).toEqual(expect.arrayContaining(["GroupBy", "Filter", "Order"]));
  }, 60_000);

  test("is told of a row that is not his by its id what he is told where no row is", async () => {
    const wrong: string[] = [];
    const ids = forgedIds(rows, model);
    for (const forged of ids)
      for (const query of byId(forged)) {
        const ways = {
          contract: (id: string) => side.post(query, partner, "application/json", { id }),
          "the whole schema": (id: string) => side.postWide(query, partner, { id }),
        };
        for (const [way, ask] of Object.entries(ways)) {
          const [told, none] = await Promise.all([ask(forged.hidden), ask(forged.none)]);
          wrong.push(...leaks(query, told, new Set([forged.hidden])));
          if (alike(told, forged.hidden) !== alike(none, forged.none))
            wrong.push(`${query} differs for ${forged.hidden} under ${way}: ${alike(told, forged.hidden)}`);
        }
      }
    expect(wrong).toEqual([]);
    expect(new Set(ids.map(({ table }) => table)).size).toBeGreaterThan(5);
  }, 60_000);

  test("reads on after a cursor that names a row which is not his as after one that names none", async () => {
    const wrong: string[] = [];
    let pages = 0;
    for (const forged of new Map(forgedIds(rows, model).map((each) => [each.list, each])).values()) {
      const query = pageAfter(forged.list);
      const ask = (after: string | null, by = partner) => side.postWide(query, by, { after });
      const cursors = (await Promise.all(PARTNERS.map((by) => ask(null, by)))).flatMap(cursorOf);
      for (const { at, forged: after, none } of forgedCursors(forged, cursors)) {
        const [told, same] = [await ask(after), await ask(none)];
        if (/"id":"/.test(JSON.stringify(told.body))) pages += 1;
        wrong.push(...leaks(at, told, new Set([forged.hidden])));
        if (alike(told, after) !== alike(same, none)) wrong.push(`${at} differs: ${alike(told, after)}`);
      }
      for (const { cursor, code } of cursors.flatMap(spoiledCursors)) {
        const left = await ask(cursor);
        wrong.push(...leaks(cursor, left));
        const codes = codesIn(left);
        if (codes.length !== 1 || ![code, "FORBIDDEN_FIELD"].includes(String(codes[0])))
          wrong.push(`${forged.list} after ${cursor}: ${codes.join()} and not ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(pages > 0).toBe(model.ids("team").size > 0);
  }, 60_000);

  test("is told, when he names no feed, of those that he is given records of", async () => {
    for (const [path, code] of [
      ["/feed", "FEED_UNNAMED"],
      ["/feed/none", "FEED_UNKNOWN"],
    ] as const) {
      const left = await side.get(path, partner);
      const [error] = (left.body as Answer).errors ?? [];
      expect([left.status, error?.extensions]).toEqual([
        404,
        expect.objectContaining({ code, datasets: FEEDS[partner] }),
      ]);
    }
  });

  test("goes on in no feed with a cursor of another, or a spoiled one", async () => {
    const wrong: string[] = [];
    for (const dataset of DATASETS)
      for (const by of PARTNERS) {
        const { cursor } = lastOf(await side.get(`/feed/${dataset}?first=2`, by));
        if (cursor === undefined) continue;
        const other = `${cursor.slice(0, 20)}${cursor[20] === "A" ? "B" : "A"}${cursor.slice(21)}`;
        for (const after of [cursor.slice(0, -3), other, ...(by === partner ? [] : [cursor])]) {
          const left = await side.get(`/feed/${dataset}?after=${after}`, partner);
          wrong.push(...leaks(`/feed/${dataset} after ${after}`, left));
          if (left.status < 400) wrong.push(`/feed/${dataset} goes on after ${after} of ${by}`);
        }
      }
    expect(wrong).toEqual([]);
  }, 60_000);

  test("leaves none of it in the log", async () => {
    // What was logged for the tests before this one, and at least what these ask for.
    const [first] = lists(await contractOf());
    for (const { query } of [...guesses(rows), first as List]) await side.post(query, partner);
    for (const dataset of DATASETS) await side.get(`/feed/${dataset}`, partner);
    const lines = side.logged();
    expect(lines.length).toBeGreaterThan(50);
    expect(leaksIn(lines, forbidden)).toEqual([]);
  }, 60_000);
});

/** How many of a partner's own records are in what was sent. */
function seen({ values }: Left, model: Model): number {
  const own = new Set(ROOTS.flatMap((table) => [...model.ids(table)]));
  return leaksIn(values, own).length;
}
