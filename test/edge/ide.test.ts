import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Kind, parse } from "graphql";
import { readSamples } from "../../src/edge/ide-samples.js";
import { codesOf, type Harness, startEdge } from "./edge-harness.js";

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

describe("the IDE", () => {
  let edge: Harness;
  beforeAll(async () => {
    edge = await startEdge({ ide: true });
  });
  afterAll(() => edge.close());
  const page = async () => await (await fetch(edge.url, { headers: BROWSER })).text();

  test("opens for a browser, under a policy that lets nothing in from elsewhere", async () => {
    const response = await fetch(edge.url, { headers: BROWSER });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:/);
  });

  test("has every asset of its page here, and none elsewhere", async () => {
    const html = await page();
    const base = /<base href="([^"]+)"/.exec(html)?.[1] ?? "";
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, path]) => path ?? "")
      .filter((path) => path !== base);
    expect(assets.length).toBeGreaterThan(5);
    expect(assets.filter((path) => /^(?:https?:)?\/\//.test(path))).toEqual([]);
    for (const path of assets) {
      const response = await fetch(new URL(path, new URL(base, edge.url)));
      expect([path, response.status]).toEqual([path, 200]);
      await response.arrayBuffer();
    }
  });

  test("holds a file once, however many ask for it and do not take it", async () => {
    const base = /<base href="([^"]+)"/.exec(await page())?.[1] ?? "";
    const largest = new URL(`${base}main.js`, edge.url);
    const size = (await (await fetch(largest)).arrayBuffer()).byteLength;
    expect(size).toBeGreaterThan(1_000_000);
    const socket = connect(Number(largest.port), largest.hostname);
    socket.pause();
    const before = process.memoryUsage().arrayBuffers;
    const logged = edge.lines.length;
    socket.write(`GET ${largest.pathname} HTTP/1.1\r\nhost: x\r\n\r\n`.repeat(60));
    // What was asked for last is answered only when it has been read.
    await fetch(new URL("start.js", new URL("/ide/", edge.url)));
    await pause(200);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * size);
    expect(edge.lines.length).toBeGreaterThan(logged);
    socket.destroy();
  });

  test("has no inline script, which its policy would stop", async () => {
    const scripts = [...(await page()).matchAll(/<script([^>]*)>([^<]*)</g)];
    expect(scripts.length).toBeGreaterThan(1);
    for (const [, attributes, body] of scripts) {
      expect(attributes).toContain("src=");
      expect(body?.trim()).toBe("");
    }
  });

  test("starts with the samples as tabs", async () => {
    const script = await (await fetch(new URL("/ide/start.js", edge.url))).text();
    for (const { title, query } of readSamples()) {
      expect(script).toContain(JSON.stringify(title.zh));
      expect(script).toContain(JSON.stringify(query));
    }
  });

  test.each([
    "/ide/",
    "/ide/../package.json",
    "/ide/..%2f..%2fpackage.json",
    "/ide/%2e%2e/%2e%2e/package.json",
  ])("serves nothing but its own files: %s", async (path) => {
    const response = await fetch(new URL(edge.url).origin + path);
    expect([response.status, await codesOf(response)]).toEqual([404, ["ROUTE_UNKNOWN"]]);
  });

  test("leaves data requests alone", async () => {
    const query = `${edge.url}?query=${encodeURIComponent("{ hello }")}`;
    expect((await fetch(query, { headers: { accept: "*/*" } })).headers.get("content-type")).toContain(
      "application/json",
    );
    const both = await fetch(query, { headers: { accept: "application/json, text/html" } });
    expect(both.headers.get("content-type")).toContain("application/json");
  });

  test("can be left out", async () => {
    const bare = await startEdge({ ide: false });
    const foreign = { ...BROWSER, "sec-fetch-site": "cross-site" };
    expect((await fetch(`${bare.url}?query={hello}`, { headers: foreign })).status).toBe(400);
    const response = await fetch(bare.url, { headers: BROWSER });
    expect(response.headers.get("content-type")).not.toContain("text/html");
    expect((await fetch(new URL("/ide/start.js", bare.url))).status).toBe(404);
    await bare.close();
  });
});

describe("the samples", () => {
  const samples = readSamples();

  test("are eight, each one named operation", () => {
    const names = samples.map(({ query }) => {
      const operations = parse(query).definitions.filter(
        (definition) => definition.kind === Kind.OPERATION_DEFINITION,
      );
      expect(operations).toHaveLength(1);
      return operations[0]?.name?.value;
    });
    expect(names).toEqual([
      "MunicipalTeams",
      "PudongResources",
      "ZhejiangPartner",
      "DepotsByTier",
      "VolunteersBySkill",
      "PlansAndExercises",
      "IncidentsAndDispatches",
      "SearchHazmat",
    ]);
  });

  test("begin with a title in Chinese, then one in English", () => {
    for (const { title } of samples) {
      expect(title.zh).toMatch(/\p{Script=Han}/u);
      expect(title.en).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});
