import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { serverAudits } from "graphql-http";
import { codesOf, type Harness, startEdge } from "./edge-harness.js";

describe("GraphQL over HTTP", () => {
  let edge: Harness;
  beforeAll(async () => {
    edge = await startEdge();
  });
  afterAll(() => edge.close());

  const audits = serverAudits({ url: () => edge.url });

  test("is audited with all 61 cases", () => {
    expect(audits).toHaveLength(61);
  });

  // The MAY cases are options, and this edge takes them all.
  test.each(audits.map((audit) => [audit.name, audit] as const))("%s", async (_name, audit) => {
    const result = await audit.fn();
    expect("reason" in result ? result.reason : result.status).toBe("ok");
  });

  test("gives a refused document 200 as application/json and 400 as its own media type", async () => {
    expect((await edge.post({ query: "{ nope }" }, { accept: "application/json" })).status).toBe(200);
    expect(
      (await edge.post({ query: "{ nope }" }, { accept: "application/graphql-response+json" })).status,
    ).toBe(400);
  });

  test("refuses a mutation sent with GET", async () => {
    const response = await fetch(`${edge.url}?query=${encodeURIComponent("mutation { __typename }")}`);
    expect([response.status, response.headers.get("allow"), await codesOf(response)]).toEqual([
      405,
      "POST",
      ["BAD_REQUEST"],
    ]);
  });

  test("refuses an answer type that it cannot give", async () => {
    for (const accept of ["text/plain", "text/csv;q=1", "application/json;q=0", "multipart/mixed"]) {
      const response = await edge.post({ query: "{ slow }" }, { accept });
      // It was not run: nobody releases it.
      expect([response.status, await codesOf(response)]).toEqual([406, ["NOT_ACCEPTABLE"]]);
    }
    for (const accept of ["application/*", "text/csv, application/json;q=0.1", "text/html, */*;q=0.1"]) {
      expect((await edge.post({ query: "{ hello }" }, { accept })).status).toBe(200);
    }
  });

  test("refuses a GET that a page of another site sends, unless the browser asked first", async () => {
    const url = `${edge.url}?query=${encodeURIComponent("{ hello }")}`;
    const foreign = await fetch(url, { headers: { "sec-fetch-site": "cross-site" } });
    expect([foreign.status, await codesOf(foreign)]).toEqual([400, ["BAD_REQUEST"]]);
    const asked = await fetch(url, {
      headers: { "sec-fetch-site": "cross-site", "apollo-require-preflight": "1" },
    });
    expect(asked.status).toBe(200);
    expect((await fetch(url, { headers: { "sec-fetch-site": "same-origin" } })).status).toBe(200);
  });
});
