import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createLog } from "../../src/edge/log.js";
import { scrub } from "../../src/edge/log-scrub.js";
import { bearer, type Harness, startEdge } from "./edge-harness.js";

describe("logs", () => {
  let edge: Harness;
  beforeAll(async () => {
    edge = await startEdge();
  });
  afterAll(() => edge.close());

  async function linesOf(id: string, send: () => Promise<Response>): Promise<Record<string, unknown>[]> {
    await (await send()).text();
    const own = () => edge.lines.filter(({ requestId }) => requestId === id);
    // The line is written when the response has left, a moment after the client has read it.
    while (!own().some(({ msg }) => msg === "request"))
      await new Promise((resolve) => setTimeout(resolve, 2));
    return own();
  }

  test("have one line per request, with who and what but not with which values", async () => {
    const headers = { "x-request-id": "r-1", ...(await bearer("steward")) };
    const body = {
      query: "query Greeting($n: String) { hello(name: $n) catalogued }",
      variables: { n: "王小明 13800001234" },
    };
    const [line, ...others] = await linesOf("r-1", () => edge.post(body, headers));
    expect(others).toEqual([]);
    expect(line).toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      requestId: "r-1",
      method: "POST",
      path: "/graphql",
      status: 200,
      ms: expect.any(Number),
      operation: "Greeting",
      role: "steward",
      codes: ["FORBIDDEN_FIELD"],
      msg: "request",
    });
  });

  test("have no query string: a GET carries its variables there", async () => {
    const url = `${edge.url}?query={hello}&variables=${encodeURIComponent('{"n":"王小明"}')}`;
    const [line] = await linesOf("r-2", () => fetch(url, { headers: { "x-request-id": "r-2" } }));
    expect(line).toMatchObject({ method: "GET", path: "/graphql", status: 200 });
    expect(JSON.stringify(line)).not.toContain("variables");
  });

  test("tell the operator of an unexpected error, without the data that met it", async () => {
    const lines = await linesOf("r-3", () => edge.post({ query: "{ broken }" }, { "x-request-id": "r-3" }));
    const text = JSON.stringify(lines);
    expect(lines[0]).toMatchObject({
      level: "error",
      msg: "unexpected error",
      path: ["broken"],
      count: 1,
      err: {
        cause: {
          type: "Error",
          code: "ER_DUP_ENTRY",
          message: "Duplicate entry [value] for key at /srv/app/x.js; [number]",
        },
      },
    });
    expect(text).toContain("edge-harness");
    expect(text).not.toMatch(/王小明|13800001234|select/);
  });

  test("name the code of a refused request", async () => {
    const [line] = await linesOf("r-4", () => edge.post("{", { "x-request-id": "r-4" }));
    expect(line).toMatchObject({ status: 400, codes: ["BODY_UNPARSABLE"] });
  });

  test("hold neither the token nor its header, valid or forged", async () => {
    const { authorization } = await bearer("admin");
    for (const [id, header] of [
      ["r-5", authorization],
      ["r-6", `${authorization}x`],
    ] as const) {
      const lines = await linesOf(id, () =>
        edge.post({ query: "{ role }" }, { "x-request-id": id, authorization: header }),
      );
      expect(JSON.stringify(lines)).not.toMatch(/eyJ|Bearer/);
    }
  });

  test("redact what nobody should have logged", () => {
    const written: string[] = [];
    const log = createLog({ logLevel: "info" }, { write: (line) => void written.push(line) });
    log.info(
      { row: { name: "王小明", idNumber: "31010119900101001X", title: "x" }, authorization: "Bearer t" },
      "careless",
    );
    expect(JSON.parse(written[0] ?? "")).toMatchObject({
      row: { name: "[redacted]", idNumber: "[redacted]", title: "x" },
      authorization: "[redacted]",
    });
  });

  test.each([
    ["no such row: '王小明'", "no such row: [value]"],
    ["mail a.b+c@example.org now", "mail [email] now"],
    ["call 13800001234", "call [number]"],
    ["id 31010119900101001X", "id [number]"],
    ["bad eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc", "bad [token]"],
    ["connect ECONNREFUSED 127.0.0.1:3306", "connect ECONNREFUSED 127.0.0.1:3306"],
  ])("scrub %j", (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });
});
