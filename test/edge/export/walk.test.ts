import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "csv-parse/sync";
import readXlsxFile from "read-excel-file/node";
import type { Store } from "../../../src/store/store.js";
import { describeEachEngine } from "../../support/engines.js";
import { openSeededStore } from "../../support/graph-harness.js";
import { type ExportGraph, ndjson, serveExportGraph } from "./export-harness.js";
import { cells, NAMES, TEAMS, type TeamNode, walkTeams } from "./exported-teams.js";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NDJSON = "application/x-ndjson";

/** More than the buffers of two sockets hold. */
const WIDE = `{ volunteers { nodes { id ${Array.from({ length: 40 }, (_, at) => `r${at}: registeredOn`).join(" ")} } } }`;

describeEachEngine("an export", (engine) => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: ExportGraph;
  let teams: TeamNode[];
  let total: number;

  beforeAll(async () => {
    ({ store, drop } = await openSeededStore(engine, { scale: 1 }));
    graph = await serveExportGraph(store);
    ({ teams, total } = await walkTeams(graph));
  }, 180_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  test("as CSV holds what a walk over the pages gives, for any reader of CSV", async () => {
    const response = await graph.post(TEAMS);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="AllTeams.csv"');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString("utf8").replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const [headings, ...rows] = parse(bytes, { bom: true, record_delimiter: "\r\n" });
    expect(headings).toEqual(NAMES);
    expect(rows).toEqual(teams.map((team) => cells(team).map((cell) => String(cell ?? ""))));
    expect(rows).toHaveLength(total);
  });

  test("as NDJSON keeps types and lists, between a line of facts and a line that says that it is whole", async () => {
    const [meta, ...lines] = await ndjson(await graph.post(TEAMS, { accept: NDJSON }));
    const end = lines.pop();
    expect(meta?.["meta"]).toMatchObject({
      service: "救援图谱 Rescue Graph",
      name: "AllTeams",
      role: "steward",
      totalCount: total,
      forbidden: [],
    });
    expect(end).toEqual({ end: { rows: total, forbidden: [] } });
    expect(lines).toEqual(
      teams.map((team) => {
        const values = cells(team);
        values[7] = team.leadAgencies.map(({ name }) => name) as never;
        return Object.fromEntries(NAMES.map((name, at) => [name, values[at]]));
      }),
    );
  });

  test("as XLSX is a workbook for an independent reader, with its facts on a second sheet", async () => {
    const response = await graph.post(TEAMS, { accept: XLSX, search: "?labels=zh" });
    expect(response.headers.get("content-type")).toBe(XLSX);
    const sheets = await readXlsxFile(Buffer.from(await response.arrayBuffer()), { trim: false });
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["数据 Data", "说明 About"]);
    const [headings, ...rows] = sheets[0]?.data ?? [];
    expect(headings?.slice(0, 2)).toEqual(["编号", "名称"]);
    expect(rows).toEqual(teams.map(cells));
    const about = new Map(sheets[1]?.data.map(([name, text]) => [name, text]));
    expect(about.get("行数 Rows")).toBe(total);
    expect(about.get("完整 Complete")).toBe("是 yes");
    expect(about.get("总数 Total")).toBe(String(total));
  });

  test("counts the list once, and only where the operation asks for it", async () => {
    const statements: string[] = [];
    const off = store.onStatement((statement) => statements.push(statement));
    const counts = () => statements.filter((statement) => /count\(/i.test(statement)).length;
    await (await graph.post("{ teams { nodes { id } } }")).text();
    expect(counts()).toBe(0);
    await (await graph.post("{ teams { totalCount nodes { id } } }")).text();
    off();
    expect(counts()).toBe(1);
  });

  test("walks a connection below single objects, through fragments and edges, whatever paging was asked for", async () => {
    const query = `query Q($code: ID!, $one: Int) {
      division(code: $code) { name ...Below }
    }
    fragment Below on Division {
      volunteers(first: $one) { ...Rows totalCount pageInfo { hasNextPage } }
    }
    fragment Rows on VolunteerConnection { edges { node { id step } } }`;
    const variables = { code: "310115", one: 1 };
    const { division } = (await graph.ask(query, variables)) as {
      division: { name: string; volunteers: { totalCount: number } };
    };
    const lines = await ndjson(await graph.post(query, { accept: NDJSON, variables }));
    expect(lines.length - 2).toBe(division.volunteers.totalCount);
    expect(Object.keys(lines[1] ?? {})).toEqual(["id", "step"]);
    expect(lines[0]?.["meta"]).toMatchObject({
      around: { "division.name": division.name },
      filter: ["division.code: $code"],
      variables,
    });
  });

  test("gives each lot of stock a row of its own with lists=rows", async () => {
    let all = 0;
    let emptyDepots = 0;
    let after: string | null = null;
    do {
      const page: {
        depots: {
          nodes: { stock: { totalCount: number } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      } = await graph.ask(
        `query ($after: String) {
          depots(first: 500, after: $after) {
            nodes { stock { totalCount } }
            pageInfo { hasNextPage endCursor }
          }
        }`,
        { after },
      );
      for (const { stock } of page.depots.nodes) {
        all += stock.totalCount;
        if (stock.totalCount === 0) emptyDepots += 1;
      }
      after = page.depots.pageInfo.hasNextPage ? page.depots.pageInfo.endCursor : null;
    } while (after !== null);
    const query = "{ depots { nodes { id stock(first: 500) { nodes { id item { name } } } } } }";
    const text = await (await graph.post(query, { search: "?lists=rows" })).text();
    const [headings, ...rows] = parse(text, { bom: true });
    expect(headings).toEqual(["id", "stock.id", "stock.item.name"]);
    expect(all).toBeGreaterThan(19_000);
    expect(rows).toHaveLength(all + emptyDepots);
    const lots = rows.map(([, lot]) => lot).filter((lot) => lot !== "");
    expect(new Set(lots).size).toBe(all);
  }, 120_000);

  test("marks every list inside a row that goes on in the source, also where it was said how many are wanted", async () => {
    const query = `{ depots(where: { tier: { eq: CITY } }) {
      nodes { id all: stock(first: 500) { nodes { id } } some: stock(first: 2) { nodes { id } } last: stock(last: 1) { nodes { id } } }
    } }`;
    const rows = parse(await (await graph.post(query)).text(), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const all = (row["all.id"] as string).split("; ");
      expect(all.length).toBeGreaterThan(20);
      expect(all).not.toContain("…");
      expect(row["some.id"]).toBe([...all.slice(0, 2), "…"].join("; "));
      expect(row["last.id"]).toBe([all.at(-1), "…"].join("; "));
    }
    const cut = "{ depots(where: { tier: { eq: CITY } }) { nodes { id stock(first: 3) { nodes { id } } } } }";
    const text = await (await graph.post(cut, { search: "?lists=rows" })).text();
    const [, ...lots] = parse(text, { bom: true });
    expect(lots).toHaveLength(rows.length * 4);
    expect(lots.filter(([, lot]) => lot === "…")).toHaveLength(rows.length);
  });

  test("walks an aggregate to its end, group by group", async () => {
    const query =
      "{ teamAggregate(groupBy: [{ division: { level: TOWN } }]) { totalCount nodes { key { division { code } } count } } }";
    const before = graph.executed();
    const rows = parse(await (await graph.post(query)).text(), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    const { teamAggregate } = (await graph.ask(query)) as { teamAggregate: { totalCount: number } };
    expect(rows).toHaveLength(teamAggregate.totalCount);
    expect(graph.executed() - before).toBe(Math.ceil(rows.length / 500));
    expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(total);
    expect(new Set(rows.map((row) => row["key.division.code"])).size).toBe(rows.length);
  });

  test("stacks lists of the same columns where that is asked, and names each row's list", async () => {
    const query = `query Stack($code: ID!) {
      teams { totalCount nodes { id name } }
      division(code: $code) { name depots { totalCount nodes { id name } } }
    }`;
    const variables = { code: "310115" };
    const { division } = (await graph.ask(query, variables)) as {
      division: { name: string; depots: { totalCount: number } };
    };
    const [meta, ...lines] = await ndjson(
      await graph.post(query, { accept: NDJSON, variables, search: "?stack=1" }),
    );
    expect(lines.pop()).toMatchObject({ end: { rows: total + division.depots.totalCount } });
    expect(meta?.["meta"]).toMatchObject({
      totalCount: total + division.depots.totalCount,
      around: { "division.name": division.name },
      filter: ["division.code: $code"],
    });
    expect(lines.map((line) => line["list"])).toEqual([
      ...teams.map(() => "teams"),
      ...Array.from({ length: division.depots.totalCount }, () => "division.depots"),
    ]);
    expect(lines.slice(0, 2)).toEqual(teams.slice(0, 2).map(({ id, name }) => ({ list: "teams", id, name })));
    const chinese = await (await graph.post(query, { variables, search: "?stack=1&labels=zh" })).text();
    expect(chinese.split("\r\n", 1)[0]).toBe("列表,编号,名称");
  });

  test("leaves the columns of refused fields empty, and says so", async () => {
    const query = "query People { volunteers(first: 1) { nodes { id name } } }";
    const response = await graph.post(query, { role: "analyst", search: "?header=1" });
    expect(response.headers.get("x-export-forbidden")).toBe("Volunteer.name");
    const text = await response.text();
    expect(text.slice(0, 1000)).toMatch(/^# 来源 Source: 救援图谱 Rescue Graph: People\r\n/);
    expect(text.slice(0, 1000)).toContain("# 无权读取 Not open: name: Volunteer.name is PERSONAL");
    const rows = parse(text, { bom: true, comment: "#", columns: true }) as Record<string, string>[];
    expect(rows.length).toBeGreaterThanOrEqual(30_000);
    expect(rows.every(({ id, name }) => id !== "" && name === "")).toBe(true);
  }, 60_000);

  test("stops asking the store when its client goes away", async () => {
    const leave = new AbortController();
    const response = await graph.post(WIDE, { signal: leave.signal });
    const id = response.headers.get("x-export-id");
    await response.body?.getReader().read();
    leave.abort();
    await wait(300);
    let statements = 0;
    const off = store.onStatement(() => {
      statements += 1;
    });
    await wait(300);
    off();
    expect(statements).toBe(0);
    const progress = (await (await graph.get(`/export/progress/${id}`)).json()) as { rows: number };
    expect(progress).toMatchObject({ done: true, error: null });
    expect(progress.rows).toBeLessThan(30_000);
  });

  test("makes no more than a slow client takes", async () => {
    const before = graph.executed();
    const response = await graph.post(WIDE, { accept: NDJSON });
    // What the sockets' buffers hold is made at once; then it waits.
    let made = -1;
    while (graph.executed() - before > made) {
      made = graph.executed() - before;
      await wait(700);
    }
    expect(made).toBeLessThan(50);
    let bytes = 0;
    for await (const chunk of response.body ?? []) bytes += chunk.length;
    expect(bytes).toBeGreaterThan(20_000_000);
    expect(graph.executed() - before).toBeGreaterThanOrEqual(60);
  }, 60_000);
});
