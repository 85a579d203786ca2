import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Store } from "../../src/store/store.js";
import { engines, type TestEngine } from "../support/engines.js";
import { ask, openSeededStore, type Served, serveGraph } from "../support/graph-harness.js";

let store: Store;
let drop: () => Promise<void>;
let graph: Served;

beforeAll(async () => {
  ({ store, drop } = await openSeededStore(engines()[0] as TestEngine));
  graph = await serveGraph(store);
}, 60_000);

afterAll(async () => {
  await graph.stop();
  await drop();
});

const many = (count: number, each: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => each(at)).join(" ");
/** 400,000 values: more than sockets take of what nobody reads. */
const LARGE = `{ ${many(8, (at) => `a${at}: divisions(first: 500) { nodes { ${many(99, (n) => `a_rather_long_name_${n}: name`)} } }`)} }`;

test("large answers that nobody takes keep others out until their clients are gone, and small ones never", async () => {
  const { hostname, port, pathname } = new URL(graph.url);
  const body = JSON.stringify({ query: LARGE });
  const head = `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const clients = Array.from({ length: 12 }, () => connect(Number(port), hostname));
  for (const client of clients) {
    client.pause();
    client.write(head + body);
  }
  const codes = async () => (await ask(graph.url, LARGE)).errors?.map(({ extensions }) => extensions["code"]);
  let seen = await codes();
  for (let tries = 0; seen === undefined && tries < 100; tries++) {
    await pause(50);
    seen = await codes();
  }
  expect(seen).toEqual(["SERVICE_BUSY"]);
  expect((await ask(graph.url, "{ divisions(first: 1) { nodes { code } } }")).errors).toBeUndefined();
  for (const client of clients) client.destroy();
  for (let tries = 0; seen !== undefined && tries < 100; tries++) {
    await pause(50);
    seen = await codes();
  }
  expect(seen).toBeUndefined();
}, 60_000);
