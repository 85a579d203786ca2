import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { BODY_LIMIT, codesOf, type Harness, startEdge } from "./edge-harness.js";

const RESPONSE_TYPE = { accept: "application/graphql-response+json" };

describe("the edge", () => {
  let edge: Harness;
  beforeAll(async () => {
    edge = await startEdge();
  });
  afterAll(() => edge.close());

  test("answers a query sent with POST", async () => {
    const response = await edge.post({
      query: "query Q($n: String) { hello(name: $n) }",
      variables: { n: "你好" },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { hello: "hello 你好" } });
  });

  test("answers a query sent with GET", async () => {
    const response = await fetch(`${edge.url}?query=${encodeURIComponent('{ hello(name: "?") }')}`);
    expect(await response.json()).toEqual({ data: { hello: "hello ?" } });
  });

  test.each([
    ["SYNTAX_ERROR", { query: "{" }],
    ["SYNTAX_ERROR", { query: `{ ${"hello ".repeat(6000)} }` }],
    ["UNKNOWN_FIELD", { query: "{ helo }" }],
    ["UNKNOWN_ARGUMENT", { query: '{ hello(nam: "x") }' }],
    ["WRONG_TYPE", { query: "{ level(first: 1.5) }" }],
    ["WRONG_TYPE", { query: "{ level(level: TOWN) }" }],
    ["WRONG_TYPE", { query: "query Q($f: String) { level(first: $f) }" }],
    ["WRONG_TYPE", { query: "query Q($f: Int) { level(first: $f) }", variables: { f: "many" } }],
    ["WRONG_TYPE", { query: "query Q($f: Int!) { level(first: $f) }" }],
    ["INVALID_OPERATION", { query: "query A { hello } query B { hello }" }],
    ["INVALID_OPERATION", { query: "query A { hello }", operationName: "B" }],
    ["INVALID_OPERATION", { query: "{ hello { deeper } }" }],
    ["INVALID_OPERATION", { query: "{ ...missing }" }],
    ["INVALID_OPERATION", { query: "mutation { __typename }" }],
    ["INVALID_OPERATION", { query: "subscription { __typename }" }],
    ["BAD_REQUEST", { notquery: 1 }],
    ["BAD_REQUEST", { query: "{ hello }", variables: "text" }],
    ["BAD_REQUEST", [{ query: "{ hello }" }]],
    ["BAD_REQUEST", { query: "{ hello }", extensions: { persistedQuery: { version: 1, sha256Hash: "0" } } }],
    ["BODY_UNPARSABLE", '{ "query": '],
    ["BODY_UNPARSABLE", ""],
    ["BODY_UNPARSABLE", '{ "query": "{ hello }", "__proto__": {} }'],
  ])("refuses with %s and status 400: %j", async (code, body) => {
    const response = await edge.post(body, RESPONSE_TYPE);
    expect([await codesOf(response), response.status]).toEqual([[code], 400]);
  });

  test("keeps graphql-js's hint for a near miss", async () => {
    const { errors } = (await (await edge.post({ query: "{ helo }" })).json()) as {
      errors: { message: string }[];
    };
    expect(errors[0]?.message).toBe('Cannot query field "helo" on type "Query". Did you mean "hello"?');
  });

  test("lists every unknown field at once", async () => {
    expect(await codesOf(await edge.post({ query: "{ a b c }" }))).toEqual(Array(3).fill("UNKNOWN_FIELD"));
  });

  test("asks for the text of a persisted query that it does not know", async () => {
    const response = await edge.post({ extensions: { persistedQuery: { version: 1, sha256Hash: "0" } } });
    expect(await codesOf(response)).toEqual(["PERSISTED_QUERY_NOT_FOUND"]);
  });

  test("refuses a body over the limit with 413, as JSON", async () => {
    const response = await edge.post({ query: "{ hello }", filler: "x".repeat(2 * 1024 * 1024) });
    expect(response.status).toBe(413);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining(String(BODY_LIMIT)),
          extensions: { code: "BODY_TOO_LARGE", limit: BODY_LIMIT },
        },
      ],
    });
  });

  test("refuses a body that is not UTF-8, and another charset", async () => {
    const gbk = Buffer.from([0x7b, 0x22, 0xc4, 0xe3, 0x22, 0x7d]);
    const headers = { "content-type": "application/json" };
    const garbled = await fetch(edge.url, { method: "POST", headers, body: gbk });
    expect([garbled.status, await codesOf(garbled)]).toEqual([400, ["BODY_UNPARSABLE"]]);
    const declared = await edge.post("{}", { "content-type": "application/json; charset=gbk" });
    expect([declared.status, await codesOf(declared)]).toEqual([415, ["UNSUPPORTED_MEDIA_TYPE"]]);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "refuses the content type %s",
    async (type) => {
      const response = await edge.post('{"query":"{ hello }"}', { "content-type": type });
      expect([response.status, await codesOf(response)]).toEqual([415, ["UNSUPPORTED_MEDIA_TYPE"]]);
    },
  );

  test("names an unknown route without its query string", async () => {
    const response = await fetch(new URL("/nowhere?q=secret", edge.url));
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: "Nothing is served at /nowhere. The graph is at /graphql.",
          extensions: { code: "ROUTE_UNKNOWN", path: "/nowhere" },
        },
      ],
    });
  });

  test("refuses a path that is no URL", async () => {
    const response = await fetch(new URL("/%ff", edge.url));
    expect([response.status, await codesOf(response)]).toEqual([400, ["BAD_REQUEST"]]);
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("refuses %s, naming what is allowed", async (method) => {
    const response = await fetch(edge.url, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect(await codesOf(response)).toEqual(["METHOD_NOT_ALLOWED"]);
  });

  test("gives an error of the catalogue unchanged, beside the data that stands", async () => {
    const response = await edge.post({ query: "{ hello catalogued }" });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      errors: [
        {
          message:
            "Expert.name is PERSONAL and not open to the role anonymous: it is null in answers, and refused in filters, orders and groups.",
          locations: [{ line: 1, column: 9 }],
          path: ["catalogued"],
          extensions: {
            code: "FORBIDDEN_FIELD",
            field: "Expert.name",
            policy: "PERSONAL",
            role: "anonymous",
          },
        },
      ],
      data: { hello: "hello ", catalogued: null },
    });
  });

  test("tells the caller of an unexpected error only the request id", async () => {
    const response = await edge.post({ query: "{ hello broken }" }, { "x-request-id": "call-1" });
    expect(await response.json()).toEqual({
      errors: [
        {
          message: "Something failed here. Quote the request id call-1 to the operator.",
          locations: [{ line: 1, column: 9 }],
          path: ["broken"],
          extensions: { code: "INTERNAL", requestId: "call-1" },
        },
      ],
      data: { hello: "hello ", broken: null },
    });
  });

  test("hides an error of a subgraph that speaks another catalogue, and keeps its status out", async () => {
    const response = await edge.post({ query: "{ hello remote }" });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).not.toContain("SELECT");
    expect(text).toContain('"INTERNAL"');
  });

  test("reports each failing source once, and nothing when none failed", async () => {
    expect(await (await edge.post({ query: "{ hello sourced }" })).json()).toMatchObject({
      data: { hello: "hello ", sourced: null },
      extensions: { sources: [{ name: "teams", status: "UNAVAILABLE", since: "2026-01-01T00:00:00.000Z" }] },
    });
    expect(await (await edge.post({ query: "{ hello }" })).json()).not.toHaveProperty("extensions");
  });

  test("answers data: null with 200 when a required field fails", async () => {
    const response = await edge.post({ query: "{ required }" }, RESPONSE_TYPE);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      data: null,
      errors: [{ extensions: { code: "NOT_FOUND" } }],
    });
  });

  test("echoes a sane request id and replaces any other", async () => {
    const sane = await edge.post({ query: "{ requestId }" }, { "x-request-id": "abc-1.2_3" });
    expect(sane.headers.get("x-request-id")).toBe("abc-1.2_3");
    expect(await sane.json()).toEqual({ data: { requestId: "abc-1.2_3" } });
    const odd = await edge.post({ query: "{ requestId }" }, { "x-request-id": "a b\tc" });
    expect(odd.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("stays up after a document nested beyond reason", async () => {
    const response = await edge.post({ query: `${"{ hello ".repeat(2400)}${"}".repeat(2400)}` });
    expect((await codesOf(response)).length).toBeGreaterThan(0);
    expect((await edge.post({ query: "{ hello }" })).status).toBe(200);
  });

  test("answers bytes that are not HTTP with an error in the same shape", async () => {
    const { connect } = await import("node:net");
    const { port } = new URL(edge.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.end("NOT HTTP\r\n\r\n");
    const text = (await socket.setEncoding("utf8").toArray()).join("");
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(text.split("\r\n\r\n")[1] ?? "")).toMatchObject({
      errors: [{ extensions: { code: "BAD_REQUEST" } }],
    });
  });

  test("aborts the work of a client that goes away", async () => {
    const controller = new AbortController();
    const asked = fetch(edge.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ slow }"}',
      signal: controller.signal,
    });
    await edge.slowBegan;
    controller.abort();
    await expect(asked).rejects.toThrow();
    while (edge.aborted() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(edge.aborted()).toBe(1);
  });
});
