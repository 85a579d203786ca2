import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { RequestContext } from "../../../src/context.js";
import { fault } from "../../../src/errors.js";
import type { Gateway } from "../../../src/gateway/gateway.js";
import type { Store } from "../../../src/store/store.js";
import { engines } from "../../support/engines.js";
import { openSeededStore } from "../../support/graph-harness.js";
import { type ExportGraph, ndjson, refusal, serveExportGraph } from "./export-harness.js";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NDJSON = "application/x-ndjson";

describe("an export", () => {
  let store: Store;
  let drop: () => Promise<void>;
  let graph: ExportGraph;
  /** Which page fails, from 1; none by default. */
  let failingPage = Number.POSITIVE_INFINITY;
  let failure: "source" | "unforeseen" = "source";
  let page = 0;

  const failing =
    (execute: Gateway["execute"]): Gateway["execute"] =>
    async (operation, ctx: RequestContext) => {
      page += 1;
      if (page < failingPage) return execute(operation, ctx);
      if (failure === "unforeseen") throw new TypeError("no such column: volunteer.secret");
      return { data: { volunteers: null }, errors: [fault("SOURCE_UNAVAILABLE", { source: "volunteers" })] };
    };

  function failAt(at: number, how: typeof failure = "source"): void {
    page = 0;
    failingPage = at;
    failure = how;
  }

  beforeAll(async () => {
    const [engine] = engines();
    if (engine === undefined) throw new Error("There is no engine.");
    ({ store, drop } = await openSeededStore(engine));
    graph = await serveExportGraph(store, failing);
  }, 60_000);

  afterAll(async () => {
    await graph.stop();
    await drop();
  });

  const wide = Array.from({ length: 501 }, (_, at) => `a${at}: name`).join(" ");
  // Each fragment asks for the one before it twice: sixteen of them select 65,536 fields.
  const doubling = Array.from(
    { length: 11 },
    (_, at) => `fragment F${at + 1} on Division { a: parent { ...F${at} } b: parent { ...F${at} } }`,
  ).join(" ");

  test.each([
    ["EXPORT_NO_CONNECTION", 400, '{ team(id: "x") { name } }', ""],
    ["EXPORT_NO_CONNECTION", 400, "{ teams { totalCount } }", ""],
    ["EXPORT_NO_CONNECTION", 400, "{ skills { code } }", ""],
    ["EXPORT_TWO_CONNECTIONS", 400, "{ teams { nodes { id } } experts { nodes { id } } }", ""],
    ["EXPORT_TWO_CONNECTIONS", 400, "{ teams { nodes { id } } experts { nodes { id title } } }", "?stack=1"],
    [
      "EXPORT_COLUMNS_COLLIDE",
      400,
      "{ a: teams { nodes { list: id } } b: teams { nodes { list: id } } }",
      "?stack=1",
    ],
    ["EXPORT_OPTION", 400, "{ teams { nodes { id } } }", "?stack=yes"],
    ["EXPORT_TWO_CONNECTIONS", 400, "{ a: teams { nodes { id } } b: teams { nodes { id } } }", ""],
    ["EXPORT_NOT_A_QUERY", 400, 'mutation { deleteTeam(id: "x") }', ""],
    ["EXPORT_NOT_A_QUERY", 400, "subscription { teams { nodes { id } } }", ""],
    ["EXPORT_COLUMNS_COLLIDE", 400, "{ teams { nodes { id } edges { node { id } } } }", ""],
    ["EXPORT_TOO_WIDE", 400, `{ teams { nodes { ${wide} } } }`, ""],
    [
      "EXPORT_LISTS_AMBIGUOUS",
      400,
      "{ teams { nodes { equipment { nodes { name } } leadAgencies { name } } } }",
      "?lists=rows",
    ],
    ["EXPORT_OPTION", 400, "{ teams { nodes { id } } }", "?lists=columns"],
    ["EXPORT_OPTION", 400, "{ teams { nodes { id } } }", "?labels=zh&labels=path"],
    ["EXPORT_NOTHING_THERE", 404, '{ division(code: "31") { partner { teams { nodes { id } } } } }', ""],
    ["UNKNOWN_FIELD", 400, "{ teams { nodes { nme } } }", ""],
    ["SYNTAX_ERROR", 400, "{ teams {", ""],
    ["WRONG_TYPE", 400, "{ teams(where: { level: { eq: GALACTIC } }) { nodes { id } } }", ""],
    ["WRONG_TYPE", 400, "query ($code: ID!) { division(code: $code) { teams { nodes { id } } } }", ""],
    ["BAD_INSTANT", 400, '{ experts(onCall: true, at: "noon") { nodes { id } } }', ""],
  ])("is refused with %s and %i: %s", async (code, status, query, search) => {
    for (const accept of ["text/csv", NDJSON, XLSX]) {
      const response = await graph.post(query, { accept, search });
      expect(await refusal(response)).toEqual([code, status]);
    }
  });

  test("is refused when fragments multiply its fields", async () => {
    const query = `{ division(code: "31") { ...F11 teams { nodes { id } } } } fragment F0 on Division { code } ${doubling}`;
    const [code, status] = await refusal(await graph.post(query));
    expect(status).toBe(400);
    expect(["EXPORT_TOO_WIDE", "OPERATION_TOO_LARGE", "OPERATION_TOO_DEEP"]).toContain(code);
  });

  test("is refused for columns that NDJSON has a meaning for", async () => {
    const query = "{ teams { nodes { error: name } } }";
    expect(await refusal(await graph.post(query, { accept: NDJSON }))).toEqual([
      "EXPORT_COLUMNS_COLLIDE",
      400,
    ]);
    expect((await graph.post(query)).status).toBe(200);
  });

  test("is refused as a whole when the list is closed to the caller", async () => {
    const response = await graph.post("{ volunteers { nodes { id } } }", { role: "anonymous" });
    expect(await refusal(response)).toEqual(["FORBIDDEN_FIELD", 403]);
  });

  test("is refused with an invalid token", async () => {
    const headers = { authorization: "Bearer x.y.z" };
    const response = await graph.post("{ teams { nodes { id } } }", { headers });
    expect(await refusal(response)).toEqual(["TOKEN_INVALID", 401]);
  });

  test("is not what a client gets that takes JSON as gladly", async () => {
    for (const accept of ["*/*", "application/json, text/csv;q=0.5", "text/csv;q=0, application/json"]) {
      const response = await graph.post("{ teams(first: 1) { nodes { id } } }", { accept });
      expect(await response.json()).toHaveProperty("data");
    }
  });

  test("is an error as JSON when its first page fails", async () => {
    failAt(1);
    expect(await refusal(await graph.post("{ volunteers { nodes { id } } }"))).toEqual([
      "SOURCE_UNAVAILABLE",
      503,
    ]);
    failAt(1, "unforeseen");
    const response = await graph.post("{ volunteers { nodes { id } } }");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    failAt(Number.POSITIVE_INFINITY);
  });

  test.each(["text/csv", NDJSON])(
    "as %s that breaks off says so at its end and ends as no message should",
    async (accept) => {
      failAt(3);
      const response = await graph.post("{ volunteers { nodes { id step } } }", { accept });
      const { text, cut } = await readAsFarAsItGoes(response);
      failAt(Number.POSITIVE_INFINITY);
      expect(cut).toBe(true);
      const lines = text.trimEnd().split(/\r?\n/);
      expect(lines).toHaveLength(1 + 1000 + 1);
      const message = "The source volunteers does not answer";
      if (accept === NDJSON) {
        expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({
          error: { code: "SOURCE_UNAVAILABLE", message: expect.stringContaining(message) },
        });
      } else {
        expect(lines.at(-1)).toMatch(/^# 未完成 INCOMPLETE after 1000 rows: SOURCE_UNAVAILABLE: /);
      }
      const progress = await graph.get(`/export/progress/${response.headers.get("x-export-id")}`);
      expect(await progress.json()).toMatchObject({
        rows: 1000,
        done: true,
        error: { code: "SOURCE_UNAVAILABLE" },
      });
    },
  );

  test("as XLSX that breaks off can still be opened, and says so in its last row", async () => {
    failAt(3, "unforeseen");
    const response = await graph.post("{ volunteers { nodes { id step } } }", { accept: XLSX });
    const { bytes, cut } = await readAsFarAsItGoes(response);
    failAt(Number.POSITIVE_INFINITY);
    expect(cut).toBe(true);
    const { default: readXlsxFile } = await import("read-excel-file/node");
    const [data, about] = await readXlsxFile(bytes);
    expect(data?.data).toHaveLength(1 + 1000 + 1);
    expect(data?.data.at(-1)?.[0]).toMatch(/^# 未完成 INCOMPLETE after 1000 rows: INTERNAL: /);
    expect(about?.data.find(([name]) => name === "完整 Complete")?.[1]).toMatch(/INCOMPLETE/);
    expect(JSON.stringify([data, about])).not.toContain("secret");
  });

  test("tells its progress to whoever began it, and to nobody else", async () => {
    const response = await graph.post("{ volunteers { totalCount nodes { id } } }", { accept: NDJSON });
    const id = response.headers.get("x-export-id");
    const lines = await ndjson(response);
    const rows = lines.length - 2;
    const own = await graph.get(`/export/progress/${id}`);
    expect(await own.json()).toEqual({ rows, total: rows, done: true, error: null });
    for (const other of [{ subject: "somebody-else" }, { role: "anonymous" }] as const) {
      expect(await refusal(await graph.get(`/export/progress/${id}`, other))).toEqual([
        "EXPORT_UNKNOWN",
        404,
      ]);
    }
  });
});

/** What arrives of a body, and whether it ended before its end mark. */
async function readAsFarAsItGoes(response: Response) {
  const chunks: Uint8Array[] = [];
  let cut = false;
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch {
    cut = true;
  }
  const bytes = Buffer.concat(chunks);
  return { bytes, text: bytes.toString("utf8"), cut };
}
